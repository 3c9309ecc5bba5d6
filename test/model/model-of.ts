import { load } from "../../src/1-load/index.ts";
import { normalize, type Canonical } from "../../src/2-normalize/index.ts";
import { model } from "../../src/3-model/index.ts";
import { passes, runPasses, type Pass } from "../../src/4-passes/index.ts";
import type { Context } from "../../src/context.ts";
import { createReporter, type Diagnostic } from "../../src/diagnostics/reporter.ts";
import type { Api } from "../../src/ir/api.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import { lookup, parseReference } from "../../src/ir/origin.ts";
import type { Operation } from "../../src/ir/operation.ts";
import type { ObjectSchema, Property, Schema, SchemaUse } from "../../src/ir/schema.ts";
import { verify } from "../../src/ir/verify.ts";
import { defaultOptions, type Options } from "../../src/options.ts";

/** An Api and what was reported while it was made. */
export interface Modelled {
  readonly api: Api;
  readonly diagnostics: readonly Diagnostic[];
}

/** The parts of a document that a test is about; the rest is filled in. */
export interface Fragment {
  readonly openapi?: string;
  readonly paths?: unknown;
  readonly webhooks?: unknown;
  readonly schemas?: unknown;
  readonly components?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

function documentOf({ schemas, components, ...rest }: Fragment): unknown {
  return { openapi: "3.1.0", info: { title: "Test", version: "1" }, servers: [{ url: "https://example.com" }], paths: {}, ...rest, components: { ...components, schemas: schemas ?? {} } };
}

/** The model of a fragment. */
export async function modelOf(fragment: Fragment): Promise<Modelled> {
  return modelOfDocument(documentOf(fragment));
}

/** The model of a whole document of any version, given as data. */
export async function modelOfDocument(value: unknown): Promise<Modelled> {
  const reporter = createReporter();
  const canonical = normalize(await load({ kind: "value", value, name: "openapi.json" }, {}, { reporter }), { reporter });
  const api = model(canonical, { reporter });
  verify(api, new Set());
  return { api, diagnostics: reporter.diagnostics };
}

/** A fragment after the passes up to one of them, each verified and frozen. */
export async function passesOf(fragment: Fragment, last: string, options: Partial<Options> = {}): Promise<Modelled> {
  const reporter = createReporter();
  const canonical = normalize(await load({ kind: "value", value: documentOf(fragment), name: "openapi.json" }, {}, { reporter }), { reporter });
  const context: Context = { options: { ...defaultOptions, ...options }, reporter, previous: null };
  return { api: run(model(canonical, context), context, passesUpTo(last)), diagnostics: reporter.diagnostics };
}

/** A canonical document that was never loaded: for what is too deep to be written down. */
export function canonicalOf(value: JsonObject): Canonical {
  const entry = "openapi.json";
  return {
    entry,
    version: "3.1.0",
    dialect: "3.1",
    title: "Test",
    files: new Map([[entry, { id: entry, value }]]),
    resolve(reference) {
      const { document, pointer } = parseReference(reference);
      const found = lookup(value, pointer);
      return found === undefined ? undefined : { document, pointer, value: found };
    },
    source: (document, pointer) => ({ document, pointer }),
  };
}

/** A context with the default options. */
export function contextOf(options: Partial<Options> = {}): Context {
  return { options: { ...defaultOptions, ...options }, reporter: createReporter(), previous: null };
}

/** The passes up to one of them. */
export function passesUpTo(last: string): readonly Pass[] {
  const index = passes.findIndex((pass) => pass.name === last);
  if (index < 0) throw new Error(`there is no pass ${last}`);
  return passes.slice(0, index + 1);
}

/** Runs passes and verifies after each of them. */
export function run(api: Api, context: Context, chosen: readonly Pass[]): Api {
  const done = new Set<string>();
  return runPasses(api, context, {
    passes: chosen,
    freeze: true,
    after(pass, now) {
      done.add(pass.name);
      verify(now, done);
    },
  });
}

/** The component of this name. */
export function component(api: Api, name: string): Schema {
  return schema(api, `#/components/schemas/${name}`);
}

/** The schema with this id. */
export function schema(api: Api, id: string): Schema {
  const found = Object.hasOwn(api.schemas, id) ? api.schemas[id] : undefined;
  if (found === undefined) throw new Error(`no schema ${id} among ${Object.keys(api.schemas).join(" ")}`);
  return found;
}

/** The component of this name, which has to be a class. */
export function classOf(api: Api, name: string): ObjectSchema {
  const found = component(api, name);
  if (found.kind !== "object") throw new Error(`${name} is ${found.kind}`);
  return found;
}

/** A property of a component that is a class. */
export function property(api: Api, name: string, wire: string): Property {
  const found = classOf(api, name).properties.find((one) => one.wire === wire);
  if (found === undefined) throw new Error(`${name} has no ${wire}`);
  return found;
}

/** The only operation, or the one with this operationId. */
export function operation(api: Api, operationId?: string): Operation {
  const found = operationId === undefined ? api.operations[0] : api.operations.find((one) => one.operationId === operationId);
  if (found === undefined) throw new Error(`no operation ${operationId ?? ""}`);
  return found;
}

/** A type in few words: `string:uuid?`, `Pet[]`, `(Cat | Dog)`; what has no name of its own shows its structure. */
export function typeOf(api: Api, use: SchemaUse): string {
  const found = schema(api, use.schema);
  return text(api, found) + (use.nullable ? "?" : "");
}

function text(api: Api, found: Schema): string {
  const name = found.hint.words.at(-1);
  if (found.hint.from === "component" && name !== undefined) return name;
  return structure(api, found);
}

/** The structure of a schema in few words, its own name aside. */
export function structure(api: Api, found: Schema): string {
  switch (found.kind) {
    case "object": {
      const base = found.base === null ? "" : `${text(api, schema(api, found.base))} + `;
      return `${base}{${found.properties.map((one) => `${one.wire}${one.required ? "" : "?"}: ${typeOf(api, one.use)}`).join(", ")}}`;
    }
    case "map":
      return `map<${typeOf(api, found.values)}>`;
    case "array":
      return `${typeOf(api, found.items)}[]`;
    case "tuple":
      return `(${found.prefix.map((use) => typeOf(api, use)).join(", ")}${found.rest === false ? "" : `, ...${found.rest === null ? "any" : typeOf(api, found.rest)}`})`;
    case "enum":
      return found.members.map(({ value }) => JSON.stringify(value)).join("|");
    case "union":
      return `(${found.variants.map((use) => typeOf(api, use)).join(" | ")})`;
    case "allOf":
      return `allOf(${found.members.map((use) => typeOf(api, use)).join(" & ")})`;
    case "primitive":
      return found.format === null ? found.type : `${found.type}:${found.format}`;
    case "alias":
      return `=${typeOf(api, found.target)}`;
    case "any":
      return found.reason === "free" ? "any" : "any!";
    case "never":
      return "never";
    default:
      return found satisfies never;
  }
}

/** The codes of what was reported, with the pointers. */
export function codes({ diagnostics }: Modelled): readonly string[] {
  return diagnostics.map(({ code, origin }) => `${code} ${origin.pointer}`);
}
