import { produce } from "immer";
import type { Api } from "../../src/ir/api.ts";
import type { Operation, Parameter, ParameterLocation } from "../../src/ir/operation.ts";
import type { NameHint, ObjectSchema, Property, SchemaUse } from "../../src/ir/schema.ts";
import { createReporter, type Reporter } from "../../src/diagnostics/reporter.ts";
import { defaultOptions, type Options } from "../../src/options.ts";
import type { Manifest } from "../../src/6-emit/manifest.ts";
import { groupOperations } from "../../src/4-passes/group-operations.ts";
import { assignNames } from "../../src/4-passes/assign-names.ts";
import { escapeToken } from "../../src/ir/origin.ts";

const docs = { summary: null, description: null, deprecated: false, externalDocs: null };
const text: SchemaUse = { schema: "#/text", nullable: false };
const place = (pointer: string) => ({ document: "openapi.yaml", pointer });

/** A property that holds text. */
export function property(wire: string, pointer = `#/p/${escapeToken(wire)}`): Property {
  return { wire, name: "", origin: place(pointer), use: text, required: false, readOnly: false, writeOnly: false, docs };
}

/** An object schema of these properties; a hint other than the component's name may be given. */
export function object(name: string, wires: readonly string[] = [], options: { readonly hint?: NameHint; readonly shape?: string; readonly base?: string; readonly pointer?: string } = {}): ObjectSchema {
  const pointer = options.pointer ?? `#/components/schemas/${escapeToken(name)}`;
  return {
    kind: "object",
    id: pointer,
    origin: place(pointer),
    hint: options.hint ?? { words: [name], from: "component" },
    title: null,
    docs,
    constraints: {},
    examples: [],
    extensions: {},
    shape: options.shape ?? "",
    name: null,
    file: null,
    named: true,
    reach: { request: true, response: true },
    recursive: false,
    properties: wires.map((wire) => property(wire, `${pointer}/properties/${escapeToken(wire)}`)),
    additional: true,
    patterns: [],
    base: options.base ?? null,
    discriminator: null,
  };
}

/** A parameter that holds text. */
export function parameter(where: ParameterLocation, wire: string): Parameter {
  return { origin: place(`#/parameters/${where}/${escapeToken(wire)}`), in: where, wire, name: "", required: where === "path", use: text, style: "form", explode: true, allowReserved: false, content: null, docs, examples: [], positional: where === "path", supplied: null };
}

/** What an operation of a test may say. */
export interface OperationParts {
  readonly id?: string | null;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly body?: ObjectSchema;
}

/** An operation: `operation("GET /pets", { id: "listPets" })`. */
export function operation(route: string, parts: OperationParts = {}): Operation {
  const [method = "", path = ""] = route.split(/ (.*)/s);
  const pointer = `#/paths/${escapeToken(path)}/${method.toLowerCase()}`;
  const fields = parts.body?.properties.map(({ wire }) => ({ wire, name: "", positional: false })) ?? [];
  const media = { origin: place(`${pointer}/requestBody`), type: "application/json", codec: "json" as const, use: text, item: null, wholeItem: false, encodings: [], examples: [] };
  return {
    id: pointer,
    origin: place(pointer),
    method,
    path,
    operationId: parts.id ?? null,
    tags: parts.tags ?? [],
    docs,
    parameters: parts.parameters ?? [],
    body: parts.body === undefined ? null : { origin: place(`${pointer}/requestBody`), required: true, docs, media: [media], shape: { kind: "keywords", schema: parts.body.id, fields, spread: null } },
    responses: [],
    security: null,
    servers: null,
    callbacks: [],
    extensions: {},
    result: { kind: "none" },
    answer: null,
    rpc: null,
    stream: null,
    errors: {},
    pagination: null,
    namespace: [],
    name: "",
    streamName: null,
    pagesName: null,
  };
}

/** What an API of a test may hold. */
export interface ApiParts {
  readonly title?: string;
  readonly version?: string;
  readonly operations?: readonly Operation[];
  readonly schemas?: readonly Api["schemas"][string][];
  readonly tags?: Api["tags"];
  readonly auth?: Api["auth"];
}

/** An API before the passes of naming. */
export function api(parts: ApiParts): Api {
  return {
    info: { title: parts.title ?? "Sample API", version: parts.version ?? "1.0", openapi: "3.1.0", summary: null, description: null, contact: { name: null, url: null, email: null }, license: null },
    origin: place("#"),
    servers: [],
    security: [],
    auth: parts.auth ?? [],
    tags: parts.tags ?? [],
    schemas: Object.fromEntries((parts.schemas ?? []).map((schema) => [schema.id, schema])),
    operations: parts.operations ?? [],
    webhooks: [],
    resources: [],
    names: { module: "", distribution: "", client: "", environment: "", version: "" },
  };
}

/** Runs both passes. */
export function named(before: Api, options: Partial<Options> & { readonly previous?: Manifest; readonly reporter?: Reporter } = {}): Api {
  const { previous, reporter, ...rest } = options;
  const context = { options: { ...defaultOptions, ...rest }, reporter: reporter ?? createReporter(), previous: previous ?? null };
  const grouped = produce(before, (draft) => groupOperations.run(before, draft, context));
  return produce(grouped, (draft) => assignNames.run(grouped, draft, context));
}

/** The attribute path of every operation, by route. */
export function methods(after: Api): Readonly<Record<string, string>> {
  return Object.fromEntries(after.operations.map((one) => [`${one.method} ${one.path}`, [...one.namespace, one.name].join(".")]));
}
