import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedMembers } from "../../src/4-passes/names/member-names.ts";
import { formatManifest, parseManifest } from "../../src/6-emit/manifest-text.ts";
import { diffManifests } from "../../src/diff/index.ts";
import { outline, type Manifest } from "../../src/index.ts";
import type { EnumMember, EnumSchema } from "../../src/ir/schema.ts";
import { manifestFaults } from "../harness/manifest-schema.ts";
import { object } from "./sample-api.ts";

const pool = ["active", "Active", "ACTIVE", "a-b", "a_b", "a b", "aB", "A.B", "1", "+1", "-1", "", "名前", "ﬁeld", "I", "class", "mro", "name", "x".repeat(90), "__proto__", "constructor"];

function enumOf(members: readonly (readonly [value: string, name: string | null])[]): EnumSchema {
  const { properties: _, additional: _a, patterns: _p, base: _b, discriminator: _d, ...base } = object("State");
  return { ...base, kind: "enum", members: members.map(([value, name]): EnumMember => ({ value, name, description: null })) };
}

function namesOf(schema: EnumSchema, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(namedMembers(schema, before).map(({ value, python = "" }) => [String(value), python]));
}

describe("members of an enum", () => {
  const listed = fc.uniqueArray(fc.tuple(fc.constantFrom(...pool), fc.option(fc.constantFrom("Same", "same", "Other"))), { selector: ([value]) => value, minLength: 1, maxLength: 10 });
  it("keep their names, whatever values and names of values come, go and move", () => {
    fc.assert(
      fc.property(listed, listed, (first, second) => {
        const before = namesOf(enumOf(first));
        const after = namesOf(enumOf(second), before);
        for (const [value, name] of Object.entries(after)) if (Object.hasOwn(before, value)) expect(name, value).toBe(before[value]);
        expect(new Set(Object.values(after)).size).toBe(second.length);
      }),
      { numRuns: 300 },
    );
  });

  it("have no name from a manifest that would be no member", () => {
    expect(namesOf(enumOf([["a", null], ["b", null], ["c", null], ["d", null]]), { a: "mro", b: "_x_", c: "d.e", d: "Kept" })).toEqual({ a: "A", b: "B", c: "C", d: "Kept" });
  });
});

describe("the manifest of enums that are classes", () => {
  const manifestOf = async (state: object, previous: Manifest | null = null, more: object = { models: "pydantic" }) => {
    const document = { openapi: "3.1.0", info: { title: "T", version: "1" }, servers: [{ url: "https://example.com" }], paths: { "/a": { get: { operationId: "getA", responses: { 200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/State" } } } } } } } }, components: { schemas: { State: state } } };
    const { manifest, diagnostics } = await outline({ kind: "text", text: JSON.stringify(document), name: "api.json" }, { previous, ...more });
    expect(manifestFaults(formatManifest(manifest))).toEqual([]);
    return { manifest, members: manifest.schemas[0]?.members, reused: diagnostics.filter(({ code }) => code === "name-reused").map(({ message }) => message) };
  };
  const state = { type: "string", enum: ["in-transit", "done"] };

  it("holds their members, and the next compile keeps to them", async () => {
    const before = await manifestOf(state);
    expect(before.members).toEqual({ "in-transit": "IN_TRANSIT", done: "DONE" });
    const read = parseManifest(formatManifest(before.manifest));
    const crowded = { type: "string", enum: ["In_Transit", "DONE", "done", "in-transit"], "x-enum-varnames": ["MOVING", "DONE", "FINISHED", "MOVING"] };
    const after = await manifestOf(crowded, read);
    expect(after.members).toEqual({ In_Transit: "MOVING", DONE: "DONE_2", done: "DONE", "in-transit": "IN_TRANSIT" });
    expect(diffManifests(read, after.manifest).changes.map(({ breaking, subject, change, python }) => `${breaking ? "!" : "-"} ${subject} ${change} ${python}`)).toEqual(["- model values-added t.models.State"]);
    expect((await manifestOf(crowded, read)).manifest).toEqual(after.manifest);
    const { schemas: [schema], ...rest } = read;
    const { members: _, ...older } = schema ?? { members: {} };
    expect((await manifestOf(crowded, parseManifest(JSON.stringify({ ...rest, schemas: [older] })))).members).toEqual({ In_Transit: "MOVING", DONE: "DONE", done: "FINISHED", "in-transit": "MOVING_2" });
  });

  it("tells what a caller sees of members that go, and whose name passes on", async () => {
    const before = await manifestOf(state);
    const passed = await manifestOf({ type: "string", enum: ["in transit", "done"] }, before.manifest);
    expect(passed.reused).toEqual(["State.IN_TRANSIT stands for this now; in the SDK before it stood for in-transit."]);
    const lines = (after: Manifest): readonly string[] => diffManifests(before.manifest, after).changes.map(({ breaking, change, python, message }) => `${breaking ? "!" : "-"} ${change} ${python} ${message}`);
    expect(lines(passed.manifest)).toEqual(["! retyped t.models.State.IN_TRANSIT stands for `in transit` instead of `in-transit`", '- values-added t.models.State gives "in transit" too', '- values-removed t.models.State no longer gives "in-transit"']);
    expect(lines((await manifestOf({ ...state, "x-enum-varnames": ["MOVING", "DONE"] })).manifest)).toEqual(["! renamed t.models.State.IN_TRANSIT is called `MOVING` now"]);
    expect(lines((await manifestOf({ type: "string", enum: ["done", "new"] }, before.manifest)).manifest)).toEqual(["! removed t.models.State.IN_TRANSIT is gone", '- values-added t.models.State gives "new" too', '- values-removed t.models.State no longer gives "in-transit"']);
  });

  it("has none where values have no names", async () => {
    expect((await manifestOf(state, null, {})).manifest.schemas[0]).not.toHaveProperty("members");
    expect((await manifestOf({ enum: ["a", 1] })).manifest.schemas[0]).not.toHaveProperty("members");
  });
});
