import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMockServer } from "../../src/mock/index.ts";
import { runCli, startCli } from "../harness/run-cli.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "pysdk-mock-"));
  writeFileSync(join(cwd, "api.yaml"), "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nservers: [{ url: /v1 }]\npaths: { /a: { get: { responses: { 204: { description: '' } } } } }\n");
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe("pysdk-compile mock", () => {
  it("serves until it is ended, and reports requests", async () => {
    const { printed, code, abort } = startCli(["mock", "api.yaml", "--port", "0"], { cwd });
    await expect.poll(() => printed.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\n$/);
    expect((await fetch(`${printed.out.trim()}/a`)).status).toBe(204);
    expect((await fetch(`${printed.out.trim()}/a?x=1`)).status).toBe(400);
    abort();
    expect(await code).toBe(0);
    expect(printed.err).toBe("1 operation; Ctrl-C ends it\n204 GET /v1/a\n400 GET /v1/a?x=1\n    #/query/x: the query parameter x is not declared\n");
    await expect(fetch(`${printed.out.trim()}/a`)).rejects.toThrow();
  });

  it("says what is wrong with a call", async () => {
    const outcome = async (...argv: readonly string[]) => {
      const { code, err } = await runCli(argv, { cwd });
      return [code, err.split("\n")[0]];
    };
    expect(await outcome("mock")).toEqual([2, "error: missing required argument 'spec'; see pysdk-compile mock --help"]);
    expect(await outcome("mock", "api.yaml", "--port", "x")).toEqual([2, "error: option '--port <n>' argument 'x' is invalid. It must be a number from 0 to 65535; see pysdk-compile mock --help"]);
    expect((await outcome("mock", "missing.yaml"))[0]).toBe(3);
    const other = await createMockServer({ kind: "file", path: join(cwd, "api.yaml") });
    const { port } = new URL(other.url);
    expect(await outcome("mock", "api.yaml", "--port", port)).toEqual([2, `error: port ${port} is taken; choose another with --port, or 0 for any`]);
    await other.close();
  });
});
