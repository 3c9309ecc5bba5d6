import { describe, expect, test } from "vitest";
import { catalogue, entryOf, explain, fill, isCode } from "../../src/diagnostics/catalogue.ts";
import { codeFrame, formatDiagnostic } from "../../src/diagnostics/frame.ts";
import { diagnosticsToJson } from "../../src/diagnostics/json.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";

const place = { document: "openapi.yaml", pointer: "#/paths" };

describe("catalogue", () => {
  test("every code is kebab-case and says what it means and what to do", () => {
    for (const code of Object.keys(catalogue)) {
      expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      if (!isCode(code)) throw new Error(code);
      const { severity, text, meaning, remedy } = entryOf(code);
      expect(["error", "warning", "note"]).toContain(severity);
      for (const sentence of [text, meaning, remedy]) expect(sentence.length, code).toBeGreaterThan(10);
    }
  });

  test("a value with braces is not filled again", () => {
    expect(fill("{a} and {b}", { a: "{b}", b: 2 })).toBe("{b} and 2");
    expect(fill("{missing} {__proto__}", {})).toBe("{missing} {__proto__}");
  });

  test("explain knows codes and nothing else", () => {
    expect(explain("reference-not-found")).toContain("typed as anything");
    expect(explain("toString")).toBeUndefined();
  });
});

describe("reporter", () => {
  test("fills holes and counts the same report once", () => {
    const reporter = createReporter();
    reporter.report("reference-not-found", place, { reference: "#/nope" });
    reporter.report("reference-not-found", place, { reference: "#/nope" });
    reporter.report("reference-not-found", place, { reference: "#/other" });
    reporter.report("responses-missing", place);
    expect(reporter.diagnostics.map((one) => [one.code, one.message])).toEqual([
      ["reference-not-found", "The reference #/nope leads nowhere."],
      ["reference-not-found", "The reference #/other leads nowhere."],
      ["responses-missing", "The operation describes no responses."],
    ]);
    expect([reporter.has("error"), reporter.has("warning"), reporter.has("note")]).toEqual([false, true, true]);
  });

  test("two reporters share nothing", () => {
    createReporter().report("responses-missing", place);
    expect(createReporter().diagnostics).toEqual([]);
  });
});

describe("printing", () => {
  const text = "openapi: 3.1.0\npaths:\n  /a:\n    get: {}\n";
  const sources = { entry: "openapi.yaml", files: new Map([["openapi.yaml", { text, locate: () => ({ line: 3, column: 3 }) }]]) };

  test("a frame shows the line before, the line, and a caret", () => {
    expect(codeFrame(text, { line: 3, column: 3 })).toBe("  2 | paths:\n  3 |   /a:\n    |   ^");
  });

  test("a diagnostic names file, line, column, code, pointer and remedy", () => {
    const reporter = createReporter();
    reporter.report("reference-not-found", place, { reference: "#/nope\u001b[31m" });
    const [one] = reporter.diagnostics;
    if (one === undefined) throw new Error("nothing was reported");
    const lines = formatDiagnostic(one, sources).split("\n");
    expect(lines[0]).toBe("openapi.yaml:3:3: warning: The reference #/nope\\u001b[31m leads nowhere. [reference-not-found]");
    expect(lines[1]).toBe("  at #/paths");
    expect(lines.at(-1)).toBe("  Correct the reference, or add what it refers to.");
  });

  test("JSON has the manifest's fields", () => {
    const reporter = createReporter();
    reporter.report("responses-missing", { document: "other.yaml", pointer: "#/x" });
    reporter.report("responses-missing", place);
    expect(diagnosticsToJson(reporter.diagnostics, sources)).toEqual([
      { code: "responses-missing", severity: "note", pointer: "other.yaml#/x", message: "The operation describes no responses.", file: "other.yaml" },
      { code: "responses-missing", severity: "note", pointer: "#/paths", message: "The operation describes no responses.", file: "openapi.yaml", line: 3, column: 3 },
    ]);
  });
});
