import type { Operation } from "../ir/operation.ts";
import type { Schema, SchemaUse } from "../ir/schema.ts";
import { allProperties, schemaAt, type SchemaTable } from "./schema-table.ts";

/** A member of a response that may say how pages follow one another. */
export interface Field {
  readonly name: string;
  /** Wire names from the response down, joined by `/`. */
  readonly path: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "null" | "other";
  readonly format: string | null;
  /** Whether it stands among links. */
  readonly inLinks: boolean;
}

/** Members that hold what is said about a page rather than its items. */
const containers: ReadonlySet<string> = new Set(["meta", "metadata", "pagination", "paging", "pageinfo", "page", "pageable", "responsemetadata", "links", "cursors", "cursor"]);

/** How deep such members are looked for: `paging/cursors/after`. */
const deepest = 3;

/** The scalar members of a response and of the objects in it that describe pages, outer ones first. */
export function fieldsOf(table: SchemaTable, schema: Schema): readonly Field[] {
  const fields: Field[] = [];
  let level: { readonly schema: Schema; readonly path: string; readonly inLinks: boolean }[] = [{ schema, path: "", inLinks: false }];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const below: typeof level = [];
    for (const { schema: owner, path, inLinks } of level) {
      if (owner.kind !== "object") continue;
      for (const { wire, use } of allProperties(table, owner)) {
        const target = schemaAt(table, use.schema);
        const full = path === "" ? wire : `${path}/${wire}`;
        const name = wire.toLowerCase().replace(/[^a-z0-9]/g, "");
        if (target.kind === "object") {
          if (containers.has(name)) below.push({ schema: target, path: full, inLinks: inLinks || name === "links" });
          else if (inLinks && name === "next") below.push({ schema: withName(table, target, "href"), path: full, inLinks });
        } else fields.push({ name: path.endsWith("/next") && name === "href" ? "next" : wire, path: full, inLinks, ...scalarOf(target) });
      }
    }
    level = below;
  }
  return fields;
}

/** A link object with only the member that holds its address. */
function withName(table: SchemaTable, schema: Schema, wire: string): Schema {
  if (schema.kind !== "object") return schema;
  return { ...schema, base: null, properties: allProperties(table, schema).filter((property) => property.wire === wire) };
}

function scalarOf(schema: Schema): Pick<Field, "type" | "format"> {
  if (schema.kind === "primitive") return { type: schema.type, format: schema.format };
  if (schema.kind === "union" && schema.variants.length > 0) return { type: "string", format: null };
  return { type: "other", format: null };
}

const itemNames: readonly string[] = ["items", "data", "results", "records", "entries", "values", "list", "rows", "hits", "content", "value", "resources"];

/** Where the items of a page are: the response itself, its only list, or the list of a usual name; null where that is not certain. */
export function itemsPath(table: SchemaTable, schema: Schema, path: string): string | null {
  if (schema.kind === "array") return "";
  if (schema.kind !== "object") return null;
  const lists = allProperties(table, schema).filter((property) => schemaAt(table, property.use.schema).kind === "array").map((property) => property.wire);
  if (lists.length === 1) return lists[0] ?? null;
  const segment = path.split("/").filter((one) => one !== "" && !one.startsWith("{")).at(-1);
  return [...itemNames, ...(segment === undefined ? [] : [segment])].find((name) => lists.includes(name)) ?? null;
}

/** The use a path leads to, or undefined where the response has no such member. */
export function fieldAt(table: SchemaTable, schema: Schema, path: string): Schema | undefined {
  let current: Schema | undefined = schema;
  for (const name of path === "" ? [] : path.split("/")) {
    if (current?.kind === "map" || current?.kind === "any") return current;
    const use: SchemaUse | undefined = current?.kind === "object" ? allProperties(table, current).find((property) => property.wire === name)?.use : undefined;
    current = use === undefined ? undefined : schemaAt(table, use.schema);
  }
  return current;
}

/** The one JSON body of an operation, whose members may ask for a page; undefined where there is none, or a choice. */
export function pageBody(table: SchemaTable, { body }: Operation): Schema | undefined {
  const [media, ...others] = body?.media ?? [];
  const plain = media?.codec === "json" && (media.type === "application/json" || media.type.includes("*")) && others.length === 0;
  return plain && media.use !== null ? schemaAt(table, media.use.schema) : undefined;
}

/** Whether a page is asked for by this: a parameter of the query or a header, or a path into the JSON body. */
export function asksForPage(table: SchemaTable, operation: Operation, name: string): boolean {
  if (operation.parameters.some((parameter) => parameter.wire === name && (parameter.in === "query" || parameter.in === "header"))) return true;
  const body = pageBody(table, operation);
  return body !== undefined && fieldAt(table, body, name) !== undefined;
}
