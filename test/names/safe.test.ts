import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import { moduleName, pascalName, snakeCase } from "../../src/4-passes/names/identifier.ts";
import { fold, foldClass, nameWords, splitWords } from "../../src/4-passes/names/words.ts";
import { api, named, object, operation, parameter } from "./sample-api.ts";

const hostile = [
  "", " ", "-", "+", "_", "__init__", "__class__", "class", "None", "True", "self", "options", "match", "type", "l", "I", "O", "1", "1Password", "+1", "-1", "a-b", "a_b", "aB", "A B", "a.b", "x[]",
  "名前", "ﬁeld", "İstanbul", "ß", "SS", "m³", "😀", "e\u0301", "\u0301", "ა", "ｆｏｏ", "from_dict", "validate", "keys", "con", "NUL", "x".repeat(1000), "$ref", "@type", "a'b\"c\\", "\n", "\u202e", "import os", "__proto__", "constructor", "𝒳",
];

/** Asks Python, whose word counts. */
function refusedByPython(names: readonly string[]): readonly string[] {
  const code = "import sys, json, keyword, unicodedata as u\nprint(json.dumps([n for n in json.load(sys.stdin) if not n.isidentifier() or keyword.iskeyword(n) or u.normalize('NFKC', n) != n]))";
  return JSON.parse(execFileSync(".venv/bin/python", ["-I", "-c", code], { input: JSON.stringify(names), encoding: "utf8" }));
}

describe("safe names", () => {
  it.each([
    ["eventId", "event_id"], ["HTTPServer", "http_server"], ["userIDs", "user_ids"], ["OAuth2Token", "oauth2_token"], ["myOAuthApp", "my_oauth_app"], ["class", "class_"], ["__class__", "class_"], ["+1", "plus_1"], ["-1", "minus_1"],
    ["", "empty"], ["-", "minus"], ["$", "dollar"], ["l", "l_"], ["1h", "value_1h"], ["filter[name]", "filter_name"], ["x-request-id", "x_request_id"], ["名前", "名前"], ["ﬁeld", "field"], ["😀", "u1f600"], ["m³", "m3"], ["type", "type"],
  ])("%j is %s", (wire, expected) => {
    expect(snakeCase(wire, "attribute")).toBe(expected);
  });

  it.each([
    ["SpecialEvent", "SpecialEvent", "special_event"], ["special_event", "SpecialEvent", "special_event"], ["HTTPError", "HTTPError", "http_error"], ["1Password", "Model1Password", "model1_password"], ["None", "None_", "none_"],
    ["con", "Con", "con_"], ["SOME_SHOUTED_NAME", "SomeShoutedName", "some_shouted_name"], ["名前", "名前", "名前_"],
  ])("the class of %j is %s in %s", (wire, className, module) => {
    expect(pascalName(nameWords(wire))).toBe(className);
    expect(moduleName(className)).toBe(module);
  });

  it("splits words where people would", () => {
    expect(splitWords("getHTTPResponse2xx")).toEqual(["get", "HTTP", "Response2xx"]);
    expect(splitWords("B2B sales")).toEqual(["B2B", "sales"]);
  });

  it("gives names that Python takes, each its own, whatever the document says", () => {
    const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 12 }), fc.string({ unit: "grapheme", maxLength: 12 }));
    const all = new Set<string>();
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 14 }), (texts) => {
        const schemas = texts.map((one) => object(one, texts));
        const operations = texts.map((one) => operation(`GET /${one}`, { id: one, tags: [one], parameters: texts.flatMap((wire) => [parameter("query", wire), parameter("header", wire)]), ...(schemas[0] === undefined ? {} : { body: schemas[0] }) }));
        const after = named(api({ schemas, operations }));
        const classes = Object.values(after.schemas).map((one) => one.name ?? "");
        const files = Object.values(after.schemas).map((one) => one.file ?? "");
        const attributes = after.schemas[schemas[0]?.id ?? ""];
        const names = attributes?.kind === "object" ? attributes.properties.map((one) => one.name) : [];
        const first = after.operations[0];
        const fields = first?.body?.shape?.kind === "keywords" ? first.body.shape.fields.map((one) => one.name) : [];
        const inScope = [classes, files, names, [...(first?.parameters.map((one) => one.name) ?? []), ...fields, "self", "options"], after.operations.map((one) => [...one.namespace, one.name].join("."))];
        for (const scope of inScope) expect(new Set(scope.map(fold)).size).toBe(scope.length);
        expect(new Set(classes.map(foldClass)).size).toBe(classes.length);
        for (const name of [...classes, ...files]) expect(name.length).toBeLessThanOrEqual(60);
        for (const name of [...inScope.slice(0, 4).flat(), ...after.operations.flatMap((one) => [...one.namespace, one.name]), ...after.resources.flatMap((one) => [one.className, one.module])]) all.add(name);
      }),
      { numRuns: 120 },
    );
    expect(refusedByPython([...all])).toEqual([]);
  });

  it("does not depend on order or on unrelated things", () => {
    const name = fc.constantFrom(...hostile, "Vlan", "VLAN", "vlan2", "Vlan2", "getUser", "getUsers", "list_users");
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 10 }), (texts) => {
        const build = (order: readonly string[], extra: readonly string[]) =>
          named(
            api({
              schemas: [...order, ...extra].map((one) => object(one, [...order, ...extra])),
              operations: [...order, ...extra].map((one) => operation(`GET /things/${one}`, { id: one, tags: ["users"], parameters: order.map((wire) => parameter("query", wire)) })),
            }),
          );
        const plain = build(texts, []);
        const changed = build(texts.toReversed(), ["zebra_crossing"]);
        for (const schema of Object.values(plain.schemas)) {
          const later = changed.schemas[schema.id];
          expect(later?.name).toBe(schema.name);
          if (schema.kind === "object" && later?.kind === "object") for (const each of schema.properties) expect(later.properties.find((one) => one.wire === each.wire)?.name).toBe(each.name);
        }
        for (const before of plain.operations) expect(changed.operations.find((one) => one.id === before.id)?.name).toBe(before.name);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps our own names free", () => {
    const page = { ...operation("GET /p", { id: "list" }), pagination: { style: "link" as const, items: "" }, result: { kind: "json" as const, use: { schema: "#/components/schemas/Page", nullable: false } } };
    const after = named(api({ schemas: [object("Page", ["keys", "to_dict", "items", "self"]), object("Plain", ["keys", "copy", "json"])], operations: [page] }));
    expect(after.schemas["#/components/schemas/Page"]).toMatchObject({ properties: [{ name: "keys_" }, { name: "to_dict_" }, { name: "items" }, { name: "self" }] });
    expect(after.schemas["#/components/schemas/Plain"]).toMatchObject({ properties: [{ name: "keys" }, { name: "copy" }, { name: "json" }] });
  });

  it("tells arguments apart by place, and body keywords by `body_`", () => {
    const body = object("Pet", ["id", "name", "self", "options"]);
    const after = named(api({ schemas: [body], operations: [operation("PUT /pets/{id}", { id: "put", parameters: [parameter("query", "id"), parameter("path", "id"), parameter("query", "self")], body })] }));
    expect(after.operations[0]?.parameters.map((one) => one.name)).toEqual(["id_query", "id", "self_"]);
    expect(after.operations[0]?.body?.shape).toMatchObject({ fields: [{ name: "body_id" }, { name: "name" }, { name: "body_self" }, { name: "options_" }] });
  });

  it("takes overrides over everything, and says which it could not take", () => {
    const reporter = createReporter();
    const after = named(api({ schemas: [object("Pet", ["a", "b"]), object("Dog")] }), {
      reporter,
      renames: { "#/components/schemas/Pet": "Dog", "#/components/schemas/Pet/properties/a": "b", "#/components/schemas/Pet/properties/b": "not a name", "#/nothing": "x" },
    });
    expect(after.schemas["#/components/schemas/Pet"]).toMatchObject({ name: "Dog", properties: [{ name: "b" }, { name: "b_2" }] });
    expect(after.schemas["#/components/schemas/Dog"]?.name).toBe("Dog2");
    expect(reporter.diagnostics.map((one) => `${one.code} ${one.message}`)).toEqual([
      "name-not-usable The name not a name cannot be used: it is not a Python identifier, or a keyword.",
      "name-changed Dog becomes Dog2.",
      "override-not-used The entry of renames for #/nothing changes nothing.",
    ]);
  });

  it("gives no override a name that the method, the model or the client needs", () => {
    const reporter = createReporter();
    const after = named(api({ schemas: [object("Pet", ["a"])], operations: [operation("GET /pets/{id}", { id: "get", parameters: [parameter("path", "id"), parameter("query", "q")] })] }), {
      reporter,
      renames: { "#/components/schemas/Pet/properties/a": "to_dict", "#/parameters/path/id": "self", "#/parameters/query/q": "options" },
    });
    expect(after.operations[0]?.parameters.map((one) => one.name)).toEqual(["id", "q"]);
    expect(after.schemas["#/components/schemas/Pet"]).toMatchObject({ properties: [{ name: "a" }] });
    expect(reporter.diagnostics.map((one) => one.message)).toEqual(expect.arrayContaining([expect.stringContaining("The name self cannot be used"), expect.stringContaining("The name options cannot be used"), expect.stringContaining("The name to_dict cannot be used")]));
  });

  it("names schemas by rank, package and length", () => {
    const derived = object("x", [], { pointer: "#/paths/~1a/get/schema", hint: { words: ["Pet", "Owner"], from: "derived" } });
    const after = named(api({ schemas: [derived, object("PetOwner"), object("io.k8s.v1.Pod"), object("io.k8s.v2.Pod"), object("Entity.schema"), object("billing.session"), object("Item-Input"), object("VLAN"), object("Vlan")] }));
    expect(Object.values(after.schemas).map((one) => one.name)).toEqual(["AGet", "PetOwner", "Pod", "V2Pod", "EntitySchema", "BillingSession", "ItemInput", "VLAN", "Vlan2"]);
  });
});
