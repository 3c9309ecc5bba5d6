import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallResult, runCli } from "../harness/run-cli.ts";

const cwd = mkdtempSync(join(tmpdir(), "pysdk-diff-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function document(title: string, names: string, more = ""): string {
  return `openapi: 3.1.0
info: { title: ${title}, version: ${more === "" ? "1.0.0" : "1.1.0"} }
paths:
  /events:
    get: { operationId: listEvents, tags: [Events], parameters: [${names}], responses: { 204: { description: None } } }
${more}`;
}

const limit = "{ in: query, name: limit, schema: { type: integer } }";
const page = '{ in: query, name: "page|<b>", schema: { type: integer } }';
const hours = "  /hours:\n    get: { operationId: getHours, tags: [Hours], responses: { 204: { description: None } } }\n";

function cli(...argv: readonly string[]): Promise<CallResult> {
  return runCli(argv, { cwd, stdin: document("Museum API", limit, hours) });
}

beforeAll(async () => {
  writeFileSync(join(cwd, "old.yaml"), document("Museum API", limit));
  writeFileSync(join(cwd, "new.yaml"), document("Museum API", page, hours));
  writeFileSync(join(cwd, "broken.yaml"), "openapi: [");
  await cli("old.yaml", "-o", "sdk");
  await cli("old.yaml", "-o", "lib/halo.py");
});

const text = `museum, 1.0.0 to 1.1.0: 1 breaking change, 2 others; calls for a major version

Breaking
  museum.events.list(limit): no longer takes \`limit\` (calls that give it fail)

Not breaking
  museum.events.list(page_b): takes \`page_b\` (calls may leave it out)
  museum.hours.get: is new (nobody calls it yet)
`;

describe("pysdk-compile diff", () => {
  it("compares two documents", async () => {
    expect(await cli("diff", "old.yaml", "new.yaml")).toEqual({ code: 0, out: text, err: "" });
    expect((await cli("diff", "old.yaml", "-")).out).toBe("museum, 1.0.0 to 1.1.0: 1 change; calls for a minor version\n\nChanged\n  museum.hours.get: is new (nobody calls it yet)\n");
    expect((await cli("diff", "old.yaml", "old.yaml")).out).toBe("museum, 1.0.0 to 1.0.0: nothing that callers see; calls for no new version\n");
  });

  it("compares with what was compiled: by the folder of the output, by the project, by the manifest", async () => {
    for (const where of [["-o", "sdk"], ["-o", "sdk/museum"], ["--manifest", "sdk/museum/.pysdk/manifest.json"]]) expect(await cli("diff", "new.yaml", ...where)).toEqual({ code: 0, out: text, err: "" });
    expect((await cli("diff", "new.yaml", "-o", "lib/halo.py")).out).toContain("halo.events.list(limit): no longer takes");
    expect(readdirSync(cwd).toSorted()).toEqual(["broken.yaml", "lib", "new.yaml", "old.yaml", "sdk"]);
    expect(JSON.parse(readFileSync(join(cwd, "sdk/museum/.pysdk/manifest.json"), "utf8"))).toMatchObject({ document: { version: "1.0.0" } });
  });

  it("keeps the names of before, whatever they would be now", async () => {
    const path = join(cwd, "sdk/museum/.pysdk/manifest.json");
    const before = readFileSync(path, "utf8");
    writeFileSync(path, before.replace('"python": "events.list"', '"python": "events.all"'));
    expect((await cli("diff", "old.yaml", "-o", "sdk")).out).toContain("nothing that callers see");
    writeFileSync(path, before);
  });

  it("prints JSON and Markdown", async () => {
    expect(JSON.parse((await cli("diff", "old.yaml", "new.yaml", "--json")).out)).toMatchObject({
      diff: 1, step: "major", before: { title: "Museum API", version: "1.0.0", package: "museum" },
      changes: [{ subject: "parameter", change: "removed", breaking: true, python: "museum.events.list(limit)", pointer: "#/paths/~1events/get/parameters/0", before: "int" }, { change: "added" }, { subject: "operation", change: "added", after: "GET /hours" }],
    });
    expect((await cli("diff", "old.yaml", "new.yaml", "--markdown")).out).toBe(`**museum, 1.0.0 to 1.1.0: 1 breaking change, 2 others; calls for a major version**

## Breaking

- \`museum.events.list(limit)\`: no longer takes \`limit\` (calls that give it fail)

## Not breaking

- \`museum.events.list(page_b)\`: takes \`page_b\` (calls may leave it out)
- \`museum.hours.get\`: is new (nobody calls it yet)
`);
  });

  it("applies overlays to both documents", async () => {
    writeFileSync(join(cwd, "more.yaml"), `overlay: 1.0.0\ninfo: { title: More, version: 1.0.0 }\nactions: [{ target: $.paths, update: { /hours: { get: { operationId: getHours, tags: [Hours], responses: { 204: { description: None } } } } } }]\n`);
    expect((await cli("diff", "old.yaml", "old.yaml", "--overlay", "more.yaml")).out).toContain("nothing that callers see");
    expect((await cli("diff", "old.yaml", "-o", "sdk", "--overlay", "more.yaml")).out).toContain("museum.hours.get: is new");
  });

  it("shows nothing of a document that would steer a terminal or a page", async () => {
    writeFileSync(join(cwd, "odd.json"), JSON.stringify({ openapi: "3.1.0", info: { title: "Museum API", version: "1\u001b[31m\n2" }, paths: { "/events\u0007<b>": { get: { operationId: "listEvents", tags: ["Events"], parameters: [{ in: "query", name: "limit", schema: { type: "integer", default: 7 } }], responses: { 204: { description: "None" } } } } } }));
    const { out } = await cli("diff", "old.yaml", "odd.json");
    expect(out).toContain("museum, 1.0.0 to 1 [31m 2: 2 changes");
    expect(out).toContain("calls GET /events <b> instead of GET /events");
    expect((await cli("diff", "old.yaml", "odd.json", "--markdown")).out).toContain("calls GET /events &lt;b&gt; instead of GET /events");
  });

  it.each([
    [["diff"], 2, "missing required argument 'spec'"], [["diff", "old.yaml"], 2, "there is nothing to compare with: no manifest at museum/.pysdk/manifest.json"], [["diff", "old.yaml", "new.yaml", "-o", "sdk"], 2, "two documents are compared with each other"],
    [["diff", "old.yaml", "new.yaml", "old.yaml"], 2, "the old document and the new one"], [["diff", "old.yaml", "new.yaml", "--json", "--markdown"], 2, "--json and --markdown exclude each other"], [["diff", "-", "-"], 2, "only one document"],
    [["diff", "old.yaml", "--manifest", "old.yaml"], 2, "the manifest old.yaml cannot be used: it is not JSON"], [["diff", "none.yaml", "new.yaml"], 3, "there is no such file"], [["diff", "old.yaml", "broken.yaml"], 3, "broken.yaml:"],
  ])("%j exits with %i", async (argv, code, message) => {
    const done = await cli(...argv);
    expect({ code: done.code, out: done.out }).toEqual({ code, out: "" });
    expect(done.err).toContain(message);
  });

  it("has a help that says both forms", async () => {
    const { out } = await cli("diff", "--help");
    expect(out).toContain("pysdk-compile diff OLD NEW");
    expect(out).toContain("diff NEW [-o PATH]");
    expect((await cli("--help")).out).toContain("diff");
  });
});
