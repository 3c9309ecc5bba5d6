import { asksForPage, fieldAt } from "../../../4-passes/page-fields.ts";
import { schemaAt } from "../../../4-passes/schema-table.ts";
import type { Api } from "../../../ir/api.ts";
import type { JsonObject } from "../../../ir/json.ts";
import { formatOrigin, isArray, isObject, member } from "../../../ir/origin.ts";
import type { Operation, Pagination } from "../../../ir/operation.ts";
import type { PageSettings } from "../../configuration/settings.ts";
import { pageSettings } from "../infer-draft.ts";
import type { CarriedMethods } from "./carry-methods.ts";
import { leave, mappingAt, type StainlessFile, textAt } from "./stainless-file.ts";

/** How the file's schemes turn pages, for the operations they fit; null where the file says that there are none. */
export function carryPages(file: StainlessFile, { named }: CarriedMethods, api: Api): Readonly<Record<string, PageSettings | null>> {
  const schemes = schemesOf(file);
  const pages: Record<string, PageSettings | null> = {};
  for (const operation of api.operations) {
    const method = named.get(operation.id);
    if (method === undefined) continue;
    const pointer = formatOrigin(operation.origin, api.origin.document);
    if (method.paginated === false) {
      if (operation.pagination !== null) pages[pointer] = null;
      continue;
    }
    const fitting = schemes.find((scheme) => fits(scheme, operation, api));
    if (fitting !== undefined) pages[pointer] = pageSettings(fitting);
    else if (method.paginated === true && operation.pagination === null) leave(file, [...method.path, "paginated"], "fits no scheme whose parameter and response the operation has");
  }
  return pages;
}

function fits(scheme: Pagination, operation: Operation, { schemas }: Api): boolean {
  const { result } = operation;
  if (result.kind !== "json") return false;
  if ("parameter" in scheme && !asksForPage(schemas, operation, scheme.parameter)) return false;
  const schema = schemaAt(schemas, result.use.schema);
  const items = fieldAt(schemas, schema, scheme.items);
  return items?.kind === "array" && (!("next" in scheme) || fieldAt(schemas, schema, scheme.next) !== undefined);
}

/** One property of a scheme's request or response. */
interface Property {
  /** Names from the top, joined by `/`. */
  readonly path: string;
  readonly purpose: string | null;
  readonly type: string | null;
}

function schemesOf(file: StainlessFile): readonly Pagination[] {
  const list = member(file.value, "pagination");
  if (!isArray(list)) return [];
  return list.flatMap((scheme, index) => {
    if (!isObject(scheme)) return [];
    const made = schemeOf(scheme);
    if (typeof made !== "string") return [made];
    leave(file, ["pagination", String(index)], made);
    return [];
  });
}

/** A scheme in our words, or why there is none. */
function schemeOf(scheme: JsonObject): Pagination | string {
  const request = propertiesOf(mappingAt(scheme, "request"));
  const response = propertiesOf(mappingAt(scheme, "response"));
  if (usesHeader(scheme)) return "reads a header of the response, which pages here do only for Link";
  const by = (list: readonly Property[], purpose: string, usual: readonly string[]): string | null => (list.find((one) => one.purpose === purpose) ?? list.find((one) => one.purpose === null && usual.includes(one.path)))?.path ?? null;
  const items = by(response, "items", []) ?? response.find((one) => one.type === "array")?.path ?? (JSON.stringify(mappingAt(scheme, "response"), noBigint).includes('"is_top_level_array":true') ? "" : null);
  if (items === null) return "does not say where the items are";
  const more = by(response, "has_next_page", ["has_more"]);
  const sizeBeside = (parameter: string): string | null => request.find((one) => one.path !== parameter && one.type === "integer")?.path ?? null;
  switch (textAt(scheme, "type")) {
    case "cursor": {
      const [parameter, next] = [by(request, "next_cursor_param", ["cursor", "next_cursor", "page_token"]), by(response, "next_cursor_field", ["next_cursor", "next_page_token"])];
      return parameter === null || next === null ? "does not say which parameter and which member are the cursor" : { style: "cursor", parameter, items, next, more };
    }
    case "offset": {
      const parameter = by(request, "offset_count_param", ["offset"]);
      return parameter === null ? "does not say which parameter is the offset" : { style: "offset", parameter, size: sizeBeside(parameter), items, total: by(response, "offset_total_count_field", ["total"]), more };
    }
    case "page_number": {
      const parameter = by(request, "page_number_param", ["page"]);
      return parameter === null ? "does not say which parameter is the page" : { style: "page", parameter, size: sizeBeside(parameter), items, total: null, more };
    }
    case "cursor_url": {
      const next = by(response, "cursor_url_field", ["next"]);
      return next === null ? "does not say where the next address is" : { style: "url", items, next };
    }
    case "cursor_id":
      return "takes the identifier of the last item as its cursor, which pages here do not; a member of the response can be one";
    case "fake_page":
      return "turns no pages; the operations return what the document says";
    default:
      return "is of a type that is not known";
  }
}

function propertiesOf(properties: JsonObject, above = "", depth = 0): readonly Property[] {
  if (depth > 8) return [];
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (!isObject(schema)) return [];
    const path = above === "" ? name : `${above}/${name}`;
    const own: Property = { path, purpose: textAt(mappingAt(schema, "x-stainless-pagination-property"), "purpose"), type: textAt(schema, "type") };
    return [own, ...propertiesOf(mappingAt(schema, "properties"), path, depth + 1)];
  });
}

function usesHeader(scheme: JsonObject): boolean {
  return JSON.stringify(scheme, noBigint).includes('"from_header":');
}

function noBigint(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
