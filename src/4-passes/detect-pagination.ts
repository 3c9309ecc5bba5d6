import type { Context } from "../context.ts";
import type { Place } from "../diagnostics/reporter.ts";
import { formatOrigin } from "../ir/origin.ts";
import type { Operation, Pagination, Response } from "../ir/operation.ts";
import type { Schema } from "../ir/schema.ts";
import { asksForPage, fieldsOf, fieldAt, itemsPath, pageBody, type Field } from "./page-fields.ts";
import { reportUnused, settingPlace } from "./settings.ts";
import type { Pass } from "./pass.ts";
import { asDraft } from "./rewrite.ts";
import { schemaAt, type SchemaTable } from "./schema-table.ts";
import { isSuccess } from "../ir/statuses.ts";

/** Finds operations whose responses come in pages: where the document leaves no doubt, or the configuration says so. */
export const detectPagination: Pass = {
  name: "detect-pagination",
  run(api, draft, context) {
    const used = new Set<string>();
    const next = api.operations.map((operation) => {
      const pointer = formatOrigin(operation.origin, api.origin.document);
      const told = Object.hasOwn(context.options.pagination, pointer) ? context.options.pagination[pointer] : undefined;
      if (told === undefined) return { ...operation, pagination: detect(api.schemas, operation) };
      used.add(pointer);
      return { ...operation, pagination: told === null ? null : checked(api.schemas, operation, { told, context, place: settingPlace(context, ["pagination", pointer], operation.origin) }) };
    });
    draft.operations = asDraft(next);
    for (const pointer of Object.keys(context.options.pagination)) if (!used.has(pointer)) reportUnused(context, ["pagination", pointer], api.origin);
  },
};

/** Words of wire names without case and punctuation, so that `pageToken` and `page_token` are one. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const cursorParameters: ReadonlySet<string> = new Set(["cursor", "aftercursor", "nextcursor", "startcursor", "pagecursor", "pagetoken", "nextpagetoken", "nexttoken", "continuationtoken", "paginationtoken", "continue", "marker", "after"]);
/** Those of them that mean nothing else in a body, and what answers them. */
const cursorMembers: ReadonlySet<string> = new Set(["cursor", "aftercursor", "nextcursor", "startcursor", "pagecursor", "pagetoken", "nextpagetoken", "nexttoken", "continuationtoken", "paginationtoken"]);
const cursorFields: ReadonlySet<string> = new Set(["nextcursor", "nextpagetoken", "nexttoken", "nextcontinuationtoken", "endcursor"]);
const pageParameters: ReadonlySet<string> = new Set(["page", "pagenumber", "pageno", "pageindex", "currentpage"]);
const offsetParameters: ReadonlySet<string> = new Set(["offset", "skip", "startat", "startindex"]);
const sizeParameters: ReadonlySet<string> = new Set(["limit", "perpage", "pagesize", "size", "maxresults", "pagelimit", "itemsperpage", "resultsperpage", "take", "top"]);

const nextFields: ReadonlySet<string> = new Set(["nextcursor", "nextpagetoken", "nexttoken", "nextmarker", "nextcontinuationtoken", "endcursor", "nextpage", "nextoffset", "next"]);
const urlFields: ReadonlySet<string> = new Set(["nexturl", "nextlink", "nextpageurl", "nexthref", "nexturi", "nextpageuri", "nextpagelink", "odatanextlink"]);
const totalFields: ReadonlySet<string> = new Set(["total", "totalcount", "totalitems", "totalresults", "totalrecords", "totalelements", "totalentries"]);
const moreFields: ReadonlySet<string> = new Set(["hasmore", "hasnext", "hasnextpage", "more", "istruncated"]);
const pageCountFields: ReadonlySet<string> = new Set(["totalpages", "pages", "pagecount", "lastpage", "numpages"]);

function detect(table: SchemaTable, operation: Operation): Pagination | null {
  const reads = operation.method === "GET";
  if (!(reads || operation.method === "POST" || operation.method === "QUERY") || operation.result.kind !== "json" || operation.result.use.nullable) return null;
  const schema = schemaAt(table, operation.result.use.schema);
  const items = itemsPath(table, schema, operation.path);
  if (items === null) return null;
  const fields = fieldsOf(table, schema);
  if (!reads) return byMember(table, operation, { fields, items });
  return byNext(operation, fields, items) ?? byLink(operation, items) ?? byCount(table, operation, { fields, items });
}

function queryParameter(operation: Operation, names: ReadonlySet<string>): string | null {
  return operation.parameters.find((parameter) => parameter.in === "query" && names.has(fold(parameter.wire)))?.wire ?? null;
}

function pathOf(fields: readonly Field[], names: ReadonlySet<string>, fits: (field: Field) => boolean = () => true): string | null {
  return fields.find((field) => names.has(fold(field.name)) && fits(field))?.path ?? null;
}

/** A response that says where the next page is: by a value for a parameter, or by an address. */
function byNext(operation: Operation, fields: readonly Field[], items: string): Pagination | null {
  const more = pathOf(fields, moreFields, (field) => field.type === "boolean");
  const cursor = queryParameter(operation, cursorParameters);
  const address = fields.find((field) => field.type === "string" && (urlFields.has(fold(field.name)) || (fold(field.name) === "next" && (field.format === "uri" || field.inLinks))));
  if (cursor !== null) {
    const next = pathOf(fields, nextFields, (field) => field !== address && isScalar(field)) ?? pathOf(fields, new Set([fold(cursor)]), isScalar);
    if (next !== null) return { style: "cursor", parameter: cursor, items, next, more };
  }
  const number = queryParameter(operation, pageParameters) ?? queryParameter(operation, offsetParameters);
  const nextNumber = number === null ? null : pathOf(fields, new Set(["nextpage", "nextoffset"]), (field) => field.type === "integer" || field.type === "number");
  if (number !== null && nextNumber !== null) return { style: "cursor", parameter: number, items, next: nextNumber, more };
  return address === undefined ? null : { style: "url", items, next: address.path };
}

function isScalar(field: Field): boolean {
  return field.type === "string" || field.type === "integer" || field.type === "number";
}

/** A request with a body that takes the cursor which the response has for it: a list or a search, since nothing else says what comes next. */
function byMember(table: SchemaTable, operation: Operation, { fields, items }: { readonly fields: readonly Field[]; readonly items: string }): Pagination | null {
  const body = pageBody(table, operation);
  const cursor = body === undefined ? undefined : fieldsOf(table, body).find((field) => field.path === field.name && cursorMembers.has(fold(field.name)) && isScalar(field));
  const next = pathOf(fields, cursorFields, isScalar);
  if (cursor === undefined || next === null) return null;
  return { style: "cursor", parameter: cursor.path, items, next, more: pathOf(fields, moreFields, (field) => field.type === "boolean") };
}

/** A successful response that declares a Link header, answering a parameter for pages. */
function byLink(operation: Operation, items: string): Pagination | null {
  const success = operation.responses.filter((response) => isSuccess(response.status, operation));
  const asks = queryParameter(operation, pageParameters) ?? queryParameter(operation, offsetParameters) ?? queryParameter(operation, cursorParameters) ?? queryParameter(operation, sizeParameters);
  return asks !== null && success.some(hasLinkHeader) ? { style: "link", items } : null;
}

function hasLinkHeader(response: Response): boolean {
  return response.headers.some((header) => header.wire.toLowerCase() === "link");
}

/** A page or offset whose response says how much there is. */
function byCount(table: SchemaTable, operation: Operation, { fields, items }: { readonly fields: readonly Field[]; readonly items: string }): Pagination | null {
  const page = queryParameter(operation, pageParameters);
  const parameter = page ?? queryParameter(operation, offsetParameters);
  if (parameter === null || !isNumber(table, operation, parameter)) return null;
  const total = pathOf(fields, totalFields, (field) => field.type === "integer" || field.type === "number");
  const more = pathOf(fields, moreFields, (field) => field.type === "boolean");
  const counts = page !== null && pathOf(fields, pageCountFields, (field) => field.type === "integer" || field.type === "number") !== null;
  if (total === null && more === null && !counts) return null;
  return { style: page === null ? "offset" : "page", parameter, size: queryParameter(operation, sizeParameters), items, total, more };
}

function isNumber(table: SchemaTable, operation: Operation, wire: string): boolean {
  const parameter = operation.parameters.find((one) => one.in === "query" && one.wire === wire);
  const schema: Schema | undefined = parameter === undefined ? undefined : schemaAt(table, parameter.use.schema);
  return schema?.kind === "primitive" && (schema.type === "integer" || schema.type === "number" || schema.type === "string");
}

/** What the configuration asks for, if the document has the parameter and the members it names. */
function checked(table: SchemaTable, operation: Operation, { told, context, place }: { readonly told: Pagination; readonly context: Context; readonly place: Place }): Pagination | null {
  const complain = (reason: string): null => {
    context.reporter.report("pagination-not-usable", place, { operation: operation.operationId ?? `${operation.method} ${operation.path}`, reason });
    return null;
  };
  if (operation.result.kind !== "json") return complain("the operation does not answer with JSON");
  if ("parameter" in told && !asksForPage(table, operation, told.parameter)) return complain(`there is no parameter ${told.parameter} in the query, in a header or in a JSON body`);
  const schema = schemaAt(table, operation.result.use.schema);
  for (const path of [told.items, ...("next" in told ? [told.next] : [])]) if (fieldAt(table, schema, path) === undefined) return complain(`the response has no ${path}`);
  return told;
}
