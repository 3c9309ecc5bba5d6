import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join, member } from "../ir/origin.ts";
import { placeOf } from "./parameter.ts";
import { follow, found } from "./reference.ts";
import { type At, below, type BodyParameter, here, moved, remark, type State } from "./state.ts";

const places: ReadonlySet<string> = new Set(["path", "query", "header", "cookie", "querystring"]);

/** The parameters of an operation or a path item, sorted out. */
export interface ParameterList {
  /** What stays a parameter; references stay references. */
  readonly list: readonly Json[];
  /** What belongs to the body. */
  readonly bodies: readonly BodyParameter[];
  /** Names of the path parameters. */
  readonly pathNames: readonly string[];
}

/** Sorts out parameters: mappings become lists, what cannot be used goes away, body parameters are taken apart. */
export function parameterList(state: State, value: Json | undefined, at: At): ParameterList {
  const list: Json[] = [];
  const bodies: BodyParameter[] = [];
  const pathNames: string[] = [];
  const seen = new Set<string>();
  const from = here(at);
  for (const { token, item } of itemsOf(state, value, at)) {
    const origin = { document: from.document, pointer: join(from.pointer, token) };
    const place = below(at, token);
    const reference = isObject(item) ? member(item, "$ref") : undefined;
    const followed = typeof reference === "string" ? follow(state, place, reference) : { value: item, origin };
    const parameter = followed?.value;
    const keep = (): void => {
      if (token !== list.length) moved(at.scope.file, origin, join(at.pointer, list.length));
      list.push(item);
    };
    if (reference !== undefined && !isObject(parameter)) {
      keep();
      continue;
    }
    const judged = judge(state, parameter, { place, seen, template: at.scope.template });
    if (judged === "drop" || !isObject(parameter)) continue;
    if (judged === "body") {
      bodies.push({ value: parameter, origin: followed?.origin ?? origin, reference: typeof reference === "string" ? reference : undefined });
      continue;
    }
    if (judged === "path") pathNames.push(String(member(parameter, "name")));
    keep();
  }
  const unchanged = isArray(value) && list.length === value.length && list.every((one, index) => one === value[index]);
  return { list: unchanged ? value : list, bodies, pathNames };
}

interface Item {
  readonly token: string | number;
  readonly item: Json;
}

function itemsOf(state: State, value: Json | undefined, at: At): readonly Item[] {
  if (value === undefined || value === null) return [];
  if (isArray(value)) return value.map((item, token) => ({ item, token }));
  if (!isObject(value)) {
    remark(state, "value-not-list", at, { what: "`parameters`", found: found(value) });
    return [];
  }
  const reference = member(value, "$ref");
  if (typeof reference === "string") {
    const list = follow(state, at, reference)?.value;
    if (isArray(list)) {
      const base = reference.includes("#") ? reference : `${reference}#`;
      return list.map((_, index) => ({ token: index, item: { $ref: `${base}/${index}` } }));
    }
  }
  remark(state, "parameters-not-list", at);
  return Object.entries(value).map(([token, item]) => ({
    token,
    item: isObject(item) && member(item, "name") === undefined && member(item, "$ref") === undefined ? { ...item, name: token } : item,
  }));
}

interface Judging {
  readonly place: At;
  readonly seen: Set<string>;
  readonly template: string | undefined;
}

function judge(state: State, parameter: Json | undefined, { place, seen, template }: Judging): "keep" | "path" | "body" | "drop" {
  if (!isObject(parameter)) {
    remark(state, "value-not-object", place, { what: "A parameter", found: found(parameter ?? null) });
    return "drop";
  }
  const where = placeOf(parameter);
  const name = member(parameter, "name");
  if (where === "body" || where === "formdata") {
    if (place.scope.file.dialect !== "2.0") remark(state, "parameter-old-style", place, { name: String(name) });
    return "body";
  }
  if (name === undefined || name === null || name === "" || typeof name === "object") {
    if (where === "querystring") return "keep";
    remark(state, "parameter-without-name", place);
    return "drop";
  }
  if (where === undefined || !places.has(where)) {
    remark(state, "parameter-in-unknown", place, { name: String(name), place: where ?? "no place" });
    return "drop";
  }
  const key = `${where} ${where === "header" ? String(name).toLowerCase() : String(name)}`;
  if (seen.has(key)) {
    remark(state, "duplicate-parameter", place, { name: String(name), place: where });
    return "drop";
  }
  seen.add(key);
  if (where !== "path") return "keep";
  if (template === undefined || namesIn(template).includes(String(name))) return "path";
  remark(state, "path-parameter-unused", place, { name: String(name), path: template });
  return "drop";
}

/** The names in braces of a path, operators of RFC 6570 aside. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].flatMap(([, inner = ""]) =>
    inner
      .replace(/^[+#./;?&]/, "")
      .split(",")
      .map((name) => name.replace(/(?:\*|:[0-9]+)$/, "").trim())
      .filter((name) => name !== ""),
  );
}

/** A parameter for a name in a path that nothing describes. */
export function assumedParameter(name: string): JsonObject {
  return { name, in: "path", required: true, schema: { type: "string" } };
}
