import { describe, expect, it } from "vitest";
import { buildManifest } from "../../src/6-emit/build-manifest.ts";
import { formatManifest, parseManifest } from "../../src/6-emit/manifest-text.ts";
import { hashText } from "../../src/6-emit/output-file.ts";
import type { Operation } from "../../src/ir/operation.ts";
import type { SchemaUse } from "../../src/ir/schema.ts";
import { defaultOptions } from "../../src/options.ts";
import { manifestFaults } from "../harness/manifest-schema.ts";
import { api, named, object, operation, parameter } from "../names/sample-api.ts";

const event: SchemaUse = { schema: "#/components/schemas/SpecialEvent", nullable: false };

function events(): readonly Operation[] {
  const body = object("SpecialEvent", ["eventId", "name"]);
  const update = { ...operation("PATCH /special-events/{eventId}", { id: "updateSpecialEvent", tags: ["Events"], parameters: [{ ...parameter("path", "eventId"), default: 9007199254740993n }], body }), result: { kind: "json" as const, use: event }, errors: { 404: event, default: null } };
  const list = { ...operation("GET /special-events", { id: "listSpecialEvents", tags: ["Events"] }), result: { kind: "json" as const, use: event }, pagination: { style: "link" as const, items: "" } };
  const either = { ...operation("GET /ticket", { id: "getTicket", tags: ["Tickets"] }), result: { kind: "cases" as const, cases: [{ status: "200", mediaType: "application/json", result: { kind: "json" as const, use: event } }, { status: "204", mediaType: null, result: { kind: "none" as const } }] } };
  return [update, list, either];
}

describe("the manifest", () => {
  const after = named(api({ title: "Museum", operations: events(), schemas: [object("SpecialEvent", ["eventId", "name"])] }));
  const files = [{ path: "museum/__init__.py", text: "x\n" }];
  const note = { code: "union-ambiguous", severity: "note" as const, pointer: "#/paths/~1special-events~1{eventId}/patch/parameters/0", message: "m", file: "openapi.yaml", line: 1, column: null };
  const made = buildManifest({ api: after, options: defaultOptions, files, compiler: "0.1.0", sha256: null, diagnostics: [note], typeOf: (use) => after.schemas[use.schema]?.name ?? "str", aliasOf: () => null, membersOf: () => [], takesNull: (use) => use.nullable, answerOf: () => null, positionalOf: () => ["event_id"], isPaged: (operation) => operation.pagination !== null, pagesOf: () => null });

  it("says what became of every part", () => {
    expect(made.client).toEqual({ sync: "museum.Museum", async: "museum.AsyncMuseum" });
    expect(made.operations[0]).toEqual({
      pointer: "#/paths/~1special-events~1{eventId}/patch", method: "PATCH", path: "/special-events/{eventId}", operationId: "updateSpecialEvent", python: "events.update", stream: null,
      parameters: [{ pointer: "#/parameters/path/eventId", in: "path", name: "eventId", python: "event_id", type: "str", required: true, default: 9007199254740993n }],
      positional: ["event_id"], body: { required: true, python: null, mediaTypes: ["application/json"], type: "str", fields: { eventId: "body_event_id", name: "name" } },
      result: { kind: "json", python: "museum.models.SpecialEvent", type: "SpecialEvent" }, errors: { 404: "SpecialEvent", default: null }, diagnostics: ["union-ambiguous"],
    });
    expect(made.operations[1]?.result).toEqual({ kind: "pages", python: "museum.models.SpecialEvent", type: "SpecialEvent" });
    expect(made.operations[2]?.result).toEqual([{ status: "200", mediaType: "application/json", kind: "json", python: "museum.models.SpecialEvent", type: "SpecialEvent" }, { status: "204", mediaType: null, kind: "none", python: null, type: "None" }]);
    expect(made.schemas[0]?.fields).toEqual({ eventId: { python: "event_id", type: "str | None", required: false }, name: { python: "name", type: "str | None", required: false } });
    expect(made.schemas[0]).toMatchObject({ type: null, extends: null });
    expect(made.files).toEqual({ "museum/__init__.py": hashText("x\n") });
  });

  it("fits the schema that ships, and is read back", () => {
    const text = formatManifest(made);
    expect(manifestFaults(text)).toEqual([]);
    expect(manifestFaults(JSON.stringify({ ...JSON.parse(text), more: 1 }))).not.toEqual([]);
    expect(text).toContain('"default": 9007199254740993,');
    expect(parseManifest(text).operations[0]?.python).toBe("events.update");
  });

  it("has the names of a module, and no client for free functions", () => {
    const single = buildManifest({ api: after, options: { ...defaultOptions, layout: "module", surface: "functions" }, files, compiler: "0.1.0", sha256: "0", diagnostics: [], typeOf: () => "X", aliasOf: () => null, membersOf: () => [], takesNull: () => false, answerOf: () => null, positionalOf: () => [], isPaged: () => false, pagesOf: ({ operationId }) => (operationId === "listSpecialEvents" ? "list_special_events_pages" : null) });
    expect(single.client).toBeNull();
    expect(single.operations.map(({ pages }) => pages)).toEqual([undefined, "events.list_special_events_pages", undefined]);
    expect(manifestFaults(formatManifest(single))).toEqual([]);
    expect(single.schemas[0]?.python).toBe("museum.SpecialEvent");
  });
});
