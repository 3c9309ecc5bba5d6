import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { diffManifests, type Change } from "../../src/diff/index.ts";
import { outline } from "../../src/compile.ts";
import type { CompileOptions, Manifest } from "../../src/index.ts";
import { edited } from "./edited.ts";
import { pairs } from "./pairs.ts";

const base: unknown = parse(readFileSync(new URL("base.yaml", import.meta.url), "utf8"));

const validate = new Ajv2020().compile(JSON.parse(readFileSync(new URL("../../src/diff/difference.schema.json", import.meta.url), "utf8")));

/** What is wrong with a difference by the schema that ships. */
function faultsOf(difference: unknown): readonly string[] {
  validate(difference);
  return (validate.errors ?? []).map(({ message }) => message ?? "");
}

/** `!` where it breaks callers, what happened, where, and why. */
function line({ breaking, subject, change, python, message, reason }: Change): string {
  return `${breaking ? "!" : "-"} ${subject} ${change}: ${python}: ${message} (${reason})`;
}

async function manifestOf(document: unknown, options: CompileOptions = {}): Promise<Manifest> {
  const { manifest } = await outline({ kind: "text", text: Buffer.from(JSON.stringify(document)), base: "/" }, options);
  return manifest;
}

describe("the difference between two documents", () => {
  let before: Manifest;
  beforeAll(async () => {
    before = await manifestOf(base);
  });

  it.each(pairs)("$title", async ({ set, options = {}, changes, step }) => {
    const difference = diffManifests(before, await manifestOf(edited(base, set), { ...options, previous: before }));
    expect(difference.changes.map(line)).toEqual(changes);
    expect(difference.step).toBe(step);
    expect(faultsOf(difference)).toEqual([]);
  });

  it("tells of the function that iterates over pages: one that comes, goes or is called otherwise", async () => {
    const jobs = { type: "object", properties: { items: { type: "array", items: { type: "string" } }, next_cursor: { type: "string" } } };
    const made = (parameter: string, renames = {}) => manifestOf({ openapi: "3.1.0", info: { title: "Museum", version: "1" }, paths: { "/jobs": { get: { operationId: "listJobs", parameters: [{ in: "query", name: parameter, schema: { type: "string" } }], responses: { 200: { description: "", content: { "application/json": { schema: jobs } } } } } } } }, { surface: "functions", renames });
    const [paged, plain, other] = [await made("cursor"), await made("word"), await made("cursor", { "#/paths/~1jobs/get": "jobs.find" })];
    expect(paged.operations[0]).toMatchObject({ python: "jobs.list", pages: "jobs.list_pages", result: { type: "list[str]" } });
    const told = (before: Manifest, after: Manifest) => diffManifests(before, after).changes.map(line).filter((one) => one.includes("pages"));
    expect(told(paged, plain)).toEqual(["! operation removed: museum.jobs.list_pages: is gone (calls of it fail)"]);
    expect(told(plain, paged)).toEqual(["- operation added: museum.jobs.list_pages: is new (nobody calls it yet)"]);
    expect(told(paged, other)).toEqual(["! operation renamed: museum.jobs.list_pages: is called `jobs.find_pages` now (calls by the old name fail)"]);
  });

  it("is read by the schema that ships, which refuses anything else", () => {
    expect(faultsOf({ ...diffManifests(before, before), more: 1 })).toEqual(["must NOT have additional properties"]);
  });

  it("makes do with a manifest that does not tell what aliases stand for and classes extend", async () => {
    const older = { ...before, schemas: before.schemas.map(({ type: _type, extends: _extends, ...rest }) => rest) };
    expect(diffManifests(older, before).changes.map(line)).toEqual([]);
    expect(diffManifests(older, await manifestOf(edited(base, { "#/components/schemas/NewEvent/required": ["name", "kind"] }))).changes.map(line)).toEqual([
      "! parameter required: museum.events.create(kind): has to be given (calls without it fail)",
      "! field required: museum.models.NewEvent.kind: has to be given (objects that callers make have to have it)",
    ]);
  });
});

describe("the manifest that a difference is found from", () => {
  it("says what aliases stand for, what classes extend, what is null, only comes back or is only sent", async () => {
    const { schemas, operations } = await manifestOf(base);
    const schema = (name: string) => schemas.find((one) => one.python === `museum.models.${name}`);
    expect(schema("Kind")).toMatchObject({ type: 'Literal["tour", "talk"] | UnknownStr', extends: null });
    expect(schema("Exhibit")).toMatchObject({ type: "Painting | Statue | UnknownExhibit" });
    expect(schema("Event")).toMatchObject({ type: null, extends: "museum.models.Thing" });
    expect(schema("NewEvent")?.fields).toMatchObject({ secret: { writeOnly: true }, seen: { readOnly: true }, until: { nullable: true, type: "date | None" } });
    expect(schema("NewEvent")?.fields["name"]).toEqual({ python: "name", type: "str", required: true });
    expect(operations.find((one) => one.python === "events.list")?.parameters[4]).not.toHaveProperty("nullable");
  });
});
