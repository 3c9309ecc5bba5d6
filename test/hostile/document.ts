import type { Json } from "../../src/ir/json.ts";

/** Gives the text of a position: `harmless` unless a payload is put there. */
export type TextAt = (position: string, harmless: string) => string;

function record(...entries: readonly (readonly [string, Json])[]): { readonly [key: string]: Json } {
  return Object.fromEntries(entries);
}

/**
 * A document in which every text that somebody else may have written is a position of its own. Each map has one such key, so that
 * payloads cannot fall together.
 */
export function hostileDocument(at: TextAt): Json {
  const tag = at("tag name", "things");
  const scheme = at("security scheme key", "key");
  return {
    openapi: "3.1.0",
    info: {
      title: at("info title", "Hostile Gallery"),
      summary: at("info summary", "All of it."),
      version: at("info version", "1.0.0"),
      description: at("info description", "A gallery."),
      termsOfService: at("terms of service", "https://example.com/terms"),
      contact: { name: at("contact name", "Somebody"), url: at("contact url", "https://example.com/contact"), email: at("contact email", "a@example.com") },
      license: { name: at("license name", "MIT"), identifier: at("license identifier", "MIT") },
      [`x-${at("info extension key", "info")}`]: at("info extension value", "extension"),
    },
    jsonSchemaDialect: "https://spec.openapis.org/oas/3.1/dialect/base",
    externalDocs: { url: at("external docs url", "https://example.com/docs"), description: at("external docs description", "More.") },
    servers: [
      {
        url: at("server url", "https://{region}.example.com/v1"),
        description: at("server description", "Where it is."),
        variables: record([at("server variable name", "region"), { default: at("server variable default", "eu"), enum: ["eu", at("server variable enum", "us")], description: at("server variable description", "Where.") }]),
      },
      { url: `https://example.com/${at("second server path", "v2")}` },
    ],
    tags: [{ name: tag, description: at("tag description", "Things of all kinds."), externalDocs: { url: "https://example.com", description: at("tag docs description", "On things.") } }],
    security: [record([scheme, []]), record(["oauth", [at("required scope", "read")]])],
    paths: record(
      [`/${at("path segment", "fixed")}/things/{thing}`, thingItem(at, tag)],
      ["/uploads", { post: uploads(at) }],
      [`/plain${at("path suffix", "")}`, { get: { tags: [tag], responses: { "200": { description: "", content: record([at("response media type", "text/plain"), { schema: { type: "string" } }]) } } } }],
      ["/events", { get: { operationId: "streamEvents", tags: ["events"], summary: "Streams.", responses: { "200": { description: "", content: { "text/event-stream": { schema: { $ref: "#/components/schemas/Shape" } } } } } } }],
    ),
    webhooks: record([at("webhook key", "thingMade"), { post: { summary: at("webhook summary", "A thing was made."), requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } }, responses: { "200": { description: "" } } } }]),
    components: {
      schemas: schemas(at),
      parameters: record([at("parameter component key", "Page"), { name: "page_of_all", in: "query", schema: { type: "integer" } }]),
      responses: record([at("response component key", "Missing"), { description: at("response component description", "Nothing there.") }]),
      securitySchemes: record(
        [scheme, { type: "apiKey", in: "header", name: at("api key name", "X-Key"), description: at("security scheme description", "A key.") }],
        [
          "oauth",
          {
            type: "oauth2",
            flows: {
              clientCredentials: {
                tokenUrl: at("token url", "https://example.com/token"),
                refreshUrl: at("refresh url", "https://example.com/refresh"),
                scopes: record(["read", at("scope description", "Reads.")], [at("scope", "write"), "Writes."]),
              },
            },
          },
        ],
        ["token", { type: "http", scheme: at("http scheme", "bearer"), bearerFormat: at("bearer format", "JWT") }],
      ),
    },
  };
}

function thingItem(at: TextAt, tag: string): Json {
  return {
    summary: at("path summary", "One thing."),
    description: at("path description", "All that can be done with it."),
    parameters: [{ name: "thing", in: "path", required: true, description: at("path parameter description", "Which one."), schema: { type: "string" } }],
    get: {
      operationId: at("operation id", "readThing"),
      tags: [tag],
      summary: at("operation summary", "Reads a thing."),
      description: at("operation description", "It is read.\n\nAll of it."),
      externalDocs: { url: at("operation docs url", "https://example.com/read"), description: at("operation docs description", "How.") },
      [`x-${at("operation extension key", "cost")}`]: at("operation extension value", "cheap"),
      parameters: [
        { name: at("query parameter name", "filter"), in: "query", description: at("query parameter description", "What to leave out."), schema: { type: "string", default: at("query parameter default", "none"), enum: ["none", "all", at("query parameter enum value", "some")] }, example: at("query parameter example", "all") },
        { name: at("header parameter name", "X-Trace"), in: "header", schema: { type: "string", pattern: at("parameter pattern", "^a"), default: at("header parameter default", "on") } },
        { name: at("cookie parameter name", "session"), in: "cookie", schema: { type: "string" } },
        { name: "deep", in: "query", style: "deepObject", description: at("deep parameter description", "A part."), schema: { type: "object", properties: record([at("deep parameter key", "size"), { type: "string" }]) } },
      ],
      responses: record(
        [
          "200",
          {
            description: at("response description", "The thing."),
            headers: record([at("response header name", "X-Rest"), { description: at("response header description", "How many are left."), schema: { type: "integer" } }]),
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" }, examples: record([at("example key", "one"), { summary: at("example summary", "One."), value: { name: at("example value", "a") } }]) } },
            links: record([at("link key", "next"), { operationId: at("link operation", "readThing"), description: at("link description", "The next."), parameters: record([at("link parameter", "thing"), at("link expression", "$response.body#/name")]) }]),
          },
        ],
        [at("status key", "404"), { description: at("error description", "None."), content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } } }],
      ),
      callbacks: record([at("callback key", "done"), record([at("callback expression", "{$request.query.url}"), { post: { summary: at("callback summary", "Calls."), responses: { "200": { description: "" } } } }])]),
    },
    patch: {
      operationId: "changeThing",
      tags: [tag],
      deprecated: true,
      summary: at("second summary", "Changes a thing."),
      requestBody: { description: at("body description", "What to change."), required: true, content: record(["application/json", { schema: { $ref: "#/components/schemas/Change" }, example: { note: at("body example", "b") } }]) },
      responses: { "200": { description: "", content: { "application/json": { schema: { $ref: "#/components/schemas/Shape" } } } } },
    },
    delete: { tags: [tag], summary: at("summary without id", "Removes a thing."), responses: { "204": { description: "" } } },
  };
}

function uploads(at: TextAt): Json {
  return {
    operationId: "upload",
    tags: ["uploads"],
    requestBody: {
      required: true,
      content: record([
        "multipart/form-data",
        {
          schema: { type: "object", required: ["file"], properties: record(["file", { type: "string", format: "binary" }], [at("form field name", "note"), { type: "string", description: at("form field description", "A note.") }]) },
          encoding: { file: { contentType: at("encoding content type", "image/png"), headers: record([at("encoding header", "X-Part"), { schema: { type: "string" } }]) } },
        },
      ]),
    },
    responses: { "200": { description: "", content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Kind" } } } } } },
  };
}

function schemas(at: TextAt): Json {
  return record(
    [
      "Thing",
      {
        type: "object",
        title: at("schema title", "Thing"),
        description: at("schema description", "A thing."),
        required: ["name", at("required entry", "kind")],
        [`x-${at("schema extension key", "origin")}`]: at("schema extension value", "us"),
        properties: record(
          ["name", { type: "string", description: at("property description", "What it is called."), title: at("property title", "Name"), default: at("property default", "a"), pattern: at("property pattern", "^[a-z]+$"), examples: [at("property example", "chair")] }],
          ["kind", { $ref: "#/components/schemas/Kind" }],
          [at("property name", "weight"), { type: "number", description: "Of any name." }],
          ["made", { type: "string", format: at("format", "date"), contentMediaType: at("content media type", "text/plain") }],
          ["inner", { type: "object", title: at("inner title", "Inner"), properties: record([at("inner property name", "depth"), { type: "integer" }]) }],
          ["fixed", { const: at("const", "fixed") }],
          ["encoded", { type: "string", contentEncoding: at("content encoding", "base64") }],
          ["odd", { type: at("type", "string") }],
          ["other", { $ref: `#/components/schemas/${at("reference", "Kind")}` }],
        ),
        patternProperties: record([at("pattern property", "^x-"), { type: "string" }]),
        dependentRequired: record([at("dependent key", "name"), [at("dependent value", "kind")]]),
        $comment: at("comment", "a remark"),
        example: { name: at("schema example", "table") },
      },
    ],
    ["Kind", { type: "string", description: at("enum description", "What sort."), enum: ["big", "small", at("enum value", "other")], "x-enum-varnames": ["BIG", "SMALL", at("enum name", "OTHER")], "x-enum-descriptions": ["Big.", "Small.", at("enum member description", "Other.")], "x-ms-enum": { name: at("enum vendor name", "KindOf"), values: [{ value: "big", description: at("enum vendor description", "Large.") }] } }],
    ["Long", { type: "string", enum: ["quite a long value to have in a list", "another value that is as long as that one", at("long enum value", "third")] }],
    ["Change", { type: "object", properties: { note: { type: ["string", "null"], description: at("change description", "A note.") }, long: { $ref: "#/components/schemas/Long" }, when: { type: "string", format: "date-time" } }, required: ["note"] }],
    [at("schema key", "Spare"), { type: "object", description: at("spare description", "One more."), properties: { extra: { type: "integer" } } }],
    ["Holder", { type: "object", properties: { spare: { type: "array", items: { type: "object", properties: { one: { type: "string" }, two: { type: "integer" } } } } } }],
    ["Problem", { type: "object", properties: record(["message", { type: "string" }], [at("error property name", "code"), { type: "string" }]) }],
    [
      "Shape",
      {
        description: at("union description", "A shape."),
        oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }],
        discriminator: { propertyName: at("discriminator name", "form"), mapping: record([at("mapping key", "round"), "#/components/schemas/Circle"], ["square", at("mapping value", "#/components/schemas/Square")]) },
      },
    ],
    ["Circle", { type: "object", required: ["form"], properties: { form: { type: "string" }, radius: { type: "number" } } }],
    ["Square", { type: "object", required: ["form"], properties: { form: { type: "string" }, side: { type: "number" } } }],
  );
}

/** Every position of the document, the file's name among them, with the text that stands there otherwise. */
export function positions(): ReadonlyMap<string, string> {
  const found = new Map<string, string>([[fileName, "gallery.yaml"]]);
  hostileDocument((position, harmless) => {
    if (found.has(position)) throw new Error(`two positions are called ${position}`);
    found.set(position, harmless);
    return harmless;
  });
  return found;
}

/** The position that is not in the document: what the file is called. */
export const fileName = "file name";
