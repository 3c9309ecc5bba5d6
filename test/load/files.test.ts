import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gather, type Outcome, withFiles } from "./gather.ts";

const entry = (refs: readonly string[]): string =>
  `openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n${refs.map((ref, index) => `    S${index}: {$ref: '${ref}'}\n`).join("")}`;

const from = { document: "openapi.yaml", pointer: "#/components/schemas/S0" };

const loadIn = (folder: string, options = {}): Promise<Outcome> => gather({ kind: "file", path: join(folder, "openapi.yaml") }, options);

describe("references to other files", () => {
  test("the same file by several spellings is one document, named relative to the entry", async () => {
    const refs = ["./shared/pet.yaml", "shared/../shared/pet.yaml#/Pet", "shared/./pet.yaml#", "shared%2Fpet.yaml#/Pet", "link/pet.yaml"];
    await withFiles({ "openapi.yaml": entry(refs), "shared/pet.yaml": "Pet: {type: object, x: {$ref: '../openapi.yaml#/info'}}\n" }, async (folder) => {
      await symlink(join(folder, "shared"), join(folder, "link"));
      const { loaded } = await loadIn(folder);
      expect([...loaded.files.keys()]).toEqual(["openapi.yaml", "shared/pet.yaml"]);
      expect(refs.map((ref) => loaded.resolve(from, ref)).map((one) => ("document" in one ? one.document + one.pointer : one.kind))).toEqual([
        "shared/pet.yaml#",
        "shared/pet.yaml#/Pet",
        "shared/pet.yaml#",
        "refused",
        "shared/pet.yaml#",
      ]);
      expect(loaded.resolve({ document: "shared/pet.yaml", pointer: "#/Pet/x" }, "../openapi.yaml#/info")).toMatchObject({ document: "openapi.yaml", pointer: "#/info" });
    });
  });

  test("nothing outside the folder is read: not by dots, not absolutely, not through a symbolic link", async () => {
    const refs = ["../secret.yaml", "file:///etc/passwd", "/etc/passwd", "link.yaml", "..%2Fsecret.yaml", "//host/share/x.yaml", "http://169.254.169.254/x", "data:text/plain,x"];
    await withFiles({ "api/openapi.yaml": entry(refs), "secret.yaml": "secret: 1\n" }, async (folder) => {
      await symlink(join(folder, "secret.yaml"), join(folder, "api/link.yaml"));
      const { loaded } = await loadIn(join(folder, "api"));
      expect([...loaded.files.keys()]).toEqual(["openapi.yaml"]);
      for (const ref of refs) expect(["refused", "unreadable"], ref).toContain(loaded.resolve(from, ref).kind);
      expect(loaded.resolve(from, "link.yaml").kind).toBe("refused");
      expect(loaded.resolve(from, "../secret.yaml").kind).toBe("refused");
    });
  });

  test("an allowed folder is read, and what it refers to must be allowed as well", async () => {
    const files = { "api/openapi.yaml": entry(["../shared/a.yaml"]), "shared/a.yaml": "x: {$ref: ../secret.yaml}\n", "secret.yaml": "secret: 1\n" };
    await withFiles(files, async (folder) => {
      const { loaded } = await loadIn(join(folder, "api"), { allowExternal: [join(folder, "shared")] });
      expect([...loaded.files.keys()]).toEqual(["openapi.yaml", "../shared/a.yaml"]);
      expect(loaded.resolve({ document: "../shared/a.yaml", pointer: "#/x" }, "../secret.yaml")).toEqual({ kind: "refused" });
    });
  });

  test("a sibling whose name begins like the folder is outside", async () => {
    await withFiles({ "api/openapi.yaml": entry(["../api-secret/x.yaml"]), "api-secret/x.yaml": "a: 1\n" }, async (folder) => {
      const { loaded } = await loadIn(join(folder, "api"));
      expect(loaded.resolve(from, "../api-secret/x.yaml")).toEqual({ kind: "refused" });
    });
  });

  test("missing and broken files cost the reference only, and say why", async () => {
    await withFiles({ "openapi.yaml": entry(["gone.yaml", "broken.json", "empty.yaml"]), "broken.json": '{"a": }', "empty.yaml": "" }, async (folder) => {
      await mkdir(join(folder, "dir"));
      const { loaded } = await loadIn(folder);
      expect(["gone.yaml", "broken.json", "empty.yaml"].map((ref) => loaded.resolve(from, ref))).toEqual([
        { kind: "unreadable", reason: "there is no such file" },
        { kind: "unreadable", reason: "not valid JSON: a value is expected (line 1)" },
        { kind: "unreadable", reason: "the document is empty (line 1)" },
      ]);
    });
  });

  test("a reference in example data is not followed", async () => {
    const text = `${entry([])}    A: {example: {$ref: a.yaml}, default: {$ref: a.yaml}, properties: {example: {$ref: b.yaml}}}\n`;
    await withFiles({ "openapi.yaml": text, "a.yaml": "a: 1\n", "b.yaml": "type: string\n" }, async (folder) => {
      const { loaded } = await loadIn(folder);
      expect([...loaded.files.keys()]).toEqual(["openapi.yaml", "b.yaml"]);
    });
  });

  test("a file name with a number sign stays one name", async () => {
    await withFiles({ "openapi.yaml": entry(["a%23b.yaml#/x"]), "a#b.yaml": "x: {type: string}\n" }, async (folder) => {
      const { loaded } = await loadIn(folder);
      expect(loaded.resolve(from, "a%23b.yaml#/x")).toMatchObject({ kind: "found", document: "a%23b.yaml", pointer: "#/x" });
    });
  });

  test("a text is resolved against its base, and refuses files without one", async () => {
    await withFiles({ "a.yaml": "type: string\n" }, async (folder) => {
      const text = entry(["a.yaml"]);
      const based = await gather({ kind: "text", text, name: "openapi.yaml", base: folder });
      expect(based.loaded.resolve(from, "a.yaml")).toMatchObject({ kind: "found", document: "a.yaml" });
      const bare = await gather({ kind: "text", text, name: "openapi.yaml" });
      expect(bare.loaded.resolve(from, "a.yaml")).toEqual({ kind: "refused" });
    });
  });

  test("a hundred files deep", async () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}.yaml`, `x: {$ref: f${index + 1}.yaml#/x}\n`]));
    await withFiles({ ...files, "f100.yaml": "x: {type: string}\n", "openapi.yaml": entry(["f0.yaml#/x"]) }, async (folder) => {
      const { loaded } = await loadIn(folder);
      expect(loaded.files.size).toBe(102);
    });
  });

  test("an entry that is a symbolic link starts from the folder it was named in", async () => {
    await withFiles({ "real/spec.yaml": entry(["pet.yaml"]), "api/pet.yaml": "type: string\n" }, async (folder) => {
      await symlink(join(folder, "real/spec.yaml"), join(folder, "api/openapi.yaml"));
      await writeFile(join(folder, "real/pet.yaml"), "type: integer\n");
      const { loaded } = await loadIn(join(await realpath(folder), "api"));
      expect(loaded.resolve(from, "pet.yaml")).toMatchObject({ kind: "found", value: { type: "string" } });
    });
  });
});

describe("pointers", () => {
  const doc = `openapi: 3.1.0
paths:
  /pets: {get: {x: 1}}
components:
  schemas:
    Foo Bar: {type: string}
    A/B: {type: string}
    100%: {type: string}
    Pet: {$ref: '#/components/schemas/Animal'}
    Animal: {properties: {name: {type: string}}}
    case: {type: string}
    Case: {type: integer}
    Anchored: {$anchor: here, type: object}
    Embedded: {$id: 'https://example.com/s/tree', $defs: {node: {type: object}}, properties: {n: {$ref: '#/$defs/node'}}}
`;
  test.each([
    ["#/components/schemas/Foo%20Bar", "#/components/schemas/Foo Bar", false],
    ["#/components/schemas/Foo Bar", "#/components/schemas/Foo Bar", false],
    ["#/components/schemas/A~1B", "#/components/schemas/A~1B", false],
    ["#/components/schemas/A%2FB", "#/components/schemas/A~1B", false],
    ["#/components/schemas/100%", "#/components/schemas/100%", false],
    ["#/components/schemas/100%25", "#/components/schemas/100%", false],
    ["#components/schemas/Pet", "#/components/schemas/Pet", false],
    ["#/paths//pets/get", "#/paths/~1pets/get", true],
    ["#/components/schemas/pet", "#/components/schemas/Pet", true],
    ["#/components/schemas/Pet/properties/name", "#/components/schemas/Animal/properties/name", false],
    ["#here", "#/components/schemas/Anchored", false],
    ["https://example.com/s/tree", "#/components/schemas/Embedded", false],
    ["https://example.com/s/tree#/$defs/node", "#/components/schemas/Embedded/$defs/node", false],
    ["#", "#", false],
  ])("%s", async (reference, pointer, mended) => {
    const { loaded } = await gather({ kind: "text", text: doc, name: "openapi.yaml" });
    expect(loaded.resolve(from, reference)).toMatchObject({ kind: "found", document: "openapi.yaml", pointer, mended });
  });

  test.each(["#/components/schemas/CASE", "#/nope", "#/components/schemas/__proto__", "#/components/schemas/constructor", "#nowhere"])("%s leads nowhere", async (reference) => {
    const { loaded } = await gather({ kind: "text", text: doc, name: "openapi.yaml" });
    expect(loaded.resolve(from, reference)).toEqual({ kind: "missing" });
  });

  test("inside a schema with $id a reference starts there, and falls back to the document", async () => {
    const { loaded } = await gather({ kind: "text", text: doc, name: "openapi.yaml" });
    const inside = { document: "openapi.yaml", pointer: "#/components/schemas/Embedded/properties/n" };
    expect(loaded.resolve(inside, "#/$defs/node")).toMatchObject({ pointer: "#/components/schemas/Embedded/$defs/node" });
    expect(loaded.resolve(inside, "#/components/schemas/Pet")).toMatchObject({ pointer: "#/components/schemas/Pet" });
    expect(loaded.resolve(inside, "tree#/$defs/node")).toMatchObject({ pointer: "#/components/schemas/Embedded/$defs/node" });
  });
});
