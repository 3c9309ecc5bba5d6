/** A document that is hard to compile for its size. */
export interface LimitDocument {
  readonly name: string;
  readonly text: string;
}

/** How large the documents are; the full size is 1. */
export function limitDocuments(size: number): readonly LimitDocument[] {
  const count = (full: number): number => Math.max(10, Math.round(full * size));
  return [
    { name: `schemas nested ${count(3000)} deep`, text: deepSchemas(count(3000)) },
    { name: `YAML nested ${count(3000)} deep`, text: deepYaml(count(3000)) },
    { name: "an alias bomb", text: aliasBomb() },
    { name: `a circle of ${count(5000)} schemas`, text: circle(count(5000)) },
    { name: `a circle of ${count(5000)} allOf`, text: allOfChain(count(5000)) },
    { name: `${count(10_000)} operations`, text: operations(count(10_000)) },
  ];
}

const head = { openapi: "3.1.0", info: { title: "Limits", version: "1" } };
const answer = (schema: unknown): unknown => ({ responses: { 200: { description: "ok", content: { "application/json": { schema } } } } });

/** Objects in objects; text, since no serializer goes that deep. */
function deepSchemas(depth: number): string {
  const open = '{"type":"object","properties":{"next":'.repeat(depth);
  const schemas = `${open}{"type":"string"}${"}}".repeat(depth)}`;
  return `{"openapi":"3.1.0","info":{"title":"Limits","version":"1"},"paths":{"/x":{"get":{"responses":{"200":{"description":"ok","content":{"application/json":{"schema":${schemas}}}}}}}}}`;
}

function deepYaml(depth: number): string {
  return `openapi: 3.1.0\ninfo: { title: Limits, version: "1" }\npaths: {}\nx-deep: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
}

/** Nine levels of nine aliases: 387 million nodes when written out. */
function aliasBomb(): string {
  const levels = Array.from({ length: 9 }, (_, index) => `x-a${index + 1}: &a${index + 1} [${Array.from({ length: 9 }, () => `*a${index}`).join(", ")}]`);
  return `openapi: 3.1.0\ninfo: { title: Limits, version: "1" }\npaths: {}\nx-a0: &a0 lol\n${levels.join("\n")}\n`;
}

/** Each schema has the next as a property, and the last the first. */
function circle(count: number): string {
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`S${index}`, { type: "object", properties: { next: { $ref: `#/components/schemas/S${(index + 1) % count}` }, any: { oneOf: [{ type: "string" }, { $ref: `#/components/schemas/S${(index * 7) % count}` }] } } }]),
  );
  return JSON.stringify({ ...head, paths: { "/x": { get: answer({ $ref: "#/components/schemas/S0" }) } }, components: { schemas } });
}

/** Each schema is the one before it and more, and the first is the last. */
function allOfChain(count: number): string {
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`S${index}`, { allOf: [{ $ref: `#/components/schemas/S${(index + count - 1) % count}` }], type: "object", properties: { [`p${index % 50}`]: { type: "string" } } }]),
  );
  return JSON.stringify({ ...head, paths: { "/x": { get: answer({ $ref: "#/components/schemas/S0" }) } }, components: { schemas } });
}

function operations(count: number): string {
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `/things${index % 100}/{id}/part${index}`,
      { get: { operationId: `getPart${index}`, tags: [`Things${index % 100}`], parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], ...Object(answer({ $ref: "#/components/schemas/Thing" })) } },
    ]),
  );
  return JSON.stringify({ ...head, paths, components: { schemas: { Thing: { type: "object", properties: { name: { type: "string" } } } } } });
}
