import { describe, expect, it } from "vitest";
import type { Manifest, ManifestOperation } from "../../src/6-emit/manifest.ts";
import type { Api } from "../../src/ir/api.ts";
import type { Webhook } from "../../src/ir/operation.ts";
import { noDocs } from "../../src/3-model/words.ts";
import type { ObjectSchema } from "../../src/ir/schema.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import { api, methods, named, object, operation, parameter } from "./sample-api.ts";

/** What the manifest of a compile would say about names. */
function manifestOf(after: Api): Manifest {
  return {
    manifest: 1,
    compiler: "0",
    document: { title: "", version: "", openapi: "", sha256: null },
    package: "sample",
    layout: "package",
    http: "httpx2",
    client: { sync: "sample.Sample", async: "sample.AsyncSample" },
    security: [],
    operations: after.operations.map(
      (one): ManifestOperation => ({
        pointer: one.origin.pointer,
        method: one.method,
        path: one.path,
        operationId: one.operationId,
        python: [...one.namespace, one.name].join("."),
        stream: null,
        ...(one.pagesName === null ? {} : { pages: [...one.namespace, one.pagesName].join(".") }),
        parameters: one.parameters.map((each) => ({ pointer: "", in: each.in, name: each.wire, python: each.name, type: "", required: true })),
        body: one.body?.shape?.kind === "keywords" ? { required: true, python: null, mediaTypes: [], type: null, fields: Object.fromEntries(one.body.shape.fields.map((each) => [each.wire, each.name])) } : null,
        result: { kind: "none", python: null, type: "None" },
        errors: {},
        diagnostics: [],
      }),
    ),
    webhooks: after.webhooks.map((one) => ({ pointer: one.origin.pointer, python: null, parser: `webhooks.${one.parser}` })),
    schemas: Object.values(after.schemas).map((one) => ({
      pointer: one.origin.pointer,
      python: `sample.models.${one.name ?? ""}`,
      shape: one.shape,
      fields: one.kind === "object" ? Object.fromEntries(one.properties.map((each) => [each.wire, { python: each.name, type: "", required: false }])) : {},
    })),
    diagnostics: [],
    files: {},
  };
}

describe("the names lock", () => {
  it("keeps every name when things arrive that would have taken or changed it", () => {
    const body = object("Pet", ["eventId", "type"]);
    const list = operation("GET /users", { id: "getUsers", tags: ["users"], parameters: [parameter("query", "id")], body });
    const previous = manifestOf(named(api({ operations: [list], schemas: [body, object("Vlan")] })));
    const more = object("Pet", ["event_id", "eventId", "type"]);
    const later = named(
      api({
        operations: [operation("GET /users/{id}", { id: "getUser", tags: ["users"] }), { ...list, parameters: [parameter("path", "id"), parameter("query", "id"), parameter("query", "event_id")], body: operation("GET /", { body: more }).body }],
        schemas: [object("VLAN"), more, object("Vlan")],
      }),
      { previous },
    );
    expect(methods(later)).toEqual({ "GET /users": "users.get", "GET /users/{id}": "users.get_user" });
    expect(later.operations[1]?.parameters.map((one) => one.name)).toEqual(["id_path", "id", "event_id_query"]);
    expect(later.operations[1]?.body?.shape).toMatchObject({ fields: [{ wire: "event_id", name: "event_id_2" }, { wire: "eventId", name: "event_id" }, { wire: "type", name: "type" }] });
    expect(Object.values(later.schemas).map((one) => one.name)).toEqual(["VLAN2", "Pet", "Vlan"]);
    expect(later.schemas["#/components/schemas/Pet"]).toMatchObject({ properties: [{ name: "event_id_2" }, { name: "event_id" }, { name: "type" }] });
  });

  it("gives a paged operation a second function, which keeps its name when another wants it", () => {
    const options = { surface: "functions", layout: "module" } as const;
    const jobs = { ...operation("GET /jobs", { id: "listJobs" }), pagination: { style: "link" as const, items: "" } };
    const first = named(api({ operations: [jobs] }), options);
    expect(first.operations[0]).toMatchObject({ name: "list_jobs", pagesName: "list_jobs_pages" });
    const other = operation("GET /pages", { id: "listJobsPages" });
    const pagesOf = (previous?: Manifest) => named(api({ operations: [other, jobs] }), { ...options, ...(previous === undefined ? {} : { previous }) }).operations.map(({ name, pagesName }) => [name, pagesName]);
    expect(pagesOf()).toEqual([["get_pages", null], ["list_jobs", "get_jobs_pages"]]);
    expect(pagesOf({ ...manifestOf(first), client: null })).toEqual([["get_pages", null], ["list_jobs", "list_jobs_pages"]]);
  });

  it("changes nothing when nothing has changed", () => {
    const body = object("Pet", ["eventId", "event_id", "type", "self"]);
    const before = api({
      tags: [{ name: "DAG", parent: null, docs: { summary: "Graphs.", description: null, deprecated: false, externalDocs: null } }],
      operations: [operation("GET /dags", { id: "get_dags", tags: ["DAG"] }), operation("GET /dags/{id}", { id: "get_dag", tags: ["DAG"], parameters: [parameter("path", "id"), parameter("query", "id")], body }), operation("GET /x", { id: "voice.laneMode.get" })],
      schemas: [body, object("Vlan"), object("VLAN")],
    });
    const [once, again] = [createReporter(), createReporter()];
    const first = named(before, { reporter: once });
    expect(named(before, { reporter: again, previous: manifestOf(first) })).toEqual(first);
    expect(again.diagnostics.map((one) => one.message)).toEqual(["Vlan becomes Vlan2.", "get_dags becomes dag.get_dags.", "get_dag becomes dag.get_dag."]);
    expect(again.diagnostics).toEqual(once.diagnostics);
    expect(first.resources[1]).toMatchObject({ className: "DAG", docs: { summary: "Graphs." } });
  });

  it("follows an operation by its operationId and a schema by its shape", () => {
    const before = api({ operations: [operation("GET /a", { id: "fetchIt", tags: ["x"] })], schemas: [object("Inline", [], { shape: "s1", pointer: "#/paths/~1a/get/schema" })] });
    const previous = manifestOf(named(before, { renames: { "#/paths/~1a/get": "mine.grab", "#/paths/~1a/get/schema": "Grabbed" } }));
    const after = named(api({ operations: [operation("GET /b", { id: "fetchIt", tags: ["x"] })], schemas: [object("Moved", [], { shape: "s1" })] }), { previous });
    expect(methods(after)).toEqual({ "GET /b": "mine.grab" });
    expect(after.schemas["#/components/schemas/Moved"]?.name).toBe("Grabbed");
  });

  it("does not give away the name of what is still there", () => {
    const before = api({ operations: [operation("GET /b", { id: "grab", tags: ["x"] })], schemas: [object("Moved", [], { shape: "s" })] });
    const previous = manifestOf(named(before, { renames: { "#/components/schemas/Moved": "Zed" } }));
    const after = named(api({ operations: [operation("GET /a", { id: "grab", tags: ["x"] }), operation("GET /b", { id: "grab", tags: ["x"] })], schemas: [object("Again", [], { shape: "s" }), object("Moved", [], { shape: "s" })] }), { previous });
    expect(methods(after)["GET /b"]).toBe("x.grab");
    expect(Object.values(after.schemas).map((one) => one.name)).toEqual(["Again", "Zed"]);
  });

  it("follows the members of a union when another one moves them on, and one that changes where it stands", () => {
    const member = (name: string, at: number, shape: string) => object(name, [], { shape, pointer: `#/components/schemas/U/oneOf/${at}`, hint: { words: [name], from: "derived" } });
    const previous = manifestOf(named(api({ schemas: [member("First", 0, "s0"), member("Second", 1, "s1")] })));
    const later = (...schemas: readonly ObjectSchema[]) => Object.values(named(api({ schemas }), { previous }).schemas).map((one) => one.name);
    expect(later(member("X", 0, "new"), member("Y", 1, "s0"), member("Z", 2, "s1"))).toEqual(["X", "First", "Second"]);
    expect(later(member("X", 0, "s1"), member("Y", 1, "s0"))).toEqual(["Second", "First"]);
    expect(later(member("X", 0, "changed"), member("Y", 1, "s1"))).toEqual(["First", "Second"]);
  });

  it("does not believe names that are not usable", () => {
    const previous = manifestOf(named(api({ operations: [operation("GET /a", { id: "grab", tags: ["x"] })] })));
    const broken: Manifest = { ...previous, operations: previous.operations.map((one) => ({ ...one, python: "x.import; os" })) };
    expect(methods(named(api({ operations: [operation("GET /a", { id: "grab", tags: ["x"] })] }), { previous: broken }))).toEqual({ "GET /a": "x.grab" });
  });

  it("keeps the parsers of webhooks, which are told apart where they would have one name", () => {
    const use = { schema: "#/components/schemas/Pet", nullable: false };
    const webhook = (pointer: string, key: string): Webhook => {
      const origin = { document: "", pointer };
      const body = { origin, required: true, docs: noDocs, media: [{ origin, type: "application/json", item: null, wholeItem: false, encodings: [], examples: [], codec: "json", use } as const], shape: null } as const;
      return { origin, key, method: "POST", operationId: null, docs: noDocs, body, parameters: [], among: null, parser: "" };
    };
    const first = { ...api({ schemas: [object("Pet")] }), webhooks: [webhook("#/webhooks/pet.born/post", "pet.born")] };
    const before = named(first);
    expect(before.webhooks.map(({ parser }) => parser)).toEqual(["parse_pet_born"]);
    const both = { ...first, webhooks: [webhook("#/webhooks/pet-born/post", "pet-born"), ...first.webhooks] };
    expect(named(both).webhooks.map(({ parser }) => parser)).toEqual(["parse_pet_born_post", "parse_pet_born_post_2"]);
    expect(named(both, { previous: manifestOf(before) }).webhooks.map(({ parser }) => parser)).toEqual(["parse_pet_born_post", "parse_pet_born"]);
  });
});
