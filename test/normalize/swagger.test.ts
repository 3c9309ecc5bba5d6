import { describe, expect, test } from "vitest";
import { withFiles } from "../load/gather.ts";
import { from, made, type Made } from "./canonical.ts";

const two = (rest: object): Promise<Made> => made({ swagger: "2.0", info: { title: "T", version: "1" }, paths: {}, ...rest });
const ok = { responses: { 200: { description: "ok" } } };

describe("2.0 becomes 3.2", () => {
  test("host, base path and schemes are servers, the encrypted one first", async () => {
    const result = await two({ host: "example.com", basePath: "/v1/", schemes: ["http", "https", "ws"] });
    expect(result.at("#/servers")).toEqual([{ url: "https://example.com/v1" }, { url: "http://example.com/v1" }]);
    expect(result.source("#/servers/0/url")).toBe("#/host/url");
    expect((await two({ basePath: "/v2" })).at("#/servers")).toEqual([{ url: "/v2" }]);
    expect((await two({})).at("#/servers")).toBeUndefined();
    expect(result.at("#/swagger")).toBeUndefined();
    expect(result.canonical).toMatchObject({ version: "2.0", dialect: "2.0", title: "T" });
  });

  test("a body parameter is a request body, by what the operation consumes", async () => {
    const result = await two({
      consumes: ["application/json"],
      definitions: { Pet: { type: "object" } },
      paths: {
        "/a": { post: { ...ok, parameters: [{ in: "query", name: "q", type: "string" }, { in: "body", name: "pet", required: true, description: "d", schema: { $ref: "#/definitions/Pet" } }, { in: "header", name: "h", type: "string" }] } },
        "/b": { post: { ...ok, consumes: ["application/xml", "application/vnd.x+json"], parameters: [{ in: "body", name: "b", schema: { type: "object", properties: { x: { type: "int" } } } }] } },
      },
    });
    expect(result.at("#/paths/~1a/post")).toEqual({
      ...ok,
      parameters: [{ in: "query", name: "q", schema: { type: "string" } }, { in: "header", name: "h", schema: { type: "string" } }],
      requestBody: { description: "d", required: true, "x-body-name": "pet", content: { "application/json": { schema: { $ref: "api.json#/components/schemas/Pet" } } } },
    });
    expect(result.source("#/paths/~1a/post/requestBody/content/application~1json/schema")).toBe("#/paths/~1a/post/parameters/1/schema");
    expect(result.source("#/paths/~1a/post/requestBody")).toBe("#/paths/~1a/post/parameters/1");
    expect(result.source("#/paths/~1a/post/parameters/1/schema")).toBe("#/paths/~1a/post/parameters/2");
    expect(Object.keys(result.at("#/paths/~1b/post/requestBody/content") ?? {})).toEqual(["application/xml", "application/vnd.x+json"]);
    expect(result.codes).toEqual(["type-not-standard #/paths/~1b/post/parameters/0/schema/properties/x/type"]);
  });

  test("form parameters are one object, multipart where there is a file", async () => {
    const form = [{ in: "formData", name: "id", type: "integer", required: true, description: "d" }, { in: "formData", name: "tags", type: "array", items: { type: "string" }, collectionFormat: "csv" }];
    const result = await two({
      paths: {
        "/a": { post: { ...ok, parameters: form } },
        "/b": { post: { ...ok, consumes: ["application/x-www-form-urlencoded", "multipart/form-data"], parameters: [{ in: "formData", name: "f", type: "file" }] } },
      },
    });
    expect(result.at("#/paths/~1a/post/requestBody")).toEqual({
      required: true,
      content: {
        "application/x-www-form-urlencoded": {
          schema: { type: "object", required: ["id"], properties: { id: { description: "d", type: "integer" }, tags: { type: "array", items: { type: "string" } } } },
          encoding: { tags: { style: "form", explode: false } },
        },
      },
    });
    expect(result.at("#/paths/~1b/post/requestBody/content")).toEqual({
      "multipart/form-data": { schema: { type: "object", properties: { f: { type: "string", format: "binary" } } } },
    });
    expect(result.source("#/paths/~1a/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/tags/items")).toBe("#/paths/~1a/post/parameters/1/items");
  });

  test("collectionFormat is style and explode", async () => {
    const list = (format: string | undefined, place = "query"): object => ({ in: place, name: `${place}${format ?? ""}`, required: true, type: "array", items: { type: "string" }, ...(format === undefined ? {} : { collectionFormat: format }) });
    const parameters = [list(undefined), list("csv"), list("multi"), list("ssv"), list("pipes"), list("tsv"), list("csv", "header")];
    const result = await two({ paths: { "/a": { get: { ...ok, parameters } } } });
    const styles = parameters.map((_, index) => [result.at(`#/paths/~1a/get/parameters/${index}/style`), result.at(`#/paths/~1a/get/parameters/${index}/explode`)]);
    expect(styles).toEqual([["form", false], ["form", false], ["form", true], ["spaceDelimited", false], ["pipeDelimited", false], ["tabDelimited", false], ["simple", false]]);
    expect(result.at("#/paths/~1a/get/parameters/0")).not.toHaveProperty("collectionFormat");
    expect(result.at("#/paths/~1a/get/parameters/0/schema")).toEqual({ type: "array", items: { type: "string" } });
  });

  test("responses have content by what is produced, with examples and headers", async () => {
    const result = await two({
      produces: ["application/json", "text/xml"],
      paths: {
        "/a": { get: { responses: { 200: { description: "ok", schema: { type: "string" }, examples: { "application/json": "x" }, headers: { H: { type: "integer", description: "d" } } }, 204: { description: "none" } } } },
        "/f": { get: { produces: ["application/pdf"], responses: { 200: { description: "ok", schema: { type: "file" } }, 400: { $ref: "#/responses/Bad" } } } },
      },
      responses: { Bad: { description: "bad", schema: { type: "object" } } },
    });
    expect(result.at("#/paths/~1a/get/responses")).toEqual({
      200: {
        description: "ok",
        headers: { H: { description: "d", schema: { type: "integer" } } },
        content: { "application/json": { schema: { type: "string" }, example: "x" }, "text/xml": { schema: { type: "string" } } },
      },
      204: { description: "none" },
    });
    expect(result.at("#/paths/~1f/get/responses")).toEqual({
      200: { description: "ok", content: { "application/pdf": { schema: { type: "string", format: "binary" } } } },
      400: { description: "bad", content: { "application/pdf": { schema: { type: "object" } } } },
    });
    expect(Object.keys(result.at("#/components/responses/Bad/content") ?? {})).toEqual(["application/json", "text/xml"]);
    expect(result.source("#/paths/~1a/get/responses/200/content/text~1xml/schema")).toBe("#/paths/~1a/get/responses/200/schema");
    expect(result.source("#/paths/~1f/get/responses/400/description")).toBe("#/responses/Bad/description");
    expect(result.source("#/components/responses/Bad/description")).toBe("#/responses/Bad/description");
  });

  test("shared parameters: plain ones stay, bodies become bodies, references follow", async () => {
    const result = await two({
      parameters: { Q: { in: "query", name: "q", type: "string" }, B: { in: "body", name: "b", schema: { type: "object", properties: { x: { type: "string" } } } }, F: { in: "formData", name: "f", type: "string" } },
      paths: {
        "/a": { parameters: [{ $ref: "#/parameters/B" }], put: { ...ok, parameters: [{ $ref: "#/parameters/Q" }] } },
        "/f": { post: { ...ok, parameters: [{ $ref: "#/parameters/F" }] } },
      },
      definitions: { X: { $ref: "#/parameters/B/schema/properties/x" } },
    });
    expect(result.at("#/components/parameters")).toEqual({ Q: { in: "query", name: "q", schema: { type: "string" } } });
    expect(result.at("#/paths/~1a/put")).toMatchObject({
      parameters: [{ $ref: "api.json#/components/parameters/Q" }],
      requestBody: { content: { "application/json": { schema: { $ref: "api.json#/components/requestBodies/B/content/application~1json/schema" } } } },
    });
    expect(result.at("#/paths/~1a/parameters")).toEqual([]);
    expect(result.at("#/paths/~1f/post/requestBody/content")).toHaveProperty(["application/x-www-form-urlencoded", "schema", "properties", "f", "type"], "string");
    expect(result.at("#/components/schemas/X")).toEqual({ $ref: "api.json#/components/requestBodies/B/content/application~1json/schema/properties/x" });
    expect(result.codes).toEqual([]);
  });

  test("security schemes have the shape of 3.x", async () => {
    const result = await two({
      securityDefinitions: {
        b: { type: "basic" },
        k: { type: "apiKey", in: "header", name: "X" },
        a: { type: "oauth2", flow: "accessCode", authorizationUrl: "https://a", tokenUrl: "https://t", scopes: { r: "read" } },
        c: { type: "oauth2", flow: "application", tokenUrl: "https://t", scopes: {} },
      },
    });
    expect(result.at("#/components/securitySchemes")).toEqual({
      b: { type: "http", scheme: "basic" },
      k: { type: "apiKey", in: "header", name: "X" },
      a: { type: "oauth2", flows: { authorizationCode: { authorizationUrl: "https://a", tokenUrl: "https://t", scopes: { r: "read" } } } },
      c: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://t", scopes: {} } } },
    });
    expect(result.source("#/components/securitySchemes/b/scheme")).toBe("#/securityDefinitions/b/scheme");
  });

  test("parts in other files are 2.0, too, and use the entry's media types", async () => {
    const files = {
      "api.yaml": "swagger: '2.0'\ninfo: {title: T, version: '1'}\nproduces: [text/csv]\npaths:\n  /a: {$ref: 'paths/a.yaml'}\n",
      "paths/a.yaml": "get:\n  parameters: [{in: body, name: b, schema: {$ref: '../defs.yaml#/Pet'}}]\n  responses: {200: {description: ok, schema: {$ref: '../defs.yaml#/Pet'}}}\n",
      "defs.yaml": "Pet: {type: object, x-nullable: true, discriminator: kind}\n",
    };
    await withFiles(files, async (folder) => {
      const result = await from({ kind: "file", path: `${folder}/api.yaml` });
      expect(result.codes).toEqual([]);
      expect(result.at("#/paths/~1a")).toEqual({ $ref: "paths/a.yaml#" });
      expect(result.canonical.resolve("paths/a.yaml#/get/responses/200/content/text~1csv/schema")?.value).toEqual({ $ref: "defs.yaml#/Pet" });
      expect(result.canonical.resolve("paths/a.yaml#/get/requestBody/content/application~1json/schema")?.value).toEqual({ $ref: "defs.yaml#/Pet" });
      expect(result.canonical.resolve("defs.yaml#/Pet")?.value).toEqual({ type: ["object", "null"], discriminator: { propertyName: "kind" } });
      expect(result.canonical.source("paths/a.yaml", "#/get/requestBody/content/application~1json/schema")).toEqual({ document: "paths/a.yaml", pointer: "#/get/parameters/0/schema" });
    });
  });
});
