import { procedures, refusal, sessionEvent, shapes, type Part, type Procedure, type Shapes } from "./contract.ts";

/** Which document: as the server gives it today, with shapes, or with security, errors and events as well. */
export type Kind = "as-served" | "with-shapes" | "with-events";

/** What a document is made for. */
export interface DocumentOptions {
  readonly kind: Kind;
  /** Where the server is. */
  readonly origin: string;
  /** The member of the list of sessions that holds them. */
  readonly listKey?: string;
  /** The prefix under which the plain wire is mounted. */
  readonly mount?: string;
}

const json = (schema: unknown): Part => ({ "application/json": { schema } });
/** What a library without a converter for its schemas writes in their place. */
const anything = { anyOf: [{}, { not: {} }] };

/** An OpenAPI document of the server, in the form in which its framework emits them. */
export function ethosDocument({ kind, origin, listKey = "items", mount = "/openapi" }: DocumentOptions): Part {
  const known = kind === "as-served" ? {} : shapes(listKey);
  const names = kind === "as-served" ? procedures : procedures.filter((name) => Object.hasOwn(known, name));
  const paths = Object.fromEntries(names.map((name) => [`/${name.replaceAll(".", "/")}`, { post: operation(kind, name, known[name]) }]));
  return {
    openapi: "3.1.1",
    info: { title: "Ethos API", version: "1.0.0" },
    servers: [{ url: `${origin}${mount}` }],
    ...(kind === "with-events" ? { security: [{ bearer: [] }], components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } } } : {}),
    paths: { ...paths, ...(kind === "with-events" ? { "/sse/sessions/{id}": events(origin) } : {}) },
  };
}

function operation(kind: Kind, name: Procedure, shape: Shapes | undefined): Part {
  const body = shape?.input == null ? {} : { requestBody: { required: true, content: json(shape.input) } };
  const refused = { description: "Refused", content: json(refusal) };
  const errors = kind === "with-events" ? { 401: refused, 403: refused, 404: refused } : {};
  return { operationId: name, ...body, responses: { 200: { description: "OK", content: json(shape?.output ?? anything) }, ...errors } };
}

/** The events of a session, which live beside the plain wire. */
function events(origin: string): Part {
  return {
    servers: [{ url: origin }],
    get: {
      operationId: "sessions.events",
      description: "What happens in a session, from now on or from after an event that was seen before.",
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "string" } },
        { name: "Last-Event-ID", in: "header", schema: { type: "string" }, description: "The last event that was seen." },
      ],
      responses: { 200: { description: "Events", content: { "text/event-stream": { schema: sessionEvent } } } },
    },
  };
}

const [wish, key] = process.argv[1]?.endsWith("documents.ts") === true ? process.argv.slice(2) : [];
const kinds: readonly Kind[] = ["as-served", "with-shapes", "with-events"];
const kind = kinds.find((one) => one === wish);
if (kind !== undefined) process.stdout.write(`${JSON.stringify(ethosDocument({ kind, origin: "http://localhost:3000", ...(key === undefined ? {} : { listKey: key, mount: "" }) }))}\n`);
