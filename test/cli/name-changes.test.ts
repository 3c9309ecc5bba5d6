import { expect, it } from "vitest";
import { nameChanges } from "../../src/cli/compile/name-changes.ts";
import { compile } from "../../src/index.ts";

it("says which names callers gain and lose, and nothing of a first compile", async () => {
  const made = async (path: string, schema: string) => {
    const responses = { 200: { description: "ok", content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } } } };
    return (await compile({ kind: "value", value: { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: { [path]: { get: { responses } } }, components: { schemas: { [schema]: { type: "object", properties: { a: {} } } } } } }, { name: "t" })).manifest;
  };
  const [before, now] = [await made("/rooms", "Room"), await made("/halls", "Hall")];
  expect(nameChanges(null, now)).toBe(null);
  expect(nameChanges(before, before)).toEqual({ added: [], removed: [] });
  expect(nameChanges(before, now)).toEqual({ added: ["halls.get", "t.models.Hall"], removed: ["rooms.get", "t.models.Room"] });
});
