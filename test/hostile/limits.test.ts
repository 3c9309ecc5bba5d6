import { describe, expect, it } from "vitest";
import { compile, LoadError } from "../../src/index.ts";
import { limitDocuments } from "../harness/limit-documents.ts";

// What is nested deeper than 400 levels is left out, and said so.
const wanted: Readonly<Record<string, string>> = {
  "schemas nested 300 deep": "1 operation, 196 schemas",
  "YAML nested 300 deep": "0 operations, 0 schemas",
  "an alias bomb": "refused: alias-expansion",
  "a circle of 500 schemas": "1 operation, 500 schemas",
  "a circle of 500 allOf": "1 operation, 500 schemas",
  "1000 operations": "1000 operations, 1 schema",
};

/** The full sizes, with time and memory, are measured by scripts/limits.ts. */
describe("documents that are hard for their size", () => {
  it.each(limitDocuments(0.1))("$name", async ({ name, text }) => {
    expect(await outcome(text)).toBe(wanted[name]);
  });
});

async function outcome(text: string): Promise<string> {
  try {
    const { operations, schemas } = (await compile({ kind: "text", text, name: "limits.yaml" })).manifest;
    return `${operations.length} ${operations.length === 1 ? "operation" : "operations"}, ${schemas.length} ${schemas.length === 1 ? "schema" : "schemas"}`;
  } catch (error) {
    if (error instanceof LoadError) return `refused: ${error.diagnostics[0]?.code ?? "without a reason"}`;
    throw error;
  }
}
