import { formatOrigin, type Origin } from "../ir/origin.ts";
import type { MediaType, Operation, Response, Result, ResultCase } from "../ir/operation.ts";
import type { SchemaId } from "../ir/schema.ts";
import { allProperties, schemaAt, type SchemaTable } from "./schema-table.ts";
import { isSuccess, leadsOn } from "../ir/statuses.ts";

/** What results are decided from. */
export interface ResultFacts {
  readonly table: SchemaTable;
  readonly entry: string;
  /** Adds a schema of anything, for JSON that the document does not describe. */
  readonly anything: (id: SchemaId, origin: Origin) => SchemaId;
}

type Single = ResultCase["result"];
type Stream = Extract<Result, { readonly kind: "stream" }>;

/** What a call gives back, and what its streaming twin does where the operation answers either way. */
export function classifyResult(facts: ResultFacts, operation: Operation): Pick<Operation, "result" | "stream"> {
  // What a redirection leads to is not described, whatever its own body is.
  if (leadsOn(operation)) return { result: { kind: "bytes" }, stream: null };
  const success = operation.responses.filter((response) => isSuccess(response.status, operation));
  const media = success.flatMap((response) => response.media);
  const streaming = media.find(isStream);
  const plain = media.filter((one) => !isStream(one));
  const stream = streaming === undefined ? null : streamOf(facts, streaming);
  if (stream !== null && plain.length === 0) return { result: stream, stream: null };
  const cases = success.filter((response) => response.media.length === 0 || response.media.some((one) => !isStream(one))).flatMap((response) => casesOf(facts, response));
  return { result: joined(cases), stream: stream === null ? null : { result: stream, property: streamProperty(facts.table, operation) } };
}

function isStream({ codec }: MediaType): boolean {
  return codec === "sse" || codec === "jsonLines";
}

function streamOf(facts: ResultFacts, media: MediaType): Stream {
  const codec = media.codec === "sse" ? "sse" : "jsonLines";
  const item = media.item ?? media.use ?? { schema: anythingAt(facts, media), nullable: false };
  return { kind: "stream", codec, item, whole: codec === "sse" && media.wholeItem };
}

function anythingAt(facts: ResultFacts, media: MediaType): SchemaId {
  return facts.anything(`${formatOrigin(media.origin, facts.entry)}/~schema`, media.origin);
}

/** One result where all successful responses agree, else each with its status. */
function joined(cases: readonly ResultCase[]): Result {
  const [first] = cases;
  if (first === undefined) return { kind: "none" };
  const text = JSON.stringify(first.result);
  return cases.every((each) => JSON.stringify(each.result) === text) ? first.result : { kind: "cases", cases };
}

/** The results of one response: JSON where it can be had, since that is what the client asks for. */
function casesOf(facts: ResultFacts, response: Response): readonly ResultCase[] {
  const { status } = response;
  const media = response.media.filter((one) => !isStream(one));
  const json = media.find((one) => one.codec === "json");
  if (json !== undefined) return [{ status, mediaType: null, result: jsonResult(facts, json) }];
  const kinds = new Map<Single["kind"], ResultCase>();
  for (const one of media) {
    const result = plainResult(one);
    if (!kinds.has(result.kind)) kinds.set(result.kind, { status, mediaType: one.type, result });
  }
  const cases = [...kinds.values()];
  if (cases.length > 1) return cases;
  return [{ status, mediaType: null, result: cases[0]?.result ?? { kind: "none" } }];
}

function jsonResult(facts: ResultFacts, media: MediaType): Single {
  if (media.use === null) return { kind: "json", use: { schema: anythingAt(facts, media), nullable: false } };
  return schemaAt(facts.table, media.use.schema).kind === "never" ? { kind: "none" } : { kind: "json", use: media.use };
}

function plainResult(media: MediaType): Single {
  return media.codec === "text" || media.codec === "xml" ? { kind: "text" } : { kind: "bytes" };
}

/** The property of the body that asks for a stream. */
function streamProperty(table: SchemaTable, operation: Operation): string | null {
  for (const { use } of operation.body?.media ?? []) {
    const schema = use === null ? undefined : schemaAt(table, use.schema);
    if (schema?.kind !== "object") continue;
    const property = allProperties(table, schema).find((one) => one.wire === "stream");
    if (property !== undefined && isFlag(table, property.use.schema)) return property.wire;
  }
  return null;
}

function isFlag(table: SchemaTable, id: SchemaId): boolean {
  const schema = schemaAt(table, id);
  if (schema.kind === "enum") return schema.members.every(({ value }) => typeof value === "boolean");
  return schema.kind === "primitive" && schema.type === "boolean";
}
