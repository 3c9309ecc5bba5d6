import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { compile } from "../../src/index.ts";
import type { Json } from "../../src/ir/json.ts";
import type { Options } from "../../src/options.ts";
import { writeFiles } from "../harness/output-folder.ts";
import { pythonPath } from "../harness/python.ts";

/** One schema with values to try it with. */
export interface LawCase {
  readonly id: string;
  readonly valid: readonly Json[];
  readonly mutated: readonly MutatedValue[];
  /** The pointer of the schema under which the value stands as the property `value`. */
  readonly holder: string;
}

/** A value of the wrong kind; with a path, the check has to find it there. */
export interface MutatedValue {
  readonly value: Json;
  readonly path?: readonly (string | number)[];
  readonly what?: string;
}

/** A law that does not hold. */
export interface BrokenLaw {
  readonly case: string;
  readonly law: string;
  readonly value: string;
  readonly detail: string;
}

/** What came of a run, and how much was looked at. */
export interface LawReport {
  readonly broken: readonly BrokenLaw[];
  readonly counts: Readonly<Record<"valid" | "mutated" | "reads" | "models", number>>;
}

/** One document, whose components hold the schemas of its cases. */
export interface LawBatch {
  readonly name: string;
  readonly document: Json;
  readonly cases: readonly LawCase[];
}

/** The component that holds a schema as its property `value`. */
export function holderOf(schema: Json): Json {
  return { type: "object", required: ["value"], properties: { value: schema } };
}

/** Compiles each batch as a package of its own below `folder` and holds its models to the laws, in one Python. */
export async function checkLaws(batches: readonly LawBatch[], folder: string, models: Options["models"] = "views"): Promise<LawReport> {
  const cases: unknown[] = [];
  await mkdir(folder, { recursive: true });
  for (const batch of batches) {
    const made = await compile({ kind: "text", text: JSON.stringify(batch.document) }, { name: batch.name, models });
    await writeFiles(made.files.filter(({ path }) => path.endsWith(".py")), folder);
    for (const one of batch.cases) {
      const schema = Object.hasOwn(made.api.schemas, one.holder) ? made.api.schemas[one.holder] : undefined;
      if (schema === undefined || schema.name === null) throw new Error(`${batch.name}: no class for ${one.holder}`);
      cases.push({ ...one, class: schema.name, package: made.api.names.module });
    }
  }
  const script = fileURLToPath(new URL("laws.py", import.meta.url));
  const outcome = await execa(pythonPath(), ["-B", script], { input: JSON.stringify({ folder, cases, models }), reject: false });
  if (outcome.exitCode !== 0) throw new Error(`laws.py ended with ${outcome.exitCode}: ${outcome.stderr.slice(-2000)}`);
  const report: LawReport = JSON.parse(outcome.stdout);
  return report;
}

const schemaWidth = Number(process.env["PYSDK_PROPERTY_WIDTH"] ?? "1500");

/** Broken laws as text: how often each, and the case with the smallest schema. */
export function renderBroken(broken: readonly BrokenLaw[], schemaOf: (id: string) => Json | undefined): string {
  const laws = new Map<string, BrokenLaw[]>();
  for (const one of broken) laws.set(one.law, [...(laws.get(one.law) ?? []), one]);
  const lines = [...laws].flatMap(([law, all]) => {
    const sized = all.map((one) => ({ one, schema: JSON.stringify(schemaOf(one.case)) ?? "" })).sort((a, b) => a.schema.length - b.schema.length);
    const shown = sized.filter(({ one }, index) => sized.findIndex((other) => other.one.case === one.case) === index).slice(0, 3);
    return [`${law}: ${all.length}`, ...shown.map(({ one, schema }) => `  ${one.case}\n    value  ${one.value.slice(0, 600)}\n    schema ${schema.slice(0, schemaWidth)}\n    ${one.detail.replaceAll("\n", "\n    ")}`)];
  });
  return `${broken.length} broken laws\n${lines.join("\n")}`;
}
