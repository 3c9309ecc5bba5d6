import { declared, ref, type OpenModule, type Symbol } from "../../../pyast/index.ts";
import type { Operation, Pagination } from "../../ir/operation.ts";
import type { ObjectSchema, SchemaUse } from "../../ir/schema.ts";
import { arrayCodec } from "../models/codecs.ts";
import { resolveUse, schemaOf, type LowerContext } from "../context.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { allProperties } from "../models/models.ts";
import { fileOf, py } from "../symbols.ts";
import { annotation, isClass } from "../models/types.ts";

/** A response that comes in pages. */
export interface Paged {
  readonly pagination: Pagination;
  /** What the pages hold. */
  readonly item: SchemaUse;
  /** The class of the response, null where it is an array. */
  readonly model: (ObjectSchema & { readonly name: string }) | null;
}

/** How an operation's result is paged, null where it is not: a class with a list inside, or a list. */
export function pagedResult(lower: LowerContext, operation: Operation): Paged | null {
  const { pagination, result } = operation;
  if (pagination === null || result.kind !== "json") return null;
  const { schema, nullable } = resolveUse(lower, result.use);
  if (nullable) return null;
  if (pagination.items === "") return schema.kind === "array" ? { pagination, item: schema.items, model: null } : null;
  if (!isClass(schema) || schema.discriminator !== null) return null;
  const item = itemsAt(lower, schema, pagination.items.split("/"));
  return item === null ? null : { pagination, item, model: schema };
}

/** The function that iterates over an operation's pages, null where there is none. */
export function pagesFunction(lower: LowerContext, operation: Operation): string | null {
  return pagedResult(lower, operation) === null ? null : operation.pagesName;
}

/** The list inside a response that comes in pages. */
export interface FirstList {
  readonly type: OpenExpr;
  readonly attribute: string;
  readonly required: boolean;
}

/** What a function gives of the first page: the list right inside the response's object; null for other results, and for methods of clients. */
export function firstList(lower: LowerContext, operation: Operation): FirstList | null {
  const paged = lower.context.options.surface === "functions" ? pagedResult(lower, operation) : null;
  if (paged === null || paged.model === null) return null;
  const property = allProperties(lower, paged.model).find(({ wire }) => wire === paged.pagination.items);
  if (property === undefined || resolveUse(lower, property.use).nullable) return null;
  return { type: b.subscript(ref(py.list), annotation(lower, paged.item, "output")), attribute: property.name, required: property.required };
}

/** The items of the list that a path of wire names leads to. */
function itemsAt(lower: LowerContext, schema: ObjectSchema, path: readonly string[]): SchemaUse | null {
  let current: ReturnType<typeof resolveUse>["schema"] = schema;
  for (const wire of path) {
    const use = propertyUse(lower, current, wire);
    if (use === null) return null;
    current = resolveUse(lower, use).schema;
  }
  return current.kind === "array" ? current.items : null;
}

function propertyUse(lower: LowerContext, schema: ReturnType<typeof resolveUse>["schema"], wire: string): SchemaUse | null {
  if (schema.kind !== "object") return null;
  const own = schema.properties.find((property) => property.wire === wire);
  if (own !== undefined) return own.use;
  return schema.base === null ? null : propertyUse(lower, schemaOf(lower, schema.base), wire);
}

/** The page classes that the operations need, one for each class of response and kind of item; none with pydantic, where a page is no model, and for functions, where it is a list. */
export function pageModules(lower: LowerContext): readonly OpenModule[] {
  const { models, surface } = lower.context.options;
  if (models === "pydantic" || surface === "functions") return [];
  const found = new Map<string, OpenModule>();
  for (const operation of lower.api.operations) {
    const paged = pagedResult(lower, operation);
    if (paged === null || paged.model === null) continue;
    const symbol = pageSymbol(lower, { ...paged, model: paged.model });
    if (!found.has(symbol.key)) found.set(symbol.key, pageModule(lower, { ...paged, model: paged.model }, symbol));
  }
  return [...found.values()];
}

type PagedModel = Paged & { readonly model: NonNullable<Paged["model"]> };

function pageModule(lower: LowerContext, { item, model }: PagedModel, symbol: Symbol): OpenModule {
  const base = b.subscript(ref(lower.symbols.runtime("pages", "AsyncPage")), annotation(lower, item, "output"));
  const statement = b.classDef(symbol.name, {
    bases: [base, ref(lower.symbols.model(model))],
    doc: `A page of the items of \`${model.name}\`; iterating goes on over the pages that follow.`,
  });
  const path = symbol.home.kind === "module" ? symbol.home.module : "";
  return { path, isPackage: false, body: b.module([statement]), declares: [symbol] };
}

/** The asynchronous page class of a response: `AsyncEventListPage`. */
function pageSymbol(lower: LowerContext, { item, model }: PagedModel): Symbol {
  const { root } = lower.symbols;
  const twin = firstItem(lower, model.id) === item.schema ? "" : "2";
  const name = `Async${unusedName(lower, `${model.name}Page${twin}`)}`;
  const file = `${fileOf(model)}_page${twin}`;
  return {
    key: `page:${model.id}:${item.schema}:${name}`,
    name,
    home: { kind: "module", module: `${root}.models.${lower.modelFiles.has(file) ? `${file}_` : file}`, via: `${root}.models` },
    access: "attribute",
  };
}

/** The items that the first operation with this response pages over: a second list inside gets a class of its own. */
function firstItem(lower: LowerContext, model: string): string | null {
  for (const operation of lower.api.operations) {
    const paged = pagedResult(lower, operation);
    if (paged?.model?.id === model) return paged.item.schema;
  }
  return null;
}

/** The name, with a `_` where the document has a schema of that name. */
function unusedName(lower: LowerContext, name: string): string {
  return lower.classNames.has(name) || lower.classNames.has(`Async${name}`) ? `${name}_` : name;
}

/** Whether a symbol is a page class, which has a twin although it lives among the models. */
export function isPage(symbol: Symbol): boolean {
  return symbol.key.startsWith("page:");
}

/** What a paging method returns: the page class, or `AsyncArrayPage[Item]`. */
export function pageType(lower: LowerContext, paged: Paged): OpenExpr {
  if (paged.model !== null && lower.context.options.models === "pydantic") {
    return b.subscript(ref(lower.symbols.runtime("pages", "AsyncModelPage")), [annotation(lower, paged.item, "output"), ref(lower.symbols.model(paged.model))]);
  }
  if (paged.model !== null) return ref(pageSymbol(lower, { ...paged, model: paged.model }));
  return b.subscript(ref(lower.symbols.runtime("pages", "AsyncArrayPage")), annotation(lower, paged.item, "output"));
}

/** `async_first_page(models.AsyncEventListPage, LIST_PAGES, codec, self._transport, "GET", path, …)` */
export function pageCall(
  lower: LowerContext,
  paged: Paged,
  request: { readonly rule: Symbol; readonly start: readonly OpenExpr[]; readonly keywords: readonly (readonly [string | null, OpenExpr])[] },
): OpenExpr {
  const codecs = [ref(request.rule), arrayCodec(lower, paged.item, "direct")];
  const sent = [b.attr("self", "_transport"), ...request.start];
  if (paged.model !== null && lower.context.options.models === "pydantic") {
    return b.call(ref(lower.symbols.runtime("pages", "async_first_model")), [...codecs, ref(lower.symbols.model(paged.model)), ...sent], request.keywords);
  }
  const shared = [...codecs, ...sent];
  if (paged.model === null) return b.call(ref(lower.symbols.runtime("pages", "async_first_array")), shared, request.keywords);
  return b.call(ref(lower.symbols.runtime("pages", "async_first_page")), [pageType(lower, paged), ...shared], request.keywords);
}

/** `AsyncIterator[list[Item]]`: what a function gives that iterates over pages. */
export function pagesType(lower: LowerContext, paged: Paged): OpenExpr {
  return b.subscript(ref(py.AsyncIterator), b.subscript(ref(py.list), annotation(lower, paged.item, "output")));
}

/** `async for page in each_page(self._transport, rule, codec, "GET", path, …): yield page` */
export function pagesStatement(
  lower: LowerContext,
  operation: Operation,
  { paged, taken, start, keywords }: { readonly paged: Paged; readonly taken: ReadonlySet<string>; readonly start: readonly OpenExpr[]; readonly keywords: readonly (readonly [string | null, OpenExpr])[] },
): OpenStmt {
  const name = taken.has("page") ? "page_" : "page";
  const given = [b.attr("self", "_transport"), ruleCall(lower, operation, paged.pagination), arrayCodec(lower, paged.item, "direct"), ...start];
  const pages = b.call(ref(lower.symbols.runtime("lazy_pages", "each_page")), given, keywords);
  return { kind: "For", is_async: true, target: b.name(name), iter: pages, body: [b.expr({ kind: "Yield", value: b.name(name) })], orelse: [] };
}

/** The constant that says how the pages of an operation follow one another: `LIST_PAGES` in the module of its resource. */
export function ruleSymbol(operation: Operation, module: string): Symbol {
  const name = `${operation.name.replace(/_+$/, "").toUpperCase()}_PAGES`;
  const place = operation.namespace.map((part) => `${part.toUpperCase()}_`).join("");
  return { ...declared(module, name), inlineName: `${place}${name}` };
}

/** The constants of these operations, and what they declare. */
export function ruleStatements(
  lower: LowerContext,
  operations: readonly Operation[],
  module: string,
): { readonly body: readonly OpenStmt[]; readonly declares: readonly Symbol[] } {
  const paged = operations.flatMap((operation) => {
    const found = pagedResult(lower, operation);
    return found === null ? [] : [{ symbol: ruleSymbol(operation, module), rule: ruleCall(lower, operation, found.pagination) }];
  });
  return { body: paged.map(({ symbol, rule }) => b.assign(symbol.name, rule)), declares: paged.map(({ symbol }) => symbol) };
}

function ruleCall(lower: LowerContext, operation: Operation, pagination: Pagination): OpenExpr {
  const keywords: [string, OpenExpr][] = [];
  const add = (name: string, value: string | null): void => {
    if (value !== null && value !== "") keywords.push([name, b.str(value)]);
  };
  add("items", pagination.items);
  if ("parameter" in pagination) {
    add("parameter", pagination.parameter);
    const place = pagePlace(operation, pagination.parameter);
    if (place !== "query") keywords.push(["place", b.str(place)]);
  }
  if ("size" in pagination) add("size", pagination.size);
  if (pagination.style === "page" && firstPage(lower, operation, pagination.parameter) === 0) keywords.push(["first", b.literal(0)]);
  if ("next" in pagination) add("next", pagination.next);
  if ("nextHeader" in pagination) add("next_header", pagination.nextHeader);
  if ("total" in pagination) add("total", pagination.total);
  if ("more" in pagination) add("more", pagination.more);
  return b.call(ref(lower.symbols.runtime("page_rules", "PageRule")), [b.str(pagination.style)], keywords);
}

/** Where a page is asked for: what is no parameter is a member of the body. */
function pagePlace({ parameters }: Operation, wire: string): "query" | "header" | "body" {
  const place = parameters.find((each) => each.wire === wire && (each.in === "query" || each.in === "header"))?.in;
  return place === "query" || place === "header" ? place : "body";
}

/** Pages count from the default of their parameter, or of the body's property. */
function firstPage(lower: LowerContext, operation: Operation, wire: string): number {
  if (pagePlace(operation, wire) !== "body") return operation.parameters.find((each) => each.wire === wire)?.default === 0 ? 0 : 1;
  const use = operation.body?.media[0]?.use ?? null;
  const body = use === null ? null : resolveUse(lower, use).schema;
  const member = body?.kind === "object" ? allProperties(lower, body).find((property) => property.wire === wire) : undefined;
  return member !== undefined && (member.default ?? schemaOf(lower, member.use.schema).default) === 0 ? 0 : 1;
}
