import { load } from "../../src/1-load/index.ts";
import { type Canonical, normalize } from "../../src/2-normalize/index.ts";
import { createReporter, type Diagnostic } from "../../src/diagnostics/reporter.ts";
import type { Json } from "../../src/ir/json.ts";
import { lookup } from "../../src/ir/origin.ts";

/** A normalized document with what was reported. */
export interface Made {
  readonly canonical: Canonical;
  readonly diagnostics: readonly Diagnostic[];
  /** Codes with their pointers in the source, in order. */
  readonly codes: readonly string[];
  /** What stands at a canonical pointer of the entry document. */
  at(pointer: string): Json | undefined;
  /** Where something comes from, in the entry document. */
  source(pointer: string): string;
}

/** Normalizes a document given as data. */
export function made(value: object): Promise<Made> {
  return from({ kind: "value", value, name: "api.json" });
}

/** Normalizes a document given as text. */
export function madeFromText(text: string, name = "api.yaml"): Promise<Made> {
  return from({ kind: "text", text, name });
}

/** Normalizes any input. */
export async function from(input: Parameters<typeof load>[0]): Promise<Made> {
  const reporter = createReporter();
  const loaded = await load(input, {}, { reporter });
  const frozen = structuredClone([...loaded.files.values()].map((one) => one.value));
  const canonical = normalize(loaded, { reporter });
  if (JSON.stringify([...loaded.files.values()].map((one) => one.value), exact) !== JSON.stringify(frozen, exact)) throw new Error("the input was changed");
  const { diagnostics } = reporter;
  return {
    canonical,
    diagnostics,
    codes: diagnostics.map((one) => `${one.code} ${one.origin.pointer}`),
    at: (pointer) => lookup(canonical.files.get(canonical.entry)?.value ?? null, pointer),
    source: (pointer) => {
      const origin = canonical.source(canonical.entry, pointer);
      return origin.document === canonical.entry ? origin.pointer : origin.document + origin.pointer;
    },
  };
}

/** Normalizes one schema of a version and gives it back with its codes. */
export async function schemaOf(version: string, schema: Json, others: Readonly<Record<string, Json>> = {}): Promise<{ readonly schema: Json | undefined; readonly codes: readonly string[] }> {
  const schemas = Object.assign(Object.create(null) as Record<string, Json>, others, { S: schema });
  const info = { title: "T", version: "1" };
  const two = version === "2.0";
  const result = await made(two ? { swagger: "2.0", info, paths: {}, definitions: schemas } : { openapi: version, info, paths: {}, components: { schemas } });
  return { schema: result.at("#/components/schemas/S"), codes: result.codes };
}

function exact(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
