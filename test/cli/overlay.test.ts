import { afterEach, beforeEach, expect, it } from "vitest";
import { createMockServer } from "../../src/mock/index.ts";
import { createWorkplace, type Workplace } from "../harness/run-cli.ts";

let place: Workplace;
beforeEach(() => {
  place = createWorkplace();
  place.put("zoo.yaml", 'openapi: 3.1.0\ninfo: { title: Zoo, version: 1.0.0 }\nservers: [{ url: https://example.com }]\npaths:\n  /lions: { get: { operationId: listLions, responses: { "204": { description: None } } } }\n');
  place.put("overlays/name.yaml", "overlay: 1.0.0\ninfo: { title: Names, version: 1.0.0 }\nextends: ../zoo.yaml\nactions:\n  - target: $.paths['/lions'].get\n    update: { operationId: countLions }\n  - target: $.paths['/tigers']\n    update: {}\n");
});
afterEach(() => place.remove());

it("applies --overlay, and says where its targets miss", async () => {
  const { code, err } = await place.cli("zoo.yaml", "--layout", "module", "--overlay", "overlays/name.yaml");
  expect(code).toBe(0);
  expect(place.get("zoo.py")).toContain("def count(self");
  expect(err).toMatch(/^overlays\/name\.yaml:7:5: warning: The target \$\.paths\['\/tigers'\] matches nothing/);
  expect(err).toContain("  7 |   - target: $.paths['/tigers']");
});

it("applies the overlays of the configuration, beside which their paths start", async () => {
  place.put("overlays/pysdk.yaml", "layout: module\noverlays: [name.yaml]\n");
  expect((await place.cli("zoo.yaml", "--config", "overlays/pysdk.yaml")).code).toBe(0);
  expect(place.get("zoo.py")).toContain("def count(self");
});

it("exits with 2 where an overlay is malformed or missing", async () => {
  place.put("bad.yaml", "overlay: 1.0.0\ninfo: {}\nactions:\n  - target: lions\n    remove: true\n");
  const { code, err } = await place.cli("zoo.yaml", "--overlay", "bad.yaml");
  expect(code).toBe(2);
  expect(err).toContain("bad.yaml:4:5: error: This is no usable overlay: lions is not a JSONPath expression of RFC 9535");
  expect((await place.cli("zoo.yaml", "--overlay", "none.yaml")).code).toBe(2);
  expect((await place.cli("none.yaml", "--overlay", "overlays/name.yaml")).code).toBe(3);
});

it("compiles what an overlay extends where no document is given", async () => {
  expect(await place.cli("--overlay", "overlays/name.yaml", "--layout", "module", "--quiet")).toMatchObject({ code: 0 });
  expect(place.get("zoo.py")).toContain("def count(self");
  place.put("free.yaml", "overlay: 1.0.0\ninfo: { title: Free, version: 1.0.0 }\nactions: [{ target: $ }]\n");
  expect(await place.cli("--overlay", "free.yaml")).toMatchObject({ code: 2, err: "error: no document was given, and no overlay says what it extends; see pysdk-compile --help\n" });
});

it("a mock server serves the document with its overlays", async () => {
  const server = await createMockServer({ kind: "file", path: `${place.folder}/zoo.yaml` }, { overlays: [{ kind: "text", name: "more.yaml", text: "overlay: 1.0.0\ninfo: { title: More, version: 1.0.0 }\nactions:\n  - target: $.paths\n    update: { /bears: { get: { responses: { '204': { description: None } } } } }\n" }] });
  try {
    expect((await fetch(`${server.origin}/bears`)).status).toBe(204);
  } finally {
    await server.close();
  }
});
