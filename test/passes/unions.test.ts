import { describe, expect, it } from "vitest";
import type { Api } from "../../src/ir/api.ts";
import { codes, component, passesOf, structure } from "../model/model-of.ts";

const ref = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };

describe("simplify-unions", () => {
  it.each<[string, unknown, string]>([
    ["null is lifted", { anyOf: [{ type: "string" }, { type: "null" }] }, "{p?: string?}"],
    ["null and two", { oneOf: [ref("Pet"), text, { type: "null" }] }, "{p?: (Pet | string)?}"],
    ["a single member is unwrapped", { oneOf: [ref("Pet")] }, "{p?: Pet}"],
    ["inner unions are flattened", { anyOf: [text, { anyOf: [{ type: "integer" }, { oneOf: [{ type: "boolean" }, { type: "null" }] }] }] }, "{p?: (string | integer | boolean)?}"],
    ["repeats go", { anyOf: [text, text, { type: "string", maxLength: 3 }] }, "{p?: string}"],
    ["constants become a list", { oneOf: [{ const: "a" }, { const: "b" }, { enum: ["b", "c"] }] }, '{p?: "a"|"b"|"c"}'],
    ["text adds nothing to a list", { anyOf: [text, { enum: ["a", "b"] }] }, '{p?: "a"|"b"}'],
    ["text stays beside one constant", { anyOf: [text, { const: "a" }] }, '{p?: (string | "a")}'],
    ["a list of numbers stays beside text", { anyOf: [text, { enum: [1, 2] }] }, "{p?: (string | 1|2)}"],
    ["scalars stay", { type: ["string", "integer", "null"] }, "{p?: (string | integer)?}"],
    ["null in a component is that of its uses", ref("MaybePet"), "{p?: Pet?}"],
    ["null through two names", ref("Alias"), "{p?: Pet?}"],
    ["null in a union of components", ref("MaybeBoth"), "{p?: MaybeBoth?}"],
    ["what can never be goes", { anyOf: [text, { not: {} }] }, "{p?: string}"],
    ["only null", { anyOf: [{ type: "null" }] }, "{p?: null}"],
  ])("%s", async (_, schema, expected) => {
    const { api } = await passesOf(
      {
        schemas: {
          Pet: { properties: { name: text } },
          MaybePet: { anyOf: [ref("Pet"), { type: "null" }] },
          Alias: ref("MaybePet"),
          MaybeBoth: { oneOf: [ref("Pet"), text, { type: "null" }] },
          Holder: { properties: { p: schema } },
        },
      },
      "simplify-unions",
    );
    expect(structure(api, component(api, "Holder"))).toBe(expected);
  });

  it("gives folded constants their words, and leaves the constants themselves as they were", async () => {
    const { api } = await passesOf({ schemas: { Level: { oneOf: [{ const: 1, title: "LOW", description: "Low." }, { const: 2 }] }, One: ref("Level/oneOf/0") } }, "simplify-unions");
    const level = component(api, "Level");
    expect(level.kind === "enum" ? level.members : null).toEqual([{ value: 1, name: "LOW", description: "Low." }, { value: 2, name: null, description: null }]);
    const one = api.schemas["#/components/schemas/Level/oneOf/0"];
    expect(one === undefined ? "" : structure(api, one)).toBe("1");
  });

  it("says that an alias of itself is not understood", async () => {
    const modelled = await passesOf({ schemas: { A: { anyOf: [ref("B"), { type: "null" }] }, B: { anyOf: [ref("A"), { type: "null" }] } } }, "simplify-unions");
    expect(["any!", "null", "never"]).toContain(structure(modelled.api, component(modelled.api, "A")).replace(/^=.*/, "any!"));
  });
});

function tags(api: Api, name: string): unknown {
  const union = component(api, name);
  return union.kind === "union" && union.discriminator !== null ? [union.discriminator.property, ...union.discriminator.mapping.map(({ tag, schema }) => `${typeof tag} ${tag} ${schema.split("/").at(-1)}`)] : null;
}

const tagged = (value: unknown, more: object = {}): unknown => ({ type: "object", properties: { kind: { const: value }, ...more }, required: ["kind"] });

describe("choose-discriminators", () => {
  it("takes no names of schemas for values of a property that no member has", async () => {
    const members = { Gone: { type: "object", required: ["id"], properties: { id: text } }, Fault: { type: "object", required: ["title"], properties: { title: text } } };
    const modelled = await passesOf({ schemas: { ...members, Either: { anyOf: [ref("Gone"), ref("Fault")], discriminator: { propertyName: "status" } } } }, "choose-discriminators");
    expect([tags(modelled.api, "Either"), codes(modelled)]).toEqual([null, ["discriminator-not-usable #/components/schemas/Either"]]);
  });

  it("completes a declared mapping with implicit names", async () => {
    const { api } = await passesOf({ schemas: { Cat: { properties: { kind: text } }, Dog: { properties: { kind: text } }, Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind", mapping: { cat: "Cat" } } } } }, "choose-discriminators");
    expect(tags(api, "Pet")).toEqual(["kind", "string cat Cat", "string Dog Dog"]);
  });

  it("believes constants more than implicit names", async () => {
    const { api } = await passesOf({ schemas: { Cat: tagged("cat"), Dog: tagged("dog"), Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } } } }, "choose-discriminators");
    expect(tags(api, "Pet")).toEqual(["kind", "string cat Cat", "string dog Dog"]);
  });

  it.each([
    ["text", "a", "b", ["kind", "string a A", "string b B"]],
    ["numbers", 1, 2, ["kind", "number 1 A", "number 2 B"]],
    ["truth values", true, false, ["kind", "boolean true A", "boolean false B"]],
    ["the same value", "a", "a", null],
  ])("finds constants that every member must have: %s", async (_, first, second, expected) => {
    const { api } = await passesOf({ schemas: { A: tagged(first), B: tagged(second), Either: { anyOf: [ref("A"), ref("B")] } } }, "choose-discriminators");
    expect(tags(api, "Either")).toEqual(expected);
  });

  it("wants the property required in all members, and all members objects", async () => {
    const optional = { type: "object", properties: { kind: { const: "b" } } };
    const { api } = await passesOf({ schemas: { A: tagged("a"), B: optional, Either: { anyOf: [ref("A"), ref("B")] }, Other: { anyOf: [ref("A"), tagged("c"), text] } } }, "choose-discriminators");
    expect(tags(api, "Either")).toBeNull();
    expect(tags(api, "Other")).toBeNull();
  });

  it("types the tags of a mapping as the members have them", async () => {
    const member = (value: number): unknown => ({ type: "object", properties: { kind: { type: "integer", enum: [value] } }, required: ["kind"] });
    const { api } = await passesOf({ schemas: { A: member(1), B: member(2), Either: { oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "kind", mapping: { 1: "#/components/schemas/A", 2: "#/components/schemas/B" } } } } }, "choose-discriminators");
    expect(tags(api, "Either")).toEqual(["kind", "number 1 A", "number 2 B"]);
  });

  it("looks into unions in unions", async () => {
    const { api } = await passesOf({ schemas: { A: tagged("a"), B: tagged("b"), C: tagged("c"), Inner: { oneOf: [ref("A"), ref("B")] }, Outer: { oneOf: [ref("Inner"), ref("C")] } } }, "choose-discriminators");
    expect(tags(api, "Outer")).toEqual(["kind", "string c C", "string a A", "string b B"]);
  });

  it("tells subclasses by the tags of their base", async () => {
    const { api } = await passesOf(
      {
        schemas: {
          Pet: { type: "object", properties: { kind: text }, required: ["kind"], discriminator: { propertyName: "kind" } },
          Cat: { allOf: [ref("Pet"), { properties: { claws: text } }] },
          Dog: { allOf: [ref("Pet"), { properties: { kind: { const: "woof" } } }] },
          Either: { oneOf: [ref("Cat"), ref("Dog")] },
        },
      },
      "choose-discriminators",
    );
    expect(tags(api, "Either")).toEqual(["kind", "string Cat Cat", "string woof Dog"]);
  });

  it("reports what does not work", async () => {
    const modelled = await passesOf({ schemas: { A: tagged("a"), Either: { oneOf: [ref("A"), text], discriminator: { propertyName: "kind" } }, Same: { oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "kind" } }, B: tagged("a") } }, "choose-discriminators");
    expect(codes(modelled)).toEqual(["discriminator-not-usable #/components/schemas/Either", "discriminator-not-usable #/components/schemas/Same", "union-ambiguous #/components/schemas/Same"]);
  });
});
