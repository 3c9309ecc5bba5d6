import { describe, expect, it } from "vitest";
import { passesOf, schema } from "../model/model-of.ts";

const text = { type: "string", maxLength: 9, description: "Theirs.", default: "base" };
const theirs = (siblings: object): object => ({ $ref: "#/components/schemas/Text", ...siblings });
const properties = {
  limited: theirs({ maxLength: 3, minLength: 1 }),
  number: { $ref: "#/components/schemas/Number", minimum: 5 },
  list: { $ref: "#/components/schemas/List", minItems: 2 },
  model: { $ref: "#/components/schemas/Model", minProperties: 1 },
  words: theirs({ description: "Own.", deprecated: true, readOnly: true, default: "own" }),
  null: theirs({ nullable: true }),
  values: theirs({ enum: ["a", "b"] }),
};
const schemas = {
  Text: text,
  Number: { type: "integer", maximum: 9 },
  List: { type: "array", items: { type: "string" } },
  Model: { type: "object", properties: { a: { type: "string" } } },
  Holder: { type: "object", properties },
};

/** What each property of the holder is: its kind, the schema if it has a name, limits, words and marks. */
async function holder(openapi: string) {
  const { api, diagnostics } = await passesOf({ openapi, schemas, paths: { "/a": { get: { responses: { 200: { description: "", content: { "application/json": { schema: { $ref: "#/components/schemas/Holder" } } } } } } } } }, "check-defaults");
  const made = schema(api, "#/components/schemas/Holder");
  const found = made.kind !== "object" ? [] : made.properties.map((one) => {
    const { kind, constraints } = api.schemas[one.use.schema] ?? made;
    return [one.wire, { kind, constraints, ...(one.docs.description === null ? {} : { words: one.docs.description }), ...(one.readOnly ? { readOnly: true } : {}), ...(one.docs.deprecated ? { deprecated: true } : {}), ...(one.use.nullable ? { nullable: true } : {}), ...(one.default === undefined ? {} : { default: one.default }) }] as const;
  });
  return { found: Object.fromEntries(found), notes: diagnostics.map((one) => `${one.code} ${one.origin.pointer.replace("#/components/schemas/Holder/properties/", "")}: ${one.message}`).filter((one) => !one.startsWith("operation")) };
}

describe("what stands beside a reference", () => {
  const words = { kind: "primitive", constraints: { maxLength: 9 }, words: "Own.", readOnly: true, deprecated: true, default: "own" };
  const both = { words, null: { kind: "primitive", constraints: { maxLength: 9 }, nullable: true }, model: { kind: "object", constraints: {} } };

  it("counts from 3.1 on: limits, words and values", async () => {
    const { found, notes } = await holder("3.1.0");
    expect(found).toEqual({
      ...both,
      limited: { kind: "primitive", constraints: { maxLength: 3, minLength: 1 } },
      number: { kind: "primitive", constraints: { minimum: 5, maximum: 9 } },
      list: { kind: "array", constraints: { minItems: 2 } },
      values: { kind: "enum", constraints: { maxLength: 9 } },
    });
    expect(notes).toEqual(["nullable-not-standard null: `nullable` is not a keyword of this OpenAPI version; it is honoured all the same.", 'default-does-not-fit limited: The default "base" is no value of its own schema: it breaks maxLength 3; it is kept.']);
  });

  it("is words at most before, with a note on what does not count", async () => {
    const { found, notes } = await holder("3.0.3");
    const plain = { kind: "primitive", constraints: { maxLength: 9 } };
    expect(found).toEqual({ ...both, limited: plain, number: { kind: "primitive", constraints: { maximum: 9 } }, list: { kind: "array", constraints: {} }, values: plain });
    expect(notes).toEqual([
      "reference-siblings-ignored limited: maxLength, minLength beside `$ref` does not count.",
      "reference-siblings-ignored number: minimum beside `$ref` does not count.",
      "reference-siblings-ignored list: minItems beside `$ref` does not count.",
      "reference-siblings-ignored model: minProperties beside `$ref` does not count.",
      "reference-siblings-ignored values: enum beside `$ref` does not count.",
    ]);
  });

  it.each<[openapi: string, seen: Readonly<Record<string, string>>, notes: readonly string[]]>([
    ["3.1.0", { demanded: "own a!", demandedBefore: "Strict: a!", demandedOfBoth: "own Strict: a!", dated: "string date", datedBefore: "Day", extended: "own Model: a b" }, []],
    ["3.0.3", { demanded: "Model: a", demandedBefore: "Strict: a!", demandedOfBoth: "Strict: a!", dated: "Word", datedBefore: "Day", extended: "Model: a" }, [
      "demanded: required beside `$ref` does not count.", "demandedBefore: required beside `$ref` does not count.", "demandedOfBoth: required beside `$ref` does not count.",
      "dated: format beside `$ref` does not count.", "datedBefore: format beside `$ref` does not count.", "extended: properties beside `$ref` does not count.",
    ]],
  ])("%s: required, format and properties make another schema where they say more, from 3.1 on", async (openapi, seen, notes) => {
    const to = (name: string, siblings: object): object => ({ $ref: `#/components/schemas/${name}`, ...siblings });
    const components = {
      Model: { type: "object", properties: { a: { type: "string" } } },
      Strict: { allOf: [to("Model", {}), { required: ["a"] }] },
      Word: { type: "string" },
      Day: { type: "string", format: "date" },
      Holder: { type: "object", properties: {
        demanded: to("Model", { required: ["a"] }), demandedBefore: to("Strict", { required: ["a"] }), demandedOfBoth: to("Strict", { required: ["a", "b"] }),
        dated: to("Word", { format: "date" }), datedBefore: to("Day", { format: "date" }), extended: to("Model", { properties: { b: { type: "string" } } }),
      } },
    };
    const { api, diagnostics } = await passesOf({ openapi, schemas: components, paths: { "/a": { get: { operationId: "a", responses: { 200: { description: "", content: { "application/json": { schema: to("Holder", {}) } } } } } } } }, "check-defaults");
    const shown = (id: string): string => {
      const one = schema(api, id);
      const own = id.startsWith("#/components/schemas/Holder/") ? "own " : `${id.slice("#/components/schemas/".length)}: `;
      if (one.kind === "primitive") return own === "own " ? `${one.type} ${one.format ?? ""}` : own.slice(0, -2);
      if (one.kind !== "object") return one.kind;
      const inherited = one.base === null ? [] : api.schemas[one.base];
      const all = [...(inherited !== undefined && "kind" in inherited && inherited.kind === "object" ? inherited.properties : []), ...one.properties];
      const last = new Map(all.map((each) => [each.wire, each.required]));
      const base = one.base === null ? "" : one.base.slice("#/components/schemas/".length);
      return `${own}${own === "own " && base !== "" ? `${base}: ` : ""}${[...last].map(([wire, required]) => `${wire}${required ? "!" : ""}`).join(" ")}`;
    };
    const holder = schema(api, "#/components/schemas/Holder");
    expect(holder.kind === "object" ? Object.fromEntries(holder.properties.map((one) => [one.wire, shown(one.use.schema)])) : null).toEqual(seen);
    expect(diagnostics.filter((one) => one.code === "reference-siblings-ignored").map((one) => `${one.origin.pointer.split("/").at(-1) ?? ""}: ${one.message}`)).toEqual(notes);
  });
});
