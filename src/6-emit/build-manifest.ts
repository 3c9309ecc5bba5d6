import type { Api } from "../ir/api.ts";
import type { Operation, Result, Webhook } from "../ir/operation.ts";
import { formatOrigin, type Origin } from "../ir/origin.ts";
import { partOf } from "../ir/part-of.ts";
import type { EnumMember, Property, Schema, SchemaUse } from "../ir/schema.ts";
import { payloadOf } from "../ir/uses.ts";
import type { Options } from "../options.ts";
import type { Manifest, ManifestBody, ManifestCase, ManifestDiagnostic, ManifestField, ManifestOperation, ManifestResult, ManifestWebhook } from "./manifest.ts";
import { hashText, type OutputFile } from "./output-file.ts";

/** What a manifest is made of. */
export interface ManifestParts {
  /** The IR after all passes. */
  readonly api: Api;
  /** The choices of the compile. */
  readonly options: Options;
  /** The generated files, without the manifest itself. */
  readonly files: readonly OutputFile[];
  /** The version of the compiler. */
  readonly compiler: string;
  /** The hash of the document's text, null where it was handed over as data. */
  readonly sha256: string | null;
  /** What was reported, with places in the text. */
  readonly diagnostics: readonly ManifestDiagnostic[];
  /** The Python type of a use of a schema, as an output has it: `list[SpecialEvent]`. */
  readonly typeOf: (use: SchemaUse) => string;
  /** The type that a schema's alias stands for, null for a class. */
  readonly aliasOf: (schema: Schema) => string | null;
  /** The members of a schema's class, none where it is no enum or no class. */
  readonly membersOf: (schema: Schema) => readonly EnumMember[];
  /** Whether null is a value of its own there. */
  readonly takesNull: (use: SchemaUse) => boolean;
  /** The arguments of a call that may be given by position, in order. */
  readonly positionalOf: (operation: Operation) => readonly string[];
  /** What callers get where the configuration, or a function that gives the list of a page, makes something of a result, and its schema where it is one; null where they get the result. */
  readonly answerOf: (operation: Operation) => { readonly type: string; readonly use: SchemaUse | null } | null;
  /** Whether a call gives a page that leads to the others. */
  readonly isPaged: (operation: Operation) => boolean;
  /** The function that iterates over an operation's pages, null where there is none. */
  readonly pagesOf: (operation: Operation) => string | null;
}

/** The record of one compile. */
export function buildManifest(parts: ManifestParts): Manifest {
  const { api, options, files } = parts;
  const { names, info } = api;
  const show = (origin: Origin): string => formatOrigin(origin, api.origin.document);
  const client = (prefix: string, twin: "sync" | "async"): string | null => (options.twins.includes(twin) ? `${names.module}.${prefix}${names.client}` : null);
  return {
    manifest: 1,
    compiler: parts.compiler,
    document: { title: info.title, version: info.version, openapi: info.openapi, sha256: parts.sha256 },
    package: names.module,
    layout: options.layout,
    http: options.http,
    client: options.surface === "functions" ? null : { sync: client("", "sync"), async: client("Async", "async") },
    security: api.auth.map((scheme) => ({ pointer: show(scheme.origin), python: scheme.arguments, environment: scheme.environment })),
    operations: api.operations.map((operation) => operationEntry(operation, parts)),
    webhooks: [...api.webhooks, ...api.operations.flatMap(({ callbacks }) => callbacks)].map((webhook) => webhookEntry(webhook, parts)),
    schemas: Object.values(api.schemas).flatMap((schema) => (schema.name === null ? [] : [schemaEntry(schema, schema.name, parts)])),
    diagnostics: parts.diagnostics,
    files: Object.fromEntries(files.map((file) => [file.path, hashText(file.text)])),
  };
}

function webhookEntry(webhook: Webhook, parts: ManifestParts): ManifestWebhook {
  return {
    pointer: formatOrigin(webhook.origin, parts.api.origin.document),
    python: classOf(payloadOf(webhook) ?? webhook.body?.media[0]?.use ?? null, parts),
    parser: webhook.parser === "" ? null : `webhooks.${webhook.parser}`,
  };
}

/** Where a class of `models` is imported from. */
function dotted(name: string, { api, options }: ManifestParts): string {
  return options.layout === "module" ? `${api.names.module}.${name}` : `${api.names.module}.models.${name}`;
}

/** The class or alias of a use, null where it is written in place. */
function classOf(use: SchemaUse | null, parts: ManifestParts): string | null {
  const name = use === null ? null : (parts.api.schemas[use.schema]?.name ?? null);
  return name === null ? null : dotted(name, parts);
}

function operationEntry(operation: Operation, parts: ManifestParts): ManifestOperation {
  const { api, typeOf } = parts;
  const show = (origin: Origin): string => formatOrigin(origin, api.origin.document);
  const pointer = show(operation.origin);
  const pages = parts.pagesOf(operation);
  const codes = parts.diagnostics.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`)).map((one) => one.code);
  return {
    pointer,
    method: operation.method,
    path: operation.path,
    operationId: operation.operationId,
    python: [...operation.namespace, operation.name].join("."),
    stream: operation.streamName === null ? null : [...operation.namespace, operation.streamName].join("."),
    ...(pages === null ? {} : { pages: [...operation.namespace, pages].join(".") }),
    parameters: operation.parameters.map((parameter) => ({
      pointer: show(parameter.origin),
      in: parameter.in,
      name: parameter.wire,
      python: parameter.name,
      type: typeOf(parameter.use),
      required: parameter.required,
      ...(parts.takesNull(parameter.use) ? { nullable: true } : {}),
      ...(parameter.supplied === null ? {} : { supplied: true }),
      ...(parameter.default === undefined ? {} : { default: parameter.default }),
    })),
    positional: parts.positionalOf(operation),
    body: bodyEntry(operation, parts),
    result: resultEntry(operation, parts),
    ...(operation.stream === null || operation.streamName === null ? {} : { streamResult: plainResult(operation.stream.result, parts) }),
    errors: Object.fromEntries(Object.entries(operation.errors).map(([status, use]) => [status, use === null ? null : typeOf(use)])),
    diagnostics: [...new Set(codes)].toSorted(),
  };
}

function bodyEntry({ body, stream }: Operation, { typeOf }: ManifestParts): ManifestBody | null {
  if (body === null) return null;
  const use = body.media[0]?.use ?? null;
  const shape = body.shape;
  return {
    required: body.required,
    python: shape?.kind === "argument" ? shape.name : null,
    mediaTypes: body.media.map((media) => media.type),
    type: use === null ? null : typeOf(use),
    fields: shape?.kind === "keywords" ? Object.fromEntries(shape.fields.filter((field) => field.wire !== stream?.property).map((field) => [field.wire, field.name])) : {},
  };
}

function resultEntry(operation: Operation, parts: ManifestParts): ManifestResult | readonly ManifestCase[] {
  const { result } = operation;
  const answer = parts.answerOf(operation);
  if (answer !== null) return { kind: "json", python: classOf(answer.use, parts), type: answer.type };
  if (result.kind === "cases") return result.cases.map(({ status, mediaType, result: one }) => ({ status, mediaType, ...plainResult(one, parts) }));
  const entry = plainResult(result, parts);
  return entry.kind === "json" && parts.isPaged(operation) ? { ...entry, kind: "pages" } : entry;
}

function plainResult(result: Exclude<Result, { readonly kind: "cases" }>, parts: ManifestParts): ManifestResult {
  switch (result.kind) {
    case "none":
      return { kind: "none", python: null, type: "None" };
    case "text":
      return { kind: "text", python: null, type: "str" };
    case "bytes":
      return { kind: "bytes", python: null, type: "bytes" };
    case "json":
      return { kind: "json", python: classOf(result.use, parts), type: parts.typeOf(result.use) };
    case "stream":
      return { kind: "stream", python: classOf(result.item, parts), type: parts.typeOf(result.item) };
    default:
      return result satisfies never;
  }
}

function schemaEntry(schema: Schema, name: string, parts: ManifestParts): Manifest["schemas"][number] {
  const isObject = schema.kind === "object";
  const base = isObject && schema.base !== null ? classOf({ schema: schema.base, nullable: false }, parts) : null;
  const fields = isObject ? schema.properties.map((property): [string, ManifestField] => [property.wire, fieldEntry(property, parts)]) : [];
  const members = parts.membersOf(schema).map(({ value, python = "" }) => [String(value), python]);
  const entry = parts.api.origin.document;
  const part = partOf(schema, entry);
  return { pointer: formatOrigin(schema.origin, entry), ...(part === "" ? {} : { part }), python: dotted(name, parts), shape: schema.shape, ...(schema.dictName === undefined ? {} : { dict: schema.dictName }), type: parts.aliasOf(schema), extends: base, fields: Object.fromEntries(fields), ...(members.length === 0 ? {} : { members: Object.fromEntries(members) }) };
}

function fieldEntry(property: Property, { typeOf, takesNull }: ManifestParts): ManifestField {
  const type = typeOf(property.use);
  return {
    python: property.name,
    type: property.required || type.endsWith("| None") || type === "Any" ? type : `${type} | None`,
    required: property.required,
    ...(takesNull(property.use) ? { nullable: true } : {}),
    ...(property.readOnly ? { readOnly: true } : {}),
    ...(property.writeOnly ? { writeOnly: true } : {}),
    ...(property.default === undefined ? {} : { default: property.default }),
  };
}
