import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { formatDiagnostic, textPlaceOf } from "../../src/diagnostics/frame.ts";
import { diagnosticsToJson } from "../../src/diagnostics/json.ts";
import { LoadError } from "../../src/1-load/index.ts";
import { gather } from "./gather.ts";

const document = `openapi: 3.1.0
info:
  title: Zoo
  version: 1.10
tags: [{ name: a }, { name: b }, { name: c }]
paths:
  /cages:
    get:
      parameters:
        - { name: size, in: query, schema: { type: integer } }
        - { name: dummy, in: query, schema: { type: string } }
      responses: { "200": { description: All } }
  /keepers:
    get: &shared
      responses: { "200": { description: All } }
    head: *shared
`;

const head = "overlay: 1.1.0\ninfo: { title: Overlay, version: 1.0.0 }\nactions:\n";

async function apply(actions: string, name = "fix.overlay.yaml") {
  const overlays = [{ kind: "text" as const, text: head + actions, name }];
  const { loaded, diagnostics } = await gather({ kind: "text", text: document, name: "zoo.yaml" }, { overlays });
  const file = loaded.files.get("zoo.yaml");
  const at = (pointer: string): string => {
    const { document: of, position } = textPlaceOf({ code: "schema-never", severity: "warning", message: "", remedy: "", origin: { document: "zoo.yaml", pointer } }, loaded);
    return `${of}:${position?.line}:${position?.column}`;
  };
  return { value: JSON.parse(JSON.stringify(file?.value)), lexical: file?.lexical, at, told: diagnostics.map((one) => formatDiagnostic(one, loaded).split("\n")[0]) };
}

async function fault(text: string): Promise<LoadError> {
  try {
    await gather({ kind: "text", text: document, name: "zoo.yaml" }, { overlays: [{ kind: "text", text, name: "fix.yaml" }] });
  } catch (error) {
    if (error instanceof LoadError) return error;
    throw error;
  }
  throw new Error("the overlay was accepted");
}

describe("an overlay", () => {
  it("merges objects, adds to lists, replaces single values", async () => {
    const { value, told } = await apply(`  - target: $
    update: { info: { title: Park, x-new: { deep: 1 } }, tags: [{ name: d }, { name: e }] }
  - target: $.paths['/cages'].get.parameters
    update: { name: cursor, in: query, schema: { type: string } }
  - target: $.paths.*.get.responses['200'].description
    update: Everything
  - target: $.info.x-new
    update: { deep: [1] }
`);
    expect(told).toEqual([]);
    expect(value.info).toEqual({ title: "Park", version: 1.1, "x-new": { deep: [1] } });
    expect(value.tags.map((tag: { name: string }) => tag.name)).toEqual(["a", "b", "c", "d", "e"]);
    expect(value.paths["/cages"].get.parameters.map((one: { name: string }) => one.name)).toEqual(["size", "dummy", "cursor"]);
    expect(value.paths["/cages"].get.responses["200"].description).toBe("Everything");
  });

  it("changes one of two places that an alias shares", async () => {
    const { value } = await apply("  - target: $.paths['/keepers'].get\n    update: { summary: Only here }\n");
    expect(value.paths["/keepers"].get.summary).toBe("Only here");
    expect(value.paths["/keepers"].head).toEqual({ responses: { "200": { description: "All" } } });
  });

  it("removes what matches, whatever the order, and updates what is left", async () => {
    const { value } = await apply(`  - target: $.tags[?@.name != 'b']
    remove: true
  - target: $.paths['/cages'].get.parameters[1, 0, 1]
    remove: true
  - target: $.paths['/keepers']['head', 'get']
    remove: true
    update: { ignored: true }
`);
    expect(value.tags).toEqual([{ name: "b" }]);
    expect(value.paths["/cages"].get.parameters).toEqual([]);
    expect(value.paths["/keepers"]).toEqual({});
  });

  it("copies what stands elsewhere, and keeps the copy apart from it", async () => {
    const { value, told } = await apply(`  - target: $.paths['/keepers']
    copy: $.paths['/cages']
  - target: $.paths['/keepers'].get
    update: { summary: Of the copy }
  - target: $.info
    copy: $.tags[*]
`);
    expect(value.paths["/keepers"].get.parameters).toHaveLength(2);
    expect(value.paths["/keepers"].get.summary).toBe("Of the copy");
    expect(value.paths["/cages"].get.summary).toBeUndefined();
    expect(told).toEqual(["fix.overlay.yaml:9:5: warning: The action cannot be done: $.tags[*] selects 3 values; it must select one. [overlay-not-fitting]"]);
  });

  it("keeps a copy apart also from what an action before has changed", async () => {
    const { value } = await apply(`  - target: $.paths['/cages'].get
    update: { x-first: 1 }
  - target: $.info
    copy: $.paths['/cages']
  - target: $.info.get
    update: { summary: Of the copy }
`);
    expect(value.info.get).toMatchObject({ "x-first": 1, summary: "Of the copy" });
    expect(value.paths["/cages"].get.summary).toBeUndefined();
  });

  it("says which action does nothing or cannot be done, and goes on", async () => {
    const { value, told } = await apply(`  - target: $.paths['/lions']
    update: { get: {} }
  - target: $.info
    update: text
  - target: $.info.title
    update: { no: text }
  - target: $
    remove: true
  - target: $.info
    update: { summary: Last }
`);
    expect(told).toEqual([
      "fix.overlay.yaml:4:5: warning: The target $.paths['/lions'] matches nothing; the action does nothing. [overlay-target-empty]",
      "fix.overlay.yaml:7:5: warning: The action cannot be done: the target is an object, and the value is none. [overlay-not-fitting]",
      "fix.overlay.yaml:9:5: warning: The action cannot be done: the target is a single value, and the new value is an object or a list. [overlay-not-fitting]",
      "fix.overlay.yaml:11:5: warning: The action cannot be done: the whole document cannot be removed. [overlay-not-fitting]",
    ]);
    expect(value.info.summary).toBe("Last");
  });

  it("keeps places: in the overlay for what it wrote, further on in the document for what moved", async () => {
    const { at, lexical } = await apply(`  - target: $.tags[0]
    remove: true
  - target: $.tags
    update: { name: d, externalDocs: { url: x } }
  - target: $.info
    update:
      summary: Written
      version: 2.10
`);
    expect(at("#/tags/0/name")).toBe("zoo.yaml:5:23");
    expect(at("#/tags/1")).toBe("zoo.yaml:5:34");
    expect(at("#/tags/2/externalDocs/url")).toBe("fix.overlay.yaml:7:40");
    expect(at("#/info/summary")).toBe("fix.overlay.yaml:10:7");
    expect(at("#/info/title")).toBe("zoo.yaml:3:3");
    expect(lexical).toEqual(new Map([["#/info/version", "2.10"]]));
  });

  it("keys may be any text, also that of a prototype", async () => {
    const { value } = await apply('  - target: $.info\n    update: { __proto__: { polluted: true }, constructor: 1 }\n');
    expect(Object.keys(value.info)).toEqual(["title", "version", "__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ["overlay: 2.0.0\ninfo: {}\nactions: [{ target: $ }]\n", "#/overlay", "the version 2.0.0 is not known; it must be 1.0.0 or 1.1.0"],
    ["openapi: 3.1.0\n", "#", "it has no `overlay` with the version"],
    ["overlay: 1.0.0\ninfo: {}\nactions: []\n", "#/actions", "it needs a list of `actions`"],
    ["overlay: 1.0.0\ninfo: {}\nactions: [{ update: {} }]\n", "#/actions/0", "an action needs a `target`"],
    ["overlay: 1.0.0\ninfo: {}\nactions: [{ target: $.a, updaet: {} }]\n", "#/actions/0/updaet", "the key updaet is not known"],
    ["overlay: 1.0.0\ninfo: {}\nactions: [{ target: '$.a[' }]\n", "#/actions/0/target", "$.a[ is not a JSONPath expression of RFC 9535: unclosed bracketed selection"],
    ["overlay: 1.0.0\ninfo: {}\nactions: [{ target: $, remove: yes please }]\n", "#/actions/0/remove", "`remove` must be true or false"],
  ])("is refused when it is malformed: %j", async (text, pointer, reason) => {
    const error = await fault(text);
    expect(error.blames).toBe("overlay");
    expect(error.diagnostics.map((one) => [one.code, one.origin.pointer, one.message])).toContainEqual(["overlay-not-valid", pointer, `This is no usable overlay: ${reason}.`]);
  });

  it("blames itself where it cannot be read", async () => {
    expect((await fault("overlay: [\n")).blames).toBe("overlay");
  });

  it("warns where it extends another document", async () => {
    const extend = async (address: string) => {
      const overlays = [{ kind: "text" as const, name: "o.yaml", base: "https://example.com/o/", text: `overlay: 1.0.0\ninfo: {}\nextends: ${address}\nactions: [{ target: $, update: {} }]\n` }];
      return (await gather({ kind: "text", text: document, name: "zoo.yaml" }, { overlays })).diagnostics.map((one) => one.message);
    };
    expect(await extend("../zoo.yaml")).toEqual([]);
    expect(await extend("https://example.com/farm.yaml")).toEqual(["The overlay is made for https://example.com/farm.yaml, and is applied to zoo.yaml."]);
  });

  it("is part of the compile: operations, references and places of later stages", async () => {
    const text = `${head}  - target: $.paths
    update:
      /lions:
        get:
          operationId: listLions
          responses: { "200": { description: All, content: { application/json: { schema: { $ref: "#/components/schemas/Lion" } } } } }
  - target: $
    update: { components: { schemas: { Lion: { type: object, properties: { mane: { $ref: "#/nowhere" } } } } } }
`;
    const { manifest, diagnostics, sources } = await compile({ kind: "text", text: document, name: "zoo.yaml" }, { overlays: [{ kind: "text", text, name: "lions.yaml" }] });
    expect(manifest.operations.map((one) => [one.path, one.python])).toContainEqual(["/lions", "lions.list"]);
    const told = diagnosticsToJson(diagnostics, sources).find((one) => one.code === "reference-not-found");
    expect(told).toMatchObject({ pointer: "#/components/schemas/Lion/properties/mane", file: "lions.yaml", line: 11, column: 76 });
    expect(manifest.diagnostics).toContainEqual(expect.objectContaining({ file: "lions.yaml", line: 11 }));
  });
});
