import { describe, expect, test } from "vitest";
import { danglingMark } from "../../src/2-normalize/index.ts";
import { withFiles } from "../load/gather.ts";
import { from, made, schemaOf } from "./canonical.ts";

const info = { title: "T", version: "1" };

describe("references", () => {
  test("every kind of reference is absolute and resolves", async () => {
    const components = {
      schemas: { A: { type: "object" } },
      parameters: { P: { name: "p", in: "query", schema: { $ref: "#/components/schemas/A" } } },
      headers: { H: { schema: { $ref: "#/components/schemas/A" } } },
      responses: { R: { description: "d", headers: { H: { $ref: "#/components/headers/H" } }, links: { L: { $ref: "#/components/links/L" } }, content: { "a/b": { examples: { E: { $ref: "#/components/examples/E" } } } } } },
      requestBodies: { B: { content: { "a/b": { schema: { $ref: "#/components/schemas/A" } } } } },
      links: { L: { operationId: "x" } },
      examples: { E: { value: { $ref: "#/data" } } },
      callbacks: { C: { "{$url}": { post: { requestBody: { $ref: "#/components/requestBodies/B" }, responses: { default: { $ref: "#/components/responses/R" } } } } } },
      securitySchemes: { S: { type: "http", scheme: "bearer" }, T: { $ref: "#/components/securitySchemes/S" } },
      pathItems: { I: { get: { callbacks: { C: { $ref: "#/components/callbacks/C" } }, responses: {} } } },
      mediaTypes: { M: { schema: { $ref: "#/components/schemas/A" } } },
    };
    const operation = { parameters: [{ $ref: "#/components/parameters/P" }], requestBody: { content: { "x/y": { $ref: "#/components/mediaTypes/M" } } }, responses: {} };
    const result = await made({ openapi: "3.2.0", info, paths: { "/a": { post: operation }, "/i": { $ref: "#/components/pathItems/I" } }, components });
    expect(result.codes).toEqual([]);
    expect(result.at("#/paths/~1i")).toEqual({ $ref: "api.json#/components/pathItems/I" });
    expect(result.at("#/components/examples/E")).toEqual({ value: { $ref: "#/data" } });
    const texts = JSON.stringify(result.canonical.files.get("api.json")?.value).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(texts.filter((text) => !text.includes("#/data")).length).toBe(14);
    for (const text of texts) {
      const reference = text.slice(8, -1);
      if (reference !== "#/data") expect(result.canonical.resolve(reference), reference).toBeDefined();
    }
  });

  test("one that leads nowhere is kept as written, marked, and reported once at its place", async () => {
    const result = await schemaOf("3.1.0", { $ref: "#/components/schemas/Nope", description: "d" });
    expect(result.schema).toEqual({ description: "d", $ref: "#/components/schemas/Nope", [danglingMark]: true });
    expect(result.codes).toEqual(["reference-not-found #/components/schemas/S"]);
    expect((await schemaOf("3.1.0", { $ref: 5 })).codes).toEqual(["reference-not-text #/components/schemas/S"]);
    expect((await schemaOf("3.1.0", { $ref: "#/info/title" })).codes).toEqual(["reference-not-found #/components/schemas/S"]);
  });

  test("before 3.1 only words stay beside a schema's reference, since 3.1 all does", async () => {
    const schema = { $ref: "#/components/schemas/Pet", description: "d", "x-a": 1, minLength: 5, properties: { a: { type: "int" } } };
    const Pet = { type: "string" };
    expect((await schemaOf("3.0.0", schema, { Pet })).schema).toEqual({ $ref: "api.json#/components/schemas/Pet", description: "d", "x-a": 1 });
    expect((await schemaOf("3.1.0", schema, { Pet })).schema).toMatchObject({ $ref: "api.json#/components/schemas/Pet", minLength: 5, properties: { a: { type: "integer" } } });
  });

  test("a property named $ref is a property, a reference in data is data", async () => {
    const schema = { type: "object", properties: { $ref: { type: "int" } }, enum: [{ $ref: "#/x" }], const: { $ref: "#/x" }, examples: [{ $ref: "#/x" }] };
    const result = await schemaOf("3.1.0", schema);
    expect(result.schema).toEqual({ ...schema, properties: { $ref: { type: "integer" } } });
    expect(result.codes).toEqual(["type-not-standard #/components/schemas/S/properties/$ref/type"]);
  });

  test("loops of references are cut, loops with something between are not", async () => {
    const schemas = { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" }, C: { $ref: "#/components/schemas/C" }, D: { type: "object", properties: { d: { $ref: "#/components/schemas/D" } } }, E: { $ref: "#/components/schemas/A" } };
    const result = await made({ openapi: "3.1.0", info, paths: {}, components: { schemas } });
    for (const name of ["A", "B", "C", "E"]) expect(result.at(`#/components/schemas/${name}`), name).toHaveProperty(danglingMark, true);
    expect(result.at("#/components/schemas/D/properties/d")).toEqual({ $ref: "api.json#/components/schemas/D" });
    expect(result.diagnostics.map((one) => one.code)).toEqual(["reference-cycle", "reference-cycle", "reference-cycle"]);
  });

  test("discriminators map to absolute references, by name and by address", async () => {
    const Pet = { type: "object" };
    const S = { oneOf: [{ $ref: "#/components/schemas/Pet" }], discriminator: { propertyName: "k", mapping: { a: "Pet", b: "#/components/schemas/Pet", c: "Gone", d: 5, __proto__x: "A.B" } } };
    const result = await schemaOf("3.0.0", S, { Pet, "A.B": Pet });
    expect(result.schema).toHaveProperty(["discriminator", "mapping"], { a: "api.json#/components/schemas/Pet", b: "api.json#/components/schemas/Pet", __proto__x: "api.json#/components/schemas/A.B" });
    expect(result.codes).toEqual(["reference-not-found #/components/schemas/S/discriminator/mapping/c", "discriminator-not-understood #/components/schemas/S/discriminator/mapping/d"]);
  });

  test("dynamic and recursive references are resolved where they stand", async () => {
    const Tree = { $dynamicAnchor: "node", type: "object", properties: { child: { $dynamicRef: "#node" } } };
    expect((await schemaOf("3.1.0", { type: "object" }, { Tree })).codes).toEqual([]);
    const result = await made({ openapi: "3.1.0", info, paths: {}, components: { schemas: { Tree, Old: { $recursiveAnchor: true, items: { anyOf: [{ $recursiveRef: "#" }] } } } } });
    expect(result.at("#/components/schemas/Tree/properties/child")).toEqual({ $ref: "api.json#/components/schemas/Tree" });
    expect(result.at("#/components/schemas/Old/items/anyOf/0")).toEqual({ $ref: "api.json#/components/schemas/Old" });
  });

  test("a forgiving look-up is remarked on", async () => {
    const result = await schemaOf("3.1.0", { $ref: "#/components/Schemas/pet" }, { Pet: { type: "string" } });
    expect(result.schema).toEqual({ $ref: "api.json#/components/schemas/Pet" });
    expect(result.codes).toEqual(["reference-mended #/components/schemas/S"]);
  });

  test("5,000 schemas that refer to each other", async () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`S${index}`, { type: "object", properties: Object.fromEntries(Array.from({ length: 8 }, (__, step) => [`p${step}`, { $ref: `#/components/schemas/S${(index * 7 + step * 13 + 1) % 5000}` }])) }]),
    );
    const result = await made({ openapi: "3.1.0", info, paths: {}, components: { schemas } });
    expect(result.codes).toEqual([]);
    expect(result.at("#/components/schemas/S1/properties/p1")).toEqual({ $ref: "api.json#/components/schemas/S21" });
  });
});

describe("several files", () => {
  test("parts are normalized where something refers to them, by the entry's version", async () => {
    const files = {
      "api.yaml": "openapi: 3.0.0\ninfo: {title: T, version: '1', description: {$ref: words.yaml#/intro}}\npaths: {$ref: paths/index.yaml}\n",
      "words.yaml": "intro: Hello\n",
      "paths/index.yaml": "/a/{id}: {$ref: a.yaml}\n",
      "paths/a.yaml": "get: {$ref: get.yaml}\n",
      "paths/get.yaml": "responses: {200: {description: ok, content: {application/json: {schema: {$ref: '../m.yaml#/Pet'}}}}}\nparameters: {$ref: '../m.yaml#/list'}\n",
      "m.yaml": "Pet: {type: object, nullable: true, properties: {$ref: '#/props'}}\nprops: {name: {type: Str}, self: {$ref: '#/Pet'}}\nlist: [{name: q, in: query, schema: {type: int}}]\nunused: {nullable: true}\n",
    };
    await withFiles(files, async (folder) => {
      const result = await from({ kind: "file", path: `${folder}/api.yaml` });
      const { canonical } = result;
      expect(result.at("#/info/description")).toBe("Hello");
      expect(result.at("#/paths")).toEqual({ "/a/{id}": { $ref: "paths/index.yaml#/~1a~1{id}" } });
      expect(canonical.resolve("paths/index.yaml#/~1a~1{id}")?.value).toEqual({ $ref: "paths/a.yaml#" });
      expect(canonical.resolve("paths/a.yaml#")?.value).toEqual({ get: { $ref: "paths/get.yaml#" } });
      expect(canonical.resolve("paths/get.yaml#/parameters")?.value).toEqual([{ $ref: "m.yaml#/list/0" }, { name: "id", in: "path", required: true, schema: { type: "string" } }]);
      expect(canonical.resolve("m.yaml#/Pet")?.value).toEqual({ type: ["object", "null"], properties: { name: { $ref: "m.yaml#/props/name" }, self: { $ref: "m.yaml#/props/self" } } });
      expect(canonical.resolve("m.yaml#/props/name")?.value).toEqual({ type: "string" });
      expect(canonical.resolve("m.yaml#/props/self")?.value).toEqual({ $ref: "m.yaml#/Pet" });
      expect(canonical.resolve("m.yaml#/list/0")?.value).toEqual({ name: "q", in: "query", schema: { type: "integer" } });
      expect(canonical.resolve("m.yaml#/unused")?.value).toEqual({ nullable: true });
      expect(result.diagnostics.map((one) => `${one.code} ${one.origin.document}${one.origin.pointer}`)).toEqual([
        "path-parameter-missing paths/get.yaml#",
        "type-not-standard m.yaml#/list/0/schema/type",
        "type-not-standard m.yaml#/props/name/type",
      ]);
    });
  });

  test("a whole document of another version keeps its version", async () => {
    const files = {
      "api.yaml": "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: 'old.yaml#/definitions/Pet'}}}\n",
      "old.yaml": "swagger: '2.0'\ninfo: {title: Old, version: '1'}\npaths: {}\ndefinitions: {Pet: {type: string, x-nullable: true}}\n",
    };
    await withFiles(files, async (folder) => {
      const result = await from({ kind: "file", path: `${folder}/api.yaml` });
      expect(result.codes).toEqual([]);
      expect(result.at("#/components/schemas/A")).toEqual({ $ref: "old.yaml#/components/schemas/Pet" });
      expect(result.canonical.resolve("old.yaml#/components/schemas/Pet")?.value).toEqual({ type: ["string", "null"] });
      expect(result.canonical.source("old.yaml", "#/components/schemas/Pet")).toEqual({ document: "old.yaml", pointer: "#/definitions/Pet" });
    });
  });

  test("refused, missing and broken files cost the reference only", async () => {
    const refs = ["../x.yaml", "gone.yaml", "bad.json"];
    const files = { "api.yaml": `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {${refs.map((ref, index) => `S${index}: {$ref: ${ref}}`).join(", ")}, Ok: {type: string}}}\n`, "bad.json": "{" };
    await withFiles(files, async (folder) => {
      const result = await from({ kind: "file", path: `${folder}/api.yaml` });
      expect(result.diagnostics.map((one) => [one.code, one.message])).toEqual([
        ["reference-not-allowed", "The reference ../x.yaml leads out of the document's folder or origin and was not followed."],
        ["reference-not-readable", "The file of the reference gone.yaml cannot be read: there is no such file."],
        ["reference-not-readable", "The file of the reference bad.json cannot be read: not valid JSON: a closing brace is expected (line 1)."],
      ]);
      expect(result.at("#/components/schemas/Ok")).toEqual({ type: "string" });
    });
  });
});
