import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeWishes } from "../../src/4-passes/names/property-names.ts";
import { modelNames } from "../../src/4-passes/names/reserved.ts";
import { schemaWishes } from "../../src/4-passes/names/schema-names.ts";
import { snakeCase } from "../../src/4-passes/names/identifier.ts";
import { foldClass } from "../../src/4-passes/names/words.ts";
import type { Api } from "../../src/ir/api.ts";
import { api, named, object, operation, parameter } from "./sample-api.ts";

const pool = [
  "Pet", "pet", "PET", "Pet2", "pet_2", "PetDict", "pets", "list_pets", "listPets", "ListPets", "getPet", "get_pet", "a-b", "a_b", "aB", "A B", "a.b", "x", "x[]", "class", "__class__", "Class", "self", "options", "l", "+1", "-1", "1",
  "名前", "ﬁeld", "field", "Vlan", "VLAN", "vlan2", "Vlan2", "to_dict", "toDict", "", "_", "x".repeat(200), "x".repeat(201), "body", "Unknown", "UnknownPet",
];

/** Without the number that tells equal names apart, and without what folding takes away. */
function stem(name: string): string {
  return foldClass(name).replace(/[0-9_]+$/, "");
}

/** The texts whose wishes meet those of the added one, or those of one that does. */
function collidingWith(added: string, texts: readonly string[], wishesOf: (text: string) => readonly string[]): ReadonlySet<string> {
  const stems = new Map(texts.map((one) => [one, new Set(wishesOf(one).map(stem))]));
  const group = new Set([added]);
  for (let size = 0; size !== group.size; ) {
    size = group.size;
    for (const [text, own] of stems) if ([...group].some((other) => [...(stems.get(other) ?? [])].some((each) => own.has(each)))) group.add(text);
  }
  return group;
}

/** One schema for each text, with all texts as properties; one operation for each, with all texts as parameters and the first schema as its body. */
function build(texts: readonly string[]): Api {
  const schemas = texts.map((one) => object(one, texts));
  const [body] = schemas;
  return named(
    api({
      schemas,
      operations: texts.map((one, index) => operation(`GET /things/${index}-${encodeURIComponent(one)}`, { id: one, tags: ["things"], parameters: texts.map((wire) => parameter("query", wire)), ...(body === undefined ? {} : { body }) })),
    }),
  );
}

/** What is called what: schemas, attributes, methods and arguments by what the document calls them. */
function namesOf(made: Api): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const scopes = new Map<string, Map<string, string>>([["schema", new Map()], ["dict", new Map()], ["attribute", new Map()], ["method", new Map()], ["argument", new Map()]]);
  const put = (scope: string, text: string, name: string): void => void scopes.get(scope)?.set(text, name);
  for (const [index, schema] of Object.values(made.schemas).entries()) {
    const text = schema.hint.words[0] ?? "";
    if (schema.kind !== "object") continue;
    put("schema", text, schema.name ?? "");
    if (schema.dictName !== undefined) put("dict", text, schema.dictName);
    if (index === 0) for (const each of schema.properties) put("attribute", each.wire, each.name);
  }
  for (const each of made.operations) put("method", each.operationId ?? "", each.name);
  for (const each of made.operations[0]?.parameters ?? []) put("argument", each.wire, each.name);
  return scopes;
}

const wishes: Readonly<Record<string, (text: string) => readonly string[]>> = {
  schema: (text) => schemaWishes(object(text)),
  // A dict follows its class, and gives way to any class.
  dict: (text) => schemaWishes(object(text)).flatMap((name) => [name, `${name}Dict`]),
  attribute: (text) => attributeWishes(text, modelNames.views),
  method: (text) => [snakeCase(text, "method")],
  argument: (text) => attributeWishes(text, new Set()).flatMap((name) => [name, `body_${name}`, `${name}_query`]),
};

describe("names without a manifest", () => {
  it("change only where something of that name is added", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...pool), { minLength: 2, maxLength: 12 }), ([added = "", ...texts]) => {
        const before = namesOf(build(texts));
        const after = namesOf(build([...texts, added]));
        for (const [scope, names] of before) {
          const group = collidingWith(added, [...texts, added], wishes[scope] ?? (() => []));
          for (const [text, name] of names) if (!group.has(text)) expect(after.get(scope)?.get(text), `${scope} ${text}, with ${added} added`).toBe(name);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("are the same in any order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...pool), { minLength: 2, maxLength: 12 }), ([first = "", ...texts]) => {
        expect(namesOf(build([first, ...texts.toReversed()])).get("schema")).toEqual(new Map([...(namesOf(build([first, ...texts])).get("schema") ?? [])]));
      }),
      { numRuns: 100 },
    );
  });
});
