import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Manifest } from "../../src/index.ts";
import { placeText } from "../../src/ir/origin.ts";
import { compile } from "../../src/index.ts";
import { repository } from "../harness/virtual-env.ts";

/** A document as plain data; a change may do with it what it likes. */
type Plain = string | number | boolean | null | Plain[] | Node;
type Node = { [key: string]: Plain };

const examples = join(repository, "node_modules/@readme/oas-examples");
const corpus = process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus");
/** Own documents, public ones that are installed, and one of the corpus where it is at hand. */
const documents = [
  ...["gallery.yaml", "courier.yaml"].map((name) => join(repository, "test/sdk/documents", name)),
  ...["3.1/json/train-travel.json", "3.0/json/star-trek.json"].map((name) => join(examples, name)),
  ...["museum.yaml"].map((name) => join(corpus, name)).filter((path) => existsSync(path)),
];

const methods = ["get", "put", "post", "delete", "patch"];

async function manifestOf(document: unknown, previous: Manifest | null, text = JSON.stringify(document)): Promise<{ readonly manifest: Manifest; readonly reused: readonly string[] }> {
  const { manifest, diagnostics } = await compile({ kind: "text", text, name: "api" }, { name: "sample", previous });
  return { manifest, reused: diagnostics.filter((one) => one.code === "name-reused").map((one) => one.message) };
}

/** Every name that a caller writes, by what it stands for: operations by route, parameters by place and name, schemas by pointer, fields by wire name. */
function namesIn({ operations, schemas, webhooks, security }: Manifest): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const one of operations) {
    const route = `${one.method} ${one.path}`;
    names.set(route, one.python);
    if (one.stream !== null) names.set(`${route} stream`, one.stream);
    if (one.pages !== undefined) names.set(`${route} pages`, one.pages);
    for (const each of one.parameters) names.set(`${route} ${each.in} ${each.name}`, each.python);
    for (const [wire, field] of Object.entries(one.body?.fields ?? {})) names.set(`${route} body ${wire}`, JSON.stringify(field));
  }
  for (const one of schemas) {
    const place = placeText(one);
    if (names.has(place)) throw new Error(`two schemas at ${place}`);
    names.set(place, one.python);
    for (const [wire, field] of Object.entries(one.fields)) names.set(`${place} field ${wire}`, field.python);
  }
  for (const one of webhooks) names.set(`webhook ${one.pointer}`, one.parser ?? "");
  for (const one of security) names.set(`security ${one.pointer}`, JSON.stringify(one.python));
  return names;
}

function renamed(before: Manifest, after: Manifest): readonly string[] {
  const now = namesIn(after);
  return [...namesIn(before)].flatMap(([thing, name]) => (now.get(thing) === undefined || now.get(thing) === name ? [] : [`${thing}: ${name} became ${now.get(thing) ?? ""}`]));
}

function record(value: Plain | undefined): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** Every operation, with the path item that holds it. */
function operationsOf(document: Node): readonly { readonly item: Node; readonly method: string; readonly operation: Node; readonly path: string }[] {
  return Object.entries(record(document["paths"])).flatMap(([path, item]) => methods.flatMap((method) => (record(item)[method] === undefined ? [] : [{ item: record(item), method, operation: record(record(item)[method]), path }])));
}

function reversed(object: Node): Node {
  return Object.fromEntries(Object.entries(object).toReversed());
}

function eachNode(value: Plain, visit: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) visit(record(value));
  for (const one of Object.values(value)) eachNode(one, visit);
}

const json = (value: unknown): Plain => JSON.parse(JSON.stringify(value));

/** Changes that leave what remains where it was. */
const changes: Readonly<Record<string, (document: Node) => void>> = {
  "removes every second operation": (document) => {
    for (const [index, { item, method }] of operationsOf(document).entries()) if (index % 2 === 0) delete item[method];
  },
  "adds operations that would like the same names": (document) => {
    const paths = record(document["paths"]);
    const added: Node = {};
    for (const { path, method, operation } of operationsOf(document)) added[`/a-new${path}`] = json({ ...record(added[`/a-new${path}`]), [method]: { ...operation, ...(operation["operationId"] === undefined ? {} : { operationId: `${String(operation["operationId"])}_` }) } });
    document["paths"] = json({ ...added, ...paths });
  },
  "writes everything in the other order": (document) => {
    document["paths"] = json(Object.fromEntries(Object.entries(record(document["paths"])).toReversed().map(([path, item]) => [path, reversed(record(item))])));
    const components = record(document["components"]);
    for (const [kind, members] of Object.entries(components)) components[kind] = json(reversed(record(members)));
    eachNode(document, (node) => {
      if (Array.isArray(node["parameters"])) node["parameters"] = json(node["parameters"].toReversed());
      if (node["properties"] !== undefined && !Array.isArray(node["properties"])) node["properties"] = json(reversed(record(node["properties"])));
      if (Array.isArray(node["enum"])) node["enum"] = json(node["enum"].toReversed());
    });
  },
  "adds schemas, properties and parameters that would like the same names": (document) => {
    const components = record(document["components"]);
    const schemas = record(components["schemas"]);
    const added: Node = {};
    for (const [name, schema] of Object.entries(schemas)) {
      added[name.toUpperCase()] ??= json({ type: "object", properties: { other: { type: "string" } } });
      const properties = record(record(schema)["properties"]);
      for (const property of Object.keys(properties)) properties[property.toUpperCase()] ??= json({ type: "integer" });
    }
    for (const [name, schema] of Object.entries(added)) schemas[name] ??= schema;
    for (const { operation } of operationsOf(document)) {
      const parameters = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
      const copies = parameters.flatMap((one) => (typeof record(one)["name"] === "string" ? [{ name: record(one)["name"], in: record(one)["in"] === "header" ? "query" : "header", schema: { type: "string" } }] : []));
      operation["parameters"] = json([...copies, ...parameters]);
    }
  },
  "removes properties and parameters": (document) => {
    eachNode(document, (node) => {
      const properties = record(node["properties"]);
      for (const [index, name] of Object.keys(properties).entries()) if (index % 2 === 0) delete properties[name];
      if (Array.isArray(node["required"])) delete node["required"];
      if (Array.isArray(node["parameters"])) node["parameters"] = json(node["parameters"].filter((one, index) => index % 2 === 1 || record(one)["in"] === "path"));
    });
  },
  "adds and removes enum values": (document) => {
    eachNode(document, (node) => {
      if (Array.isArray(node["enum"]) && node["enum"].every((one) => typeof one === "string")) node["enum"] = json(["brand-new", ...node["enum"].slice(1)]);
    });
  },
};

describe("with the names lock", () => {
  for (const path of documents) {
    it(`nothing of ${path.split("/").at(-1) ?? ""} that remains is renamed, whatever changes around it`, async () => {
      const original = (): Node => parse(readFileSync(path, "utf8"), { maxAliasCount: -1 });
      const { manifest: before } = await manifestOf(original(), null);
      for (const [change, apply] of Object.entries(changes)) {
        const document = original();
        apply(document);
        const { manifest: after } = await manifestOf(document, before);
        expect(renamed(before, after), change).toEqual([]);
      }
      // In another syntax nothing changes at all.
      const asYaml = await manifestOf(null, before, stringify(original()));
      expect(renamed(before, asYaml.manifest)).toEqual([]);
      expect(asYaml.manifest.operations).toEqual(before.operations);
    });
  }

  it("nothing is renamed when a schema in place becomes a component, and back", async () => {
    const address = { type: "object", properties: { street: { type: "string" } } };
    const inline = (): Node => json({ openapi: "3.1.0", info: { title: "T", version: "1" }, servers: [{ url: "https://example.com" }], paths: { "/people": { get: { operationId: "listPeople", responses: { 200: { description: "ok", content: { "application/json": { schema: { type: "array", items: { type: "object", properties: { address } } } } } } } } } } }) as Node;
    const component = inline();
    const schema = record(record(record(record(record(record(record(record(component["paths"])["/people"])["get"])["responses"])["200"])["content"])["application/json"])["schema"]);
    component["components"] = json({ schemas: { Residence: record(schema["items"]) } });
    schema["items"] = json({ $ref: "#/components/schemas/Residence" });
    const { manifest: before } = await manifestOf(inline(), null);
    const { manifest: after } = await manifestOf(component, before);
    const classes = ({ schemas }: Manifest): readonly string[] => schemas.map((one) => one.python).toSorted();
    expect(classes(after)).toEqual(classes(before));
    expect(classes((await manifestOf(inline(), after)).manifest)).toEqual(classes(before));
    expect(classes((await manifestOf(component, null)).manifest)).not.toEqual(classes(before));
  });

  it("each of several classes that come of one place keeps its own name", async () => {
    const mode = (name: string): Plain => json({ type: "object", required: [name], properties: { [name]: { type: "integer" } } });
    const document = (modes: readonly string[]): Node => json({ openapi: "3.1.0", info: { title: "T", version: "1" }, servers: [{ url: "https://example.com" }], paths: { "/search": { get: { operationId: "search", responses: { 200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/Found" } } } } } } } }, components: { schemas: { Found: { type: "object", required: ["hits"], properties: { hits: { type: "array", items: { type: "string" } } }, oneOf: modes.map(mode) } } } }) as Node;
    const { manifest: before } = await manifestOf(document(["pages", "offset"]), null);
    expect(before.schemas.map(({ pointer, part, python }) => [pointer, part ?? "", python])).toEqual([
      ["#/components/schemas/Found", "", "sample.models.Found"],
      ["#/components/schemas/Found", "~merged/variant~10", "sample.models.FoundVariant1"],
      ["#/components/schemas/Found", "~merged/variant~11", "sample.models.FoundVariant2"],
    ]);
    const names: Readonly<Record<string, string>> = { "~merged/variant~10": "Paged", "~merged/variant~11": "Cut" };
    const edited: Manifest = { ...before, schemas: before.schemas.map((one) => ({ ...one, python: one.part === undefined ? one.python : `sample.models.${names[one.part] ?? ""}` })) };
    const classes = async (modes: readonly string[], previous: Manifest): Promise<readonly string[]> => (await manifestOf(document(modes), previous)).manifest.schemas.map((one) => one.python.replace("sample.models.", ""));
    expect(await classes(["pages", "offset"], edited)).toEqual(["Found", "Paged", "Cut"]);
    expect(await classes(["cursor", "pages", "offset"], edited)).toEqual(["Found", "FoundVariant1", "Paged", "Cut"]);
    expect(await classes(["offset"], edited)).toEqual(["Found"]);
    const older: Manifest = { ...before, schemas: before.schemas.map(({ part: _, ...one }) => one) };
    expect(await classes(["pages", "offset"], older)).toEqual(["Found", "FoundVariant1", "FoundVariant2"]);
    const named = await compile({ kind: "text", text: JSON.stringify(document(["pages", "offset"])), name: "api" }, { name: "sample", renames: { "#/components/schemas/Found": "Result" } });
    expect({ names: named.manifest.schemas.map((one) => one.python), diagnostics: named.diagnostics }).toEqual({ names: ["sample.models.Result", "sample.models.FoundVariant1", "sample.models.FoundVariant2"], diagnostics: [] });
  });

  it("a name that passes to something else is told", async () => {
    const operation = (id: string): Plain => json({ operationId: id, tags: ["Events"], responses: { 200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/Event" } } } } } });
    const document = (paths: Node, event: Plain, name = "Event"): Node => JSON.parse(JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, servers: [{ url: "https://example.com" }], tags: [{ name: "Events" }], paths, components: { schemas: { [name]: event } } }).replaceAll("schemas/Event", `schemas/${name}`));
    const event = json({ type: "object", properties: { at: { type: "string" } } });
    const { manifest: before } = await manifestOf(document({ "/events": { get: operation("listEvents") } }, event), null);
    expect(before.operations.map((one) => one.python)).toEqual(["events.list"]);
    const elsewhere = await manifestOf(document({ "/calendar": { get: operation("list") } }, json({ type: "string", enum: ["a"] })), before);
    expect(elsewhere).toMatchObject({ manifest: { operations: [{ python: "events.list" }] }, reused: ["events.list stands for this now; in the SDK before it stood for GET /events."] });
    const other = { ...document({ "/events": { get: operation("listEvents") } }, json({ type: "object", properties: { on: { type: "string" } } })) };
    const moved: Node = JSON.parse(JSON.stringify(other).replaceAll("schemas/Event", "schemas/event").replace('"Event":', '"event":'));
    expect((await manifestOf(moved, before)).reused).toEqual(["Event stands for this now; in the SDK before it stood for #/components/schemas/Event."]);
    const same = await manifestOf(document({ "/events": { get: operation("fetchAll") } }, event), before);
    expect({ reused: same.reused, names: same.manifest.operations.map((one) => one.python) }).toEqual({ reused: [], names: ["events.list"] });
  });
});
