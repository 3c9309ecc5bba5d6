import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import type { EnumMember } from "../ir/schema.ts";
import type { Builder, Place } from "./builder.ts";

/** The members of `enum` or `const` without null, or null where the schema lists no values that count. */
export function enumMembers(builder: Builder, place: Place, node: JsonObject): readonly EnumMember[] | null {
  const listed = listedValues(node);
  if (listed === null) return null;
  const types = typeNames(node);
  const described = descriptions(node);
  const members: EnumMember[] = [];
  const seen = new Set<string>();
  let mistyped: Json | undefined;
  for (const [index, written] of listed.entries()) {
    if (written === null) continue;
    const value = typed(written, types);
    if (value !== written) {
      mistyped ??= written;
      if (value === undefined) continue;
    }
    const key = `${typeof value} ${text(value)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    members.push({ value, ...described(index, value) });
  }
  if (mistyped !== undefined) builder.reporter.report("enum-value-not-typed", place.origin, { value: text(mistyped), type: types.join(" or ") });
  return members.length === 0 ? null : members;
}

/** The values of `const` or `enum` as written; null where there are none. */
function listedValues(node: JsonObject): readonly Json[] | null {
  const only = member(node, "const");
  if (only !== undefined) return [only];
  const list = member(node, "enum");
  return list !== undefined && isArray(list) && list.length > 0 ? list : null;
}

/** Whether null stands among the values. */
export function listsNull(node: JsonObject): boolean {
  return listedValues(node)?.includes(null) ?? false;
}

/** Whether null is the only value. */
export function listsOnlyNull(node: JsonObject): boolean {
  return listedValues(node)?.every((value) => value === null) ?? false;
}

/** The names in `type`. */
export function typeNames(node: JsonObject): readonly string[] {
  const type = member(node, "type");
  if (typeof type === "string") return [type];
  return type !== undefined && isArray(type) ? type.filter((one) => typeof one === "string") : [];
}

/** The value as the type has it on the wire; undefined where it can never occur. */
function typed(value: Json, types: readonly string[]): Json | undefined {
  if (types.length === 0 || types.some((type) => matches(value, type))) return value;
  if (types.includes("string") && (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")) return String(value);
  if (typeof value === "string" && /^-?[0-9]{1,15}$/.test(value) && (types.includes("integer") || types.includes("number"))) return Number(value);
  if (types.includes("boolean") && (value === "true" || value === "false")) return value === "true";
  return undefined;
}

function matches(value: Json, type: string): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return isArray(value);
    case "object":
      return isObject(value);
    default:
      return false;
  }
}

/** A value as a text that equal values share. */
export function text(value: Json): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `${one}` : one));
}

type Told = Pick<EnumMember, "name" | "description">;

/** Names and descriptions from the extensions that carry them: lists beside the values, or maps by value. */
function descriptions(node: JsonObject): (index: number, value: Json) => Told {
  const names = member(node, "x-enum-varnames") ?? member(node, "x-enumNames") ?? member(node, "x-enum-names");
  const details = member(node, "x-enum-descriptions") ?? member(node, "x-enumDescriptions") ?? member(node, "x-enumDescription");
  const microsoft = member(node, "x-ms-enum");
  const values = microsoft !== undefined && isObject(microsoft) ? member(microsoft, "values") : undefined;
  const rows = new Map<string, JsonObject>();
  if (values !== undefined && isArray(values)) {
    for (const row of values) {
      const value = isObject(row) ? member(row, "value") : undefined;
      if (isObject(row) && value !== undefined) rows.set(String(value), row);
    }
  }
  return (index, value) => {
    const row = rows.get(String(value));
    return {
      name: entry(names, index, value) ?? (row === undefined ? null : string(member(row, "name"))),
      description: entry(details, index, value) ?? (row === undefined ? null : string(member(row, "description"))),
    };
  };
}

function entry(source: Json | undefined, index: number, value: Json): string | null {
  if (source === undefined) return null;
  if (isArray(source)) return string(source[index]);
  return isObject(source) ? string(member(source, String(value))) : null;
}

function string(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
