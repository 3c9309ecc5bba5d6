import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, join } from "../ir/origin.ts";
import { found } from "./reference.ts";
import { type At, below, remark, type State } from "./state.ts";
import { type Meaning, meaningOf, meaningText, standardTypes } from "./type-name.ts";

/** The names that `type` may have. */
export const typeNames = standardTypes;

/** Makes `type` a standard name or a list of several; a name that is not standard becomes what it stands for. */
export function prepareType(state: State, draft: Record<string, Json>, at: At): void {
  const written = draft["type"];
  const place = below(at, "type");
  if (written === null || written === undefined) {
    if (written === null) draft["type"] = "null";
    return;
  }
  const names = isArray(written) ? written : typeof written === "string" ? written.split("|") : undefined;
  if (names === undefined) {
    delete draft["type"];
    remark(state, "type-not-standard", place, { type: found(written), meant: "any value" });
    return;
  }
  const meanings: Meaning[] = [];
  for (const name of names) {
    const text = typeof name === "string" ? name.trim() : name === null ? "null" : "";
    if (standardTypes.has(text)) {
      meanings.push({ type: text });
      continue;
    }
    const meaning = meaningOf(text) ?? {};
    if (text !== "file" || at.scope.file.dialect !== "2.0") remark(state, "type-not-standard", place, { type: text === "" ? found(name) : text, meant: meaningText(meaning) });
    meanings.push(meaning);
  }
  apply(draft, meanings);
}

function apply(draft: Record<string, Json>, meanings: readonly Meaning[]): void {
  delete draft["type"];
  if (meanings.length === 0 || meanings.some((one) => one["type"] === undefined)) return;
  const types = [...new Set(meanings.map((one) => one["type"] ?? "null"))];
  draft["type"] = types.length === 1 ? (types[0] ?? "null") : types;
  for (const meaning of meanings) {
    for (const [key, value] of Object.entries(meaning)) if (key !== "type" && draft[key] === undefined) draft[key] = value;
  }
}

/** Where a schema says string, values that YAML took for numbers are what the author wrote: `1.10`, `012`, `yes`. */
export function asWritten(schema: JsonObject, at: At): JsonObject {
  const { loaded } = at.scope.file;
  if (loaded.syntax !== "yaml" || !saysString(schema["type"])) return schema;
  let out: Record<string, Json> | undefined;
  const text = (value: Json, ...tokens: readonly (string | number)[]): Json =>
    typeof value === "number" || typeof value === "boolean" || typeof value === "bigint"
      ? (loaded.lexical.get(join(at.pointer, ...tokens)) ?? String(value))
      : value;
  for (const key of ["enum", "examples"]) {
    const list = schema[key];
    if (!isArray(list) || !list.some(isBare)) continue;
    out ??= { ...schema };
    out[key] = list.map((one, index) => text(one, key, index));
  }
  for (const key of ["default", "const", "example"]) {
    const value = schema[key];
    if (value === undefined || !isBare(value)) continue;
    out ??= { ...schema };
    out[key] = text(value, key);
  }
  return out ?? schema;
}

function isBare(value: Json): boolean {
  return typeof value === "number" || typeof value === "boolean" || typeof value === "bigint";
}

function saysString(type: Json | undefined): boolean {
  if (type === "string") return true;
  return isArray(type) && type.includes("string") && type.every((one) => one === "string" || one === "null");
}
