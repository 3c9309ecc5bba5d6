/** The objects of OpenAPI, by what stands where. */
export type Kind =
  | "document" | "info" | "tag" | "server" | "components" | "paths" | "pathItem" | "operation" | "parameter" | "header" | "requestBody" | "mediaType"
  | "encoding" | "responses" | "response" | "callback" | "link" | "example" | "securityScheme" | "schema";

/** How a field holds objects of a kind. */
export interface Shape {
  /** One, a list of them, or a map from names to them. */
  readonly holds: "one" | "list" | "map";
  /** Of what kind they are. */
  readonly kind: Kind;
}

const one = (kind: Kind): Shape => ({ holds: "one", kind });
const list = (kind: Kind): Shape => ({ holds: "list", kind });
const map = (kind: Kind): Shape => ({ holds: "map", kind });

type Fields = Readonly<Record<string, Shape>>;

/** The methods that have a field of their own in a path item. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

const operations: Fields = Object.fromEntries(methods.map((method) => [method, one("operation")]));
const described: Fields = { schema: one("schema"), content: map("mediaType"), examples: map("example") };

const fields: { readonly [K in Kind]: Fields } = {
  document: {
    info: one("info"), servers: list("server"), paths: one("paths"), webhooks: map("pathItem"), "x-webhooks": map("pathItem"),
    components: one("components"), tags: list("tag"),
  },
  components: {
    schemas: map("schema"), responses: map("response"), parameters: map("parameter"), examples: map("example"), requestBodies: map("requestBody"),
    headers: map("header"), securitySchemes: map("securityScheme"), links: map("link"), callbacks: map("callback"), pathItems: map("pathItem"),
    mediaTypes: map("mediaType"),
  },
  pathItem: { ...operations, additionalOperations: map("operation"), parameters: list("parameter"), servers: list("server") },
  operation: {
    parameters: list("parameter"), requestBody: one("requestBody"), responses: one("responses"), callbacks: map("callback"), servers: list("server"),
  },
  parameter: described,
  header: described,
  requestBody: { content: map("mediaType") },
  response: { headers: map("header"), content: map("mediaType"), links: map("link") },
  mediaType: {
    schema: one("schema"), itemSchema: one("schema"), examples: map("example"), encoding: map("encoding"), prefixEncoding: list("encoding"),
    itemEncoding: one("encoding"),
  },
  encoding: { headers: map("header"), encoding: map("encoding"), prefixEncoding: list("encoding"), itemEncoding: one("encoding") },
  link: { server: one("server") },
  schema: {
    properties: map("schema"), patternProperties: map("schema"), $defs: map("schema"), definitions: map("schema"), dependentSchemas: map("schema"),
    allOf: list("schema"), anyOf: list("schema"), oneOf: list("schema"), prefixItems: list("schema"), items: one("schema"),
    additionalProperties: one("schema"), not: one("schema"), if: one("schema"), then: one("schema"), else: one("schema"), contains: one("schema"),
    propertyNames: one("schema"), unevaluatedItems: one("schema"), unevaluatedProperties: one("schema"), contentSchema: one("schema"),
  },
  info: {}, tag: {}, server: {}, example: {}, securityScheme: {}, paths: {}, responses: {}, callback: {},
};

/** Kinds whose every key, extensions and a reference apart, is a name that leads to an object of another kind. */
const byName: ReadonlyMap<Kind, Shape> = new Map([["paths", one("pathItem")], ["responses", one("response")], ["callback", one("pathItem")]] as const);

const tables: ReadonlyMap<Kind, ReadonlyMap<string, Shape>> = new Map(
  Object.entries(fields).map(([kind, table]) => [kind as Kind, new Map(Object.entries(table))]),
);

/** What a field of a kind holds, or undefined for data, words and extensions. */
export function shapeOf(kind: Kind, key: string): Shape | undefined {
  const shape = byName.get(kind);
  if (shape !== undefined) return key.startsWith("x-") || key === "$ref" ? undefined : shape;
  return tables.get(kind)?.get(key);
}
