import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkSettings } from "../../../src/cli/configuration/check-settings.ts";
import { checkValue } from "../../../src/cli/configuration/check-value.ts";
import { optionsOf } from "../../../src/cli/configuration/options-of-settings.ts";
import type { Settings } from "../../../src/cli/configuration/settings.ts";
import { draftText } from "../../../src/cli/init/draft-text.ts";
import { inferDraft } from "../../../src/cli/init/infer-draft.ts";
import schema from "../../../src/cli/pysdk.schema.json" with { type: "json" };
import { compile } from "../../../src/compile.ts";
import { createWorkplace, type Workplace } from "../../harness/run-cli.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const corpus = process.env["PYSDK_CORPUS"] ?? join(here, "../../../../shared/corpus");
const documents = [join(here, "gallery.yaml"), ...["museum.yaml", "petstore-2.0.json", "cafe-3.2.yaml", "galaxy.yaml", "figma.yaml"].map((name) => join(corpus, name))].filter((path) => existsSync(path));

describe("what init infers", () => {
  it.each(documents)("compiles to the same bytes as without it: %s", async (path) => {
    const input = { kind: "file" as const, path };
    const plain = await compile(input);
    const text = draftText(inferDraft(plain));
    const settings: Settings = parse(text);
    expect([...checkValue(settings, schema), ...checkSettings(settings)]).toEqual([]);
    const configured = await compile(input, { ...optionsOf(settings), configuration: { document: "pysdk.yaml", text, overridden: [] } });
    expect(configured.manifest).toEqual(plain.manifest);
    expect(configured.files).toEqual(plain.files);
  });
});

describe("pysdk-compile init", () => {
  let place: Workplace;
  beforeEach(() => {
    place = createWorkplace();
    place.put("gallery.yaml", readFileSync(join(here, "gallery.yaml"), "utf8"));
    place.put("stainless.yml", readFileSync(join(here, "stainless.yml"), "utf8"));
  });
  afterEach(() => place.remove());

  it("writes every key with what it does, and never over a file", async () => {
    expect(await place.cli("init", "gallery.yaml")).toEqual({ code: 0, out: "pysdk.yaml  3 resources, 7 operations, 1 paged operation\n", err: "" });
    const text = place.get("pysdk.yaml");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=./node_modules/pysdk-compile/dist/schemas/pysdk.schema.json");
    for (const key of Object.keys(schema.properties)) if (key !== "$schema") expect(text).toMatch(new RegExp(`^(?:# )?${key}:`, "m"));
    expect(text).toContain('      - "GET /paintings/{painting_id}/loans"  # paintings.get_by_painting_id_loans\n');
    expect(text).toContain("      - op:paintingsIndex  # paintings.index: GET /paintings\n");
    expect(text).toContain('  "#/paths/~1paintings~1{painting_id}~1loans/get": { style: page, page: page, items: results, total: total }  # paintings.get_by_painting_id_loans\n');
    expect(text).toContain("types:\n  date: date\n  uuid: UUID\n  decimal: float\n");
    expect(text).toContain("\n# profile: bifrost:NAME\n");
    place.put("pysdk.yaml", "name: mine\n");
    const again = await place.cli("init", "gallery.yaml");
    expect(again).toMatchObject({ code: 2, out: "", err: "error: pysdk.yaml exists; --force overwrites it, -o chooses another file\n" });
    expect(place.get("pysdk.yaml")).toBe("name: mine\n");
    expect((await place.cli("init", "gallery.yaml", "--force", "--quiet")).out).toBe("");
    expect(place.get("pysdk.yaml")).toBe(text);
    expect((await place.cli("init", "gallery.yaml", "-o", "-")).out).toBe(text);
    expect((await place.cli("init", "gallery.yaml", "-o", "pysdk.json")).err).toContain("init writes YAML");
  });

  it("takes overlays into the file, from where the file is", async () => {
    place.put("o/fix.yaml", "overlay: 1.0.0\ninfo: { title: Fix, version: 1.0.0 }\nactions: [{ target: $.info, update: { title: Other API } }]\n");
    await place.cli("init", "gallery.yaml", "--overlay", "o/fix.yaml", "-o", "conf/pysdk.yaml");
    expect(place.get("conf/pysdk.yaml")).toContain("\noverlays: [\"../o/fix.yaml\"]\n");
    expect(place.get("conf/pysdk.yaml")).toContain("\nname: other\n");
  });

  it("keeps words of the document within their comment", async () => {
    place.put("odd.yaml", 'openapi: 3.1.0\ninfo: { title: "Odd\\nname: evil\\u2028layout: module", version: "1" }\npaths:\n  /a: { get: { operationId: "x\\n- y: *z # ", responses: { "204": { description: "" } } } }\n');
    const { code } = await place.cli("init", "odd.yaml", "-o", "odd.pysdk.yaml");
    const settings = parse(place.get("odd.pysdk.yaml"));
    expect([code, settings.layout, settings.resources]).toEqual([0, "package", { a: { operations: ["op:x\n- y: *z # "] } }]);
    expect((await place.cli("odd.yaml", "--config", "odd.pysdk.yaml")).code).toBe(0);
  });

  it("carries a stainless.yml over: the compiled SDK has its names", async () => {
    const { code, out, err } = await place.cli("init", "gallery.yaml", "--from", "stainless.yml");
    expect([code, out]).toEqual([0, "pysdk.yaml  4 resources, 7 operations, 1 paged operation, 9 renames\n"]);
    expect((await place.cli("gallery.yaml")).code).toBe(0);
    const manifest = JSON.parse(place.get("gallery_sdk/.pysdk/manifest.json"));
    expect(manifest.operations.map((one: { python: string }) => one.python)).toEqual([
      "paintings.list", "paintings.create", "paintings.retrieve", "paintings.loans.list", "paintings.price", "status", "chat.completions.create",
    ]);
    expect(manifest.operations[0].result.kind).toBe("pages");
    expect(manifest.operations[1].result.type).toBe("ArtWork");
    expect(place.get("gallery_sdk/gallery_sdk/resources/paintings.py")).toMatch(/def price\([^)]*\) -> int:/);
    expect(manifest.operations[3].result.kind).toBe("json");
    expect(manifest.security).toMatchObject([{ python: ["api_key"], environment: ["GALLERY_API_KEY"] }]);
    expect(manifest.schemas.find((one: { pointer: string }) => one.pointer === "#/components/schemas/loan_record").python).toBe("gallery_sdk.models.Loan");
    expect(place.get("gallery_sdk/gallery_sdk/resources/paintings_loans.py")).toMatch(/def list\(\s*self,\s*painting_id: UUID,\s*page: int,/);
    expect(place.get("gallery_sdk/gallery_sdk/resources/chat_completions.py")).toContain('sentinel="[END]"');
    expect(place.get("gallery_sdk/gallery_sdk/_client.py")).toMatch(/max_retries=4.*timeout: float [^\n]*= 90/s);
    expect(err.trimEnd().split("\n")).toEqual([
      "stainless.yml:2:1: note: organization has no counterpart; the document's title and contact are used. [import-left-out]",
      "stainless.yml:3:1: note: targets typescript are not Python. [import-left-out]",
      "stainless.yml:4:40: note: targets.python.project_name gallery-client differs from the import name; the distribution is named after that. [import-left-out]",
      "stainless.yml:4:95: note: targets.python.options has no counterpart. [import-left-out]",
      "stainless.yml:6:61: note: environments.sandbox https://sandbox.gallery.example is none of the document's servers; an overlay can add it, and base_url takes any. [import-left-out]",
      "stainless.yml:11:3: note: client_settings.idempotency has no counterpart. [import-left-out]",
      "stainless.yml:13:30: note: client_settings.opts.api_key.read_env GALLERY_KEY is GALLERY_API_KEY here. [import-left-out]",
      "stainless.yml:14:5: note: client_settings.opts.organization is no credential of the document; other arguments of the client have no counterpart. [import-left-out]",
      "stainless.yml:15:1: note: security has no counterpart; what the document says holds, and an overlay can change it. [import-left-out]",
      "stainless.yml:26:5: note: pagination.1 takes the identifier of the last item as its cursor, which pages here do not; a member of the response can be one. [import-left-out]",
      "stainless.yml:34:13: note: settings.license has no counterpart; the output is yours, under any licence. [import-left-out]",
      "stainless.yml:35:1: note: query_settings has no counterpart; `style` and `explode` of each parameter say how it is written, and an overlay can set them. [import-left-out]",
      "stainless.yml:42:7: note: resources.paintings.models.by_query names its schema by a query ($.components.schemas[?(@.title)]); write its pointer into renames. [import-left-out]",
      "stainless.yml:43:7: note: resources.paintings.models.gone names Sculpture, which the document does not have. [import-left-out]",
      "stainless.yml:46:56: note: resources.paintings.methods.create.body_param_name has no counterpart. [import-left-out]",
      "stainless.yml:48:7: note: resources.paintings.methods.fetch is an alias; an operation has one method here. [import-left-out]",
      "stainless.yml:50:7: note: resources.paintings.methods.burn calls DELETE /paintings/{id}, which the document does not have. [import-left-out]",
    ]);
    expect(place.get("pysdk.yaml")).toContain("# - resources.paintings.methods.fetch is an alias; an operation has one method here\n");
  });

  it("leaves out what a stainless.yml skips, and says what it does not name", async () => {
    place.put("small.yml", "resources:\n  art:\n    methods:\n      list: get /paintings\n      make: { endpoint: post /paintings, skip: [python, go] }\n  health:\n    only: [node]\n    methods: { check: get /health }\n");
    const { err } = await place.cli("init", "gallery.yaml", "--from", "small.yml", "-o", "small.yaml");
    expect(err).toBe("small.yml:1:1: note: resources names 1 of the operations; the document has 4 more, which are compiled under inferred names (exclude leaves them out). [import-left-out]\n");
    expect(parse(place.get("small.yaml"))).toMatchObject({ exclude: ["op:paintingsStore", "op:healthcheck"], renames: { "#/paths/~1paintings/get": "art.list" } });
  });

  it("refuses what is no stainless.yml", async () => {
    place.put("not.yml", "a: [\n");
    expect(await place.cli("init", "gallery.yaml", "--from", "not.yml")).toMatchObject({ code: 2, err: expect.stringMatching(/^not\.yml:2:1: error: /) });
    place.put("not.yml", "a: 1\n");
    expect((await place.cli("init", "gallery.yaml", "--from", "not.yml")).err).toBe("error: not.yml is no stainless.yml: it has no resources\n");
    expect((await place.cli("init", "gallery.yaml", "--from", "none.yml")).code).toBe(2);
    expect(existsSync(join(place.folder, "pysdk.yaml"))).toBe(false);
  });
});
