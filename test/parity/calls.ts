import type { Manifest } from "../../src/6-emit/manifest.ts";
import { deref, type Source, type SourceOperation, sourceOperations } from "../mock/source-request.ts";

/** One call of a client, as test/parity/drive.py reads it. */
export interface Call {
  /** The operation's pointer in the document. */
  readonly operation: string;
  /** The attribute path from the client. */
  readonly method: string;
  readonly positional: readonly unknown[];
  readonly keywords: Readonly<Record<string, unknown>>;
}

type Entry = Manifest["operations"][number];

/**
 * Two calls of each method of each operation, with everything that the document has and with only what it asks for. The values come from the
 * document's text, the manifest says under which names they are handed over; both in wire form, which every method takes.
 */
export function callsOf(source: Source, manifest: Manifest): readonly Call[] {
  const entries = new Map(manifest.operations.map((one) => [one.pointer, one]));
  return [true, false].flatMap((full) =>
    sourceOperations(source, full).flatMap((operation) => {
      const entry = entries.get(operation.pointer);
      if (entry === undefined) throw new Error(`the manifest has no ${operation.pointer}`);
      return [entry.python, ...(entry.stream === null ? [] : [entry.stream])].map((method) => callOf(source, { operation, entry, method }));
    }),
  );
}

function callOf(source: Source, { operation, entry, method }: { readonly operation: SourceOperation; readonly entry: Entry; readonly method: string }): Call {
  const given = new Map(operation.parameters.map((one) => [parameterName(entry, one), argument(source, { schema: one.schema, value: one.value })]));
  const positional = (entry.positional ?? []).filter((name) => given.has(name));
  const keywords = [...given].filter(([name]) => !positional.includes(name));
  return { operation: entry.pointer, method, positional: positional.map((name) => given.get(name)), keywords: { ...Object.fromEntries(keywords), ...bodyArguments(source, { operation, entry, method }) } };
}

function parameterName(entry: Entry, { name, place }: { readonly name: string; readonly place: string }): string {
  const found = entry.parameters.find((one) => one.name === name && one.in === place);
  if (found === undefined) throw new Error(`the manifest has no ${place} parameter ${name} of ${entry.pointer}`);
  return found.python;
}

function bodyArguments(source: Source, { operation: { body }, entry, method }: { readonly operation: SourceOperation; readonly entry: Entry; readonly method: string }): Readonly<Record<string, unknown>> {
  if (body === null) return {};
  if (entry.body === null) throw new Error(`the manifest has no body of ${entry.pointer}`);
  if (entry.body.python !== null) return { [entry.body.python]: wholeBody(body) };
  const { fields } = entry.body;
  const properties = propertiesOf(source, body.schema);
  return Object.fromEntries(
    Object.entries(Object(body.value)).flatMap(([name, value]) => {
      const keyword = fields[name];
      // A method that streams says so itself.
      if (name === "stream" && entry.stream !== null) return [];
      if (keyword === undefined) throw new Error(`the manifest has no body field ${name} of ${entry.pointer} (${method})`);
      return [[keyword, argument(source, { schema: properties[name], value })]];
    }),
  );
}

/** Text of whatever type is handed over as it is written. */
function wholeBody({ type, value }: NonNullable<SourceOperation["body"]>): unknown {
  if (type.includes("json")) return value;
  return type.startsWith("text/") ? String(value) : bytes(value);
}

function propertiesOf(source: Source, schema: unknown): Readonly<Record<string, unknown>> {
  const { properties, allOf } = deref(source, schema);
  return Object.assign({}, ...(Array.isArray(allOf) ? allOf.map((one) => propertiesOf(source, one)) : []), properties);
}

/** A value, or the bytes of a file. */
function argument(source: Source, { schema, value }: { readonly schema: unknown; readonly value: unknown }): unknown {
  const { type, format, items } = deref(source, schema);
  if (Array.isArray(value)) return value.map((one: unknown) => argument(source, { schema: items, value: one }));
  return type === "file" || format === "binary" ? bytes(value) : value;
}

/** JSON has no bytes: what test/parity/drive.py makes some of. */
function bytes(value: unknown): unknown {
  return { $bytes: String(value) };
}
