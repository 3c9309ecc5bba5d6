import type { Manifest } from "./manifest.ts";

/** A manifest that cannot be read; the message says which part of it. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
}

/** The manifest as it is written: keys sorted, two spaces, a line end. */
export function formatManifest(manifest: Manifest): string {
  return `${formatJson(manifest, "")}\n`;
}

/** JSON with sorted keys and exact integers, which `JSON.stringify` has not. */
function formatJson(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[\n${value.map((one) => inner + formatJson(one, inner)).join(",\n")}\n${indent}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, member]) => member !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([key, member]) => `${inner}${JSON.stringify(key)}: ${formatJson(member, inner)}`).join(",\n")}\n${indent}}`;
}

type Check = (value: unknown, path: string) => void;

/** Reads a manifest; people edit it, so what the next compile relies on is checked. Throws `ManifestError`. */
export function parseManifest(text: string): Manifest {
  if (/^<{7} /m.test(text)) throw new ManifestError("it has unresolved merge conflicts");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ManifestError(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (isRecord(value) && typeof value["manifest"] === "number" && value["manifest"] !== 1) {
    throw new ManifestError(`it has format ${value["manifest"]}, and this version knows format 1`);
  }
  assertManifest(value);
  return value;
}

function assertManifest(value: unknown): asserts value is Manifest {
  manifestCheck(value, "");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fail(path: string, expected: string): never {
  throw new ManifestError(`${path === "" ? "the whole" : path} is not ${expected}`);
}

const text: Check = (value, path) => (typeof value === "string" ? undefined : fail(path, "a string"));
const one: Check = (value, path) => (value === 1 ? undefined : fail(path, "1"));
const anything: Check = () => undefined;

function oneOf(...values: readonly string[]): Check {
  return (value, path) => (typeof value === "string" && values.includes(value) ? undefined : fail(path, values.join(" or ")));
}

function orNull(check: Check): Check {
  return (value, path) => (value === null ? undefined : check(value, path));
}

function list(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) fail(path, "a list");
    for (const [index, item] of value.entries()) check(item, `${path}[${index}]`);
  };
}

function record(check: Check): Check {
  return (value, path) => {
    if (!isRecord(value)) fail(path, "an object");
    for (const [key, member] of Object.entries(value)) check(member, `${path}.${key}`);
  };
}

function fields(checks: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  return (value, path) => {
    if (!isRecord(value)) fail(path, "an object");
    for (const [key, check] of Object.entries(checks)) {
      const at = path === "" ? key : `${path}.${key}`;
      check(Object.hasOwn(value, key) ? value[key] : fail(at, "there"), at);
    }
    for (const [key, check] of Object.entries(optional)) if (Object.hasOwn(value, key)) check(value[key], `${path}.${key}`);
  };
}

const parameter = fields({ in: text, name: text, python: text });
const body = fields({ python: orNull(text), fields: record(text) });
const operation = fields({ method: text, path: text, operationId: orNull(text), python: text, stream: orNull(text), parameters: list(parameter), body: orNull(body) }, { pages: text });
const schema = fields({ pointer: text, python: text, shape: text, fields: record(fields({ python: text })) }, { part: text, dict: text, members: record(text) });

const manifestCheck = fields({
  manifest: one,
  compiler: text,
  document: record(anything),
  package: text,
  layout: oneOf("package", "module"),
  http: oneOf("httpx2", "httpx"),
  client: orNull(fields({ sync: orNull(text), async: orNull(text) })),
  security: list(fields({ pointer: text, python: list(text) })),
  operations: list(operation),
  webhooks: list(fields({ pointer: text })),
  schemas: list(schema),
  diagnostics: list(anything),
  files: record(text),
});
