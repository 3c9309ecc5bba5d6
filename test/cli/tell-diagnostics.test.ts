import { expect, it } from "vitest";
import { tellDiagnostics } from "../../src/cli/tell-diagnostics.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { diagnostic } from "../../src/diagnostics/reporter.ts";

/** What is told of seven warnings of one code, one of another, an error and a note. */
function told(quiet: boolean): string {
  let err = "";
  const terminal = createTerminal({ stdout: () => undefined, stderr: (text) => void (err += text), stdin: async () => new Uint8Array(), cwd: "/", environment: {}, isTerminal: false, signal: new AbortController().signal }, "never");
  const at = (pointer: string) => ({ document: "a.yaml", pointer });
  const never = [1, 2, 3, 4, 5, 6, 7].map((number) => diagnostic("schema-never", at(`#/${number}`)));
  const others = [diagnostic("document-empty", at("#")), diagnostic("version-newer", at("#/openapi"), { version: "3.9.0" })];
  tellDiagnostics(terminal, [...never, ...others], { sources: undefined, quiet });
  return err;
}

it("shows five warnings of a code and counts the others", () => {
  const text = told(false);
  expect(text.match(/ {2}at #\/\d/g)).toEqual(["  at #/1", "  at #/2", "  at #/3", "  at #/4", "  at #/5"]);
  expect(text).toContain("[document-empty]");
  expect(text).toContain("3.9.0");
  expect(text).toMatch(/\n2 more warnings of \[schema-never\]; --json shows every one\.\n$/);
});

it("shows errors alone where it is to be quiet", () => {
  expect(told(true)).toMatch(/^a\.yaml: error: The document is empty\. \[document-empty\]\n[^\n]*\n[^\n]*\n$/);
});
