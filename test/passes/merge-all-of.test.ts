import { describe, expect, it } from "vitest";
import { classOf, codes, component, passesOf, property, structure, typeOf } from "../model/model-of.ts";

const ref = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };

async function merged(schemas: Readonly<Record<string, unknown>>): ReturnType<typeof passesOf> {
  return passesOf({ schemas }, "simplify-unions");
}

describe("merge-all-of", () => {
  it("extends the only named class, and merges the rest", async () => {
    const { api } = await merged({ Pet: { properties: { name: text } }, Cat: { allOf: [ref("Pet"), { properties: { claws: text } }], properties: { age: { type: "integer" } }, required: ["age"] } });
    expect(structure(api, component(api, "Cat"))).toBe("Pet + {claws?: string, age: integer}");
  });

  it("drops what a part says again in the same way", async () => {
    const { api } = await merged({ Pet: { properties: { name: text } }, Cat: { allOf: [ref("Pet"), { properties: { name: text, claws: text } }] } });
    expect(structure(api, component(api, "Cat"))).toBe("Pet + {claws?: string}");
  });

  it.each([
    ["a type", { properties: { name: { enum: ["x", "y"] } } }, '{name?: "x"|"y"}'],
    ["a member that becomes required", { required: ["name"] }, "{name: string}"],
    ["a member that becomes required where it stands", { properties: { name: text }, required: ["name"] }, "{name: string}"],
  ])("flattens where a part narrows %s", async (_, part, expected) => {
    const { api } = await merged({ Pet: { properties: { name: text } }, Cat: { allOf: [ref("Pet"), part] } });
    expect(classOf(api, "Cat").base).toBeNull();
    expect(structure(api, component(api, "Cat"))).toBe(expected);
  });

  it("flattens several named classes into one", async () => {
    const { api } = await merged({ A: { properties: { a: text } }, B: { properties: { b: text }, required: ["b"] }, C: { allOf: [ref("A"), ref("B")] } });
    expect(structure(api, component(api, "C"))).toBe("{a?: string, b: string}");
  });

  it("takes allOf with one part for that part", async () => {
    const { api } = await merged({ Pet: { properties: { name: text } }, Same: { allOf: [ref("Pet")], description: "The same." }, Holder: { properties: { pet: { allOf: [ref("Pet")], description: "The pet." }, own: { allOf: [{ properties: { x: text } }] } } } });
    expect(structure(api, component(api, "Same"))).toBe("=Pet");
    expect(structure(api, component(api, "Holder"))).toBe("{pet?: Pet, own?: {x?: string}}");
    expect(property(api, "Holder", "pet").docs.description).toBe("The pet.");
  });

  it("is nullable in each of the ways to write it", async () => {
    const { api } = await passesOf({
      openapi: "3.0.3",
      schemas: {
        Pet: { type: "object", properties: { name: text } },
        Holder: { type: "object", properties: { a: { nullable: true, allOf: [ref("Pet")] }, b: { oneOf: [ref("Pet"), { enum: [null], nullable: true }] }, c: { anyOf: [ref("Pet")], nullable: true }, d: { type: "object", nullable: true, allOf: [ref("Pet")], description: "D." } } },
      },
    }, "simplify-unions");
    expect(structure(api, component(api, "Holder"))).toBe("{a?: Pet?, b?: Pet?, c?: Pet?, d?: Pet?}");
  });

  it("narrows scalars, and keeps the component that says all", async () => {
    const { api } = await merged({
      Level: { type: "string", enum: ["a", "b", "c"] },
      Same: { allOf: [ref("Level"), { type: "string" }] },
      Some: { allOf: [ref("Level"), { enum: ["b", "c", "d"] }] },
      Count: { allOf: [{ type: "number" }, { type: "integer", format: "int64", minimum: 1 }] },
    });
    expect(structure(api, component(api, "Same"))).toBe("=Level");
    expect(structure(api, component(api, "Some"))).toBe('"b"|"c"');
    expect(structure(api, component(api, "Count"))).toBe("integer:int64");
    expect(component(api, "Count").constraints).toEqual({ minimum: 1 });
  });

  it("merges the types of a property that two parts describe", async () => {
    const { api } = await merged({
      A: { properties: { p: { properties: { x: text } } } },
      B: { properties: { p: { properties: { y: text } }, q: { type: "number" } } },
      C: { allOf: [ref("A"), ref("B")], properties: { q: { type: "integer" } } },
    });
    expect(structure(api, component(api, "C"))).toBe("{p?: {x?: string, y?: string}, q?: integer}");
  });

  it("merges a union variant by variant, drops those that cannot be, and moves the tags along", async () => {
    const { api } = await merged({
      Cat: { properties: { kind: text } },
      Dog: { properties: { kind: text, bark: text } },
      Owned: { allOf: [{ oneOf: [ref("Cat"), ref("Dog"), text], discriminator: { propertyName: "kind", mapping: { c: "#/components/schemas/Cat" } } }, { properties: { owner: text } }] },
    });
    expect(structure(api, component(api, "Owned"))).toBe("(Cat + {owner?: string} | Dog + {owner?: string})");
    const owned = component(api, "Owned");
    expect(owned.kind === "union" ? owned.discriminator?.mapping.map(({ tag }) => tag) : null).toEqual(["c", "Dog"]);
  });

  it("keeps only the values of a list that fit", async () => {
    const { api } = await merged({ Type: { type: "integer", oneOf: [{ const: 1 }, { const: 2 }] }, Two: { type: "integer", enum: [2], allOf: [ref("Type")] } });
    expect(structure(api, component(api, "Two"))).toBe("2");
  });

  it("reports parts that exclude each other; the first counts", async () => {
    const modelled = await merged({ A: { allOf: [{ type: "string" }, { properties: { x: text } }] }, B: { allOf: [{ enum: ["a"] }, { enum: ["b"] }] }, C: { allOf: [{ allOf: [ref("C")] }, { properties: { x: text } }] } });
    expect(codes(modelled).filter((code) => code.startsWith("all-of-conflict"))).toEqual(expect.arrayContaining(["all-of-conflict #/components/schemas/A", "all-of-conflict #/components/schemas/B"]));
    expect(structure(modelled.api, component(modelled.api, "A"))).toBe("string");
    expect(structure(modelled.api, component(modelled.api, "C"))).toBe("{x?: string}");
  });

  it("takes an object that only demands members for a map", async () => {
    const { api } = await merged({ A: { type: "object", required: ["x"] } });
    expect(structure(api, component(api, "A"))).toBe("map<any>");
  });

  it("merges classes whose members are merges of each other", async () => {
    const { api } = await merged({ A: { properties: { child: ref("A"), a: text } }, B: { properties: { child: ref("B"), b: text } }, C: { allOf: [ref("A"), ref("B")] } });
    const child = property(api, "C", "child").use;
    expect(typeOf(api, child)).toBe("C");
  });
});

describe("polymorphism by allOf", () => {
  const pet = { type: "object", properties: { petType: text, name: text }, required: ["petType"], discriminator: { propertyName: "petType", mapping: { dog: "#/components/schemas/Dog" } } };

  it("gives the base a tag for each class below it", async () => {
    const { api } = await merged({
      Pet: pet,
      Cat: { allOf: [ref("Pet"), { properties: { claws: text } }] },
      Dog: { allOf: [ref("Pet")] },
      Lizard: { allOf: [ref("Pet"), { properties: { petType: { const: "liz" } } }] },
      Puppy: { allOf: [ref("Dog"), { properties: { age: { type: "integer" } } }] },
    });
    expect(classOf(api, "Pet").discriminator?.mapping.map(({ tag, schema }) => [tag, schema.split("/").at(-1)])).toEqual([["dog", "Dog"], ["Cat", "Cat"], ["liz", "Lizard"], ["Puppy", "Puppy"]]);
    expect(structure(api, component(api, "Lizard"))).toBe("Pet + {}");
    expect(structure(api, component(api, "Dog"))).toBe("Pet + {}");
    expect(classOf(api, "Dog").discriminator?.mapping.map(({ tag }) => tag)).toEqual(["dog", "Puppy"]);
    expect(classOf(api, "Puppy").discriminator).toBeNull();
  });

  it("takes a base that lists its own subclasses for a base", async () => {
    const { api } = await merged({ Pet: { ...pet, oneOf: [ref("Cat")] }, Cat: { allOf: [ref("Pet"), { properties: { claws: text } }] }, Dog: { allOf: [ref("Pet"), { properties: { bark: text } }] } });
    expect(structure(api, component(api, "Cat"))).toBe("Pet + {claws?: string}");
    expect(classOf(api, "Pet").discriminator?.mapping.map(({ tag }) => tag)).toEqual(["dog", "Cat"]);
  });
});
