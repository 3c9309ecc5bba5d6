import type { Api } from "../ir/api.ts";
import { parse, type Origin } from "../ir/origin.ts";
import type { MediaType, Operation, Parameter, Webhook } from "../ir/operation.ts";
import type { NameHint, Schema, SchemaId, UnionSchema } from "../ir/schema.ts";
import { isLeaf } from "../ir/uses.ts";
import { isComponent } from "./reachable.ts";
import { allProperties, schemaAt, type SchemaTable } from "./schema-table.ts";
import { isSuccess } from "../ir/statuses.ts";

interface Facts {
  readonly named: ReadonlySet<SchemaId>;
  readonly shapes: ReadonlyMap<SchemaId, string>;
}

/** Where operations stand, and what their schemas look like. */
interface Place {
  readonly entry: Origin;
  readonly shapes: ReadonlyMap<SchemaId, string>;
}

interface Visit {
  readonly id: SchemaId;
  readonly words: readonly string[];
}

/** What each schema that stands in place should be called: after its title, or after where it is first met. */
export function hintsOf(api: Pick<Api, "schemas" | "operations" | "webhooks" | "origin">, facts: Facts): ReadonlyMap<SchemaId, NameHint> {
  const table = api.schemas;
  const place: Place = { entry: api.origin, shapes: facts.shapes };
  const titles = usableTitles(table, facts);
  const hints = new Map<SchemaId, NameHint>();
  const seen = new Set<SchemaId>();
  const walk = (start: readonly Visit[]): void => {
    const open = start.toReversed();
    for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
      const schema = table[visit.id];
      if (schema === undefined || seen.has(visit.id)) continue;
      seen.add(visit.id);
      let { words } = visit;
      if (isComponent(schema)) words = schema.hint.words;
      else {
        const title = facts.named.has(visit.id) ? titles.get(visit.id) : undefined;
        if (title !== undefined) words = [title];
        hints.set(visit.id, { words, from: title === undefined ? "derived" : "title" });
      }
      if (isLeaf(schema)) continue;
      const children = childrenOf(table, schema, { words: shortened(words), facts });
      for (let index = children.length - 1; index >= 0; index -= 1) {
        const child = children[index];
        if (child !== undefined && !seen.has(child.id) && matters(table, child.id, facts)) open.push(child);
      }
    }
  };
  walk(Object.values(table).filter(isComponent).map((schema) => ({ id: schema.id, words: schema.hint.words })));
  for (const operation of api.operations) walk(operationVisits(place, operation));
  for (const webhook of api.webhooks) walk(webhookVisits(place, webhook));
  for (const { among } of api.webhooks) if (among !== null) walk([{ id: among.schema, words: ["webhook", "event"] }]);
  return hints;
}

/** The most words that a hint builds on: where it begins, and what is nearest. */
const mostWords = 12;

function shortened(words: readonly string[]): readonly string[] {
  return words.length <= mostWords ? words : [...words.slice(0, 1), ...words.slice(1 - mostWords)];
}

/** Whether a schema may want a name, or one that stands in it. */
function matters(table: SchemaTable, id: SchemaId, facts: Facts): boolean {
  const schema = table[id];
  return schema !== undefined && (!isLeaf(schema) || facts.named.has(id));
}

const longestTitle = 40;
const mostTitleWords = 4;

/** Titles that are short, made of words, and mean one shape only; titles of components belong to them. */
function usableTitles(table: SchemaTable, { named, shapes }: Facts): ReadonlyMap<SchemaId, string> {
  const owners = new Map<string, string | null>();
  const candidates: [SchemaId, string][] = [];
  for (const schema of Object.values(table)) {
    if (isComponent(schema)) {
      owners.set(foldTitle(schema.hint.words.join("")), null);
      continue;
    }
    if (schema.title === null || !named.has(schema.id)) continue;
    const title = schema.title.trim();
    if (title === "" || title.length > longestTitle || !/^\p{L}[\p{L}\p{N} _-]*$/u.test(title) || title.split(/[\s_-]+/).length > mostTitleWords) continue;
    const key = foldTitle(title);
    const shape = shapes.get(schema.id) ?? "";
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, shape);
    else if (owner !== shape) owners.set(key, null);
    candidates.push([schema.id, title]);
  }
  return new Map(candidates.filter(([, title]) => owners.get(foldTitle(title)) !== null));
}

function foldTitle(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

interface Around {
  readonly words: readonly string[];
  readonly facts: Facts;
}

function childrenOf(table: SchemaTable, schema: Schema, { words, facts }: Around): readonly Visit[] {
  switch (schema.kind) {
    case "object": {
      const values = [...(typeof schema.additional === "object" ? [schema.additional] : []), ...schema.patterns.map((pattern) => pattern.use)];
      const members = schema.properties.filter((property) => matters(table, property.use.schema, facts));
      return [...members.map((property) => ({ id: property.use.schema, words: [...words, property.wire] })), ...values.map((use) => ({ id: use.schema, words: one(words, "value") }))];
    }
    case "map":
      return [{ id: schema.values.schema, words: one(words, "value") }];
    case "array":
      return [{ id: schema.items.schema, words: one(words, "item") }];
    case "tuple":
      return [...schema.prefix, ...(schema.rest === null || schema.rest === false ? [] : [schema.rest])].map((use, index) => ({ id: use.schema, words: [...words, "item", String(index + 1)] }));
    case "union":
      return variantVisits(table, schema, { words, facts });
    case "alias":
      return [{ id: schema.target.schema, words }];
    case "enum":
    case "primitive":
    case "any":
    case "never":
    case "allOf":
      return [];
    default:
      return schema satisfies never;
  }
}

function variantVisits(table: SchemaTable, union: UnionSchema, { words, facts }: Around): readonly Visit[] {
  const tags = new Map(union.discriminator?.mapping.map((entry) => [entry.schema, String(entry.tag)]));
  const several = facts.named.has(union.id) || union.variants.filter((use) => !isPlain(table, use.schema)).length > 1;
  return union.variants.map((use, index) => {
    const variant = schemaAt(table, use.schema);
    if (!several) return { id: use.schema, words };
    const base = variant.kind === "object" && variant.base !== null ? table[variant.base]?.hint.words.at(-1) : undefined;
    const word = tags.get(use.schema) ?? base ?? constantOf(table, variant);
    if (word !== undefined) return { id: use.schema, words: [...words, word] };
    return { id: use.schema, words: variant.kind === "array" ? [...words, "list"] : variant.kind === "map" ? [...words, "map"] : variant.kind === "enum" ? [...words, "option"] : [...words, "variant", String(index + 1)] };
  });
}

/** Whether nothing in a schema could want a name. */
function isPlain(table: SchemaTable, id: SchemaId): boolean {
  const schema = schemaAt(table, id);
  return schema.kind === "primitive" || schema.kind === "any" || schema.kind === "never" || isComponent(schema);
}

/** The constant by which a class is known among others. */
function constantOf(table: SchemaTable, schema: Schema): string | undefined {
  if (schema.kind !== "object") return undefined;
  for (const property of allProperties(table, schema)) {
    const target = table[property.use.schema];
    const [only, second] = property.required && target?.kind === "enum" ? target.members : [];
    if (only !== undefined && second === undefined && typeof only.value === "string" && only.value !== "") return only.value;
  }
  return undefined;
}

/** The words for one of several: the singular of the last one, or the last one and `item`. */
function one(words: readonly string[], otherwise: string): readonly string[] {
  const last = words.at(-1);
  const singular = last === undefined ? undefined : singularOf(last);
  return singular === undefined ? [...words, otherwise] : [...words.slice(0, -1), singular];
}

/** The singular of an English plural by its ending; undefined for a word that is none. */
function singularOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (lower.length < 4 || !lower.endsWith("s") || /(?:ss|us|is|news|series|status|address|access|process)$/.test(lower)) return undefined;
  if (lower.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:sses|shes|ches|xes|zes)$/.test(lower)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Where shared parts have names of their own: `#/components/responses/NotFound`. */
const shared: ReadonlySet<string> = new Set(["responses", "requestBodies", "parameters", "headers", "callbacks", "pathItems", "mediaTypes"]);

/** The name of the component, or of the file, that a part of an operation comes from; null where it stands in the operation. */
function ownerName(entry: Origin, origin: Origin): string | null {
  const tokens = parse(origin.pointer);
  if (tokens[0] === "components" && tokens[1] !== undefined && shared.has(tokens[1])) return tokens[2] ?? null;
  if ((tokens[0] === "responses" || tokens[0] === "parameters") && tokens[1] !== undefined) return tokens[1];
  if (origin.document === entry.document || tokens[0] === "paths") return null;
  const file = origin.document.slice(origin.document.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  return tokens.includes("requestBody") || tokens.includes("parameters") || tokens.includes("responses") ? null : file;
}

function operationWord(operation: { readonly operationId: string | null; readonly method: string; readonly path: string }): string {
  return operation.operationId ?? `${operation.method.toLowerCase()} ${operation.path}`;
}

function operationVisits(place: Place, operation: Operation): readonly Visit[] {
  const word = operationWord(operation);
  const success = operation.responses.filter((response) => isSuccess(response.status, operation));
  return [
    ...parameterVisits(place, word, operation.parameters),
    ...mediaVisits(place, [word, "request"], operation.body?.media ?? []),
    ...operation.responses.flatMap((response): readonly Visit[] => {
      const status = response.status === "default" ? [] : [response.status];
      const words = !success.includes(response) ? [word, "error", ...status] : response === success[0] ? [word, "response"] : [word, "response", ...status];
      const headers = response.headers.flatMap(({ wire, use }) => (use === null ? [] : [{ id: use.schema, words: [word, wire] }]));
      return [...mediaVisits(place, words, response.media), ...headers];
    }),
    ...operation.callbacks.flatMap((callback) => webhookVisits(place, callback)),
  ];
}

function webhookVisits(place: Place, webhook: Webhook): readonly Visit[] {
  const word = webhook.operationId ?? webhook.key.split(" ", 1)[0] ?? webhook.key;
  return [...parameterVisits(place, word, webhook.parameters), ...mediaVisits(place, [word, "payload"], webhook.body?.media ?? [])];
}

function parameterVisits(place: Place, word: string, parameters: readonly Parameter[]): readonly Visit[] {
  return parameters.map((parameter) => {
    const tokens = parse(parameter.origin.pointer);
    const isShared = tokens[0] === "components" || parameter.origin.document !== place.entry.document;
    return { id: parameter.use.schema, words: isShared ? [parameter.wire] : [word, parameter.wire] };
  });
}

function mediaVisits({ entry, shapes }: Place, words: readonly string[], media: readonly MediaType[]): readonly Visit[] {
  const first = media[0]?.use?.schema;
  return media.flatMap((one, index) => {
    const owner = ownerName(entry, one.origin);
    const own = owner === null ? words : [owner, ...words.slice(1, 2)];
    const subtype = (one.type.split(";", 1)[0] ?? "").split("/").at(-1) ?? "";
    const same = one.use !== null && first !== undefined && shapes.get(one.use.schema) === shapes.get(first);
    const full = index === 0 || same ? own : [...own, subtype];
    return [one.use, one.item].flatMap((use) => (use === null ? [] : [{ id: use.schema, words: full }]));
  });
}
