import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, join, lookup, member, setMember } from "../ir/origin.ts";
import { canonicalReference, found } from "./reference.ts";
import { type At, below, remark, type State } from "./state.ts";

/** A discriminator as an object with `propertyName`; what its mapping names becomes absolute references. */
export function prepareDiscriminator(state: State, value: Json | undefined, at: At): Json | undefined {
  if (typeof value === "string") return { propertyName: value };
  if (!isObject(value)) {
    if (value !== undefined && value !== null) remark(state, "discriminator-not-understood", at, { reason: `it is ${found(value)}` });
    return undefined;
  }
  const property = member(value, "propertyName");
  if (typeof property !== "string") {
    remark(state, "discriminator-not-understood", at, { reason: "it has no propertyName" });
    return undefined;
  }
  const mapping = member(value, "mapping");
  const fallback = member(value, "defaultMapping");
  if (mapping === undefined && fallback === undefined) return value;
  const out: Record<string, Json> = { ...value };
  if (isObject(mapping)) out["mapping"] = mappingOf(state, mapping, below(at, "mapping"));
  else if (mapping !== undefined) {
    delete out["mapping"];
    if (mapping !== null) remark(state, "discriminator-not-understood", at, { reason: `its mapping is ${found(mapping)}` });
  }
  if (fallback !== undefined) {
    const text = typeof fallback === "string" ? schemaReference(state, fallback, below(at, "defaultMapping")) : undefined;
    if (text === undefined) delete out["defaultMapping"];
    else out["defaultMapping"] = text;
  }
  return out;
}

function mappingOf(state: State, mapping: JsonObject, at: At): JsonObject {
  const out: Record<string, Json> = {};
  for (const [key, value] of Object.entries(mapping)) {
    const text = typeof value === "string" ? schemaReference(state, value, below(at, key)) : undefined;
    if (text !== undefined) setMember(out, key, text);
    else if (typeof value !== "string") remark(state, "discriminator-not-understood", below(at, key), { reason: `a mapping leads to ${found(value)}` });
  }
  return out;
}

/** A mapping holds names of schemas or references; a name that exists, here or in the entry document, is a name. */
function schemaReference(state: State, text: string, at: At): string | undefined {
  const { loaded } = at.scope.file;
  const entry = state.loaded.files.get(state.loaded.entry);
  for (const file of entry === undefined || entry === loaded ? [loaded] : [loaded, entry]) {
    const named = join((file.dialect ?? state.loaded.dialect) === "2.0" ? "#/definitions" : "#/components/schemas", text);
    if (lookup(file.value, named) === undefined) continue;
    const escaped = named.replaceAll("%", "%25");
    return canonicalReference(state, at, { reference: file === loaded ? escaped : `${file.uri}${escaped}`, kind: "schema" });
  }
  return canonicalReference(state, at, { reference: text, kind: "schema" });
}
