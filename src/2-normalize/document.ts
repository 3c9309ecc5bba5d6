import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join, member, setMember } from "../ir/origin.ts";
import { expandReference } from "./map-reference.ts";
import { found } from "./reference.ts";
import { type At, below, remark, type State } from "./state.ts";
import { upgradeDocument } from "./swagger-document.ts";

/** The top of a document: `info` and `paths` are there, and `servers` is a list. */
export function prepareDocument(state: State, value: JsonObject, at: At): JsonObject {
  const out: Record<string, Json> = at.scope.file.dialect === "2.0" ? { ...upgradeDocument(state, value, at) } : { ...value };
  if (!isObject(out["info"])) {
    if (out["info"] !== undefined) remark(state, "value-not-object", below(at, "info"), { what: "info", found: found(out["info"]) });
    out["info"] = {};
  }
  const empty = ["paths", "webhooks", "x-webhooks", "components"].every((key) => out[key] === undefined || out[key] === null);
  if (empty) remark(state, "paths-missing", at);
  if (out["paths"] === undefined || out["paths"] === null) out["paths"] = {};
  for (const key of ["servers", "tags"]) {
    if (out[key] !== undefined && !isArray(out[key])) {
      if (out[key] !== null) remark(state, "value-not-list", below(at, key), { what: `\`${key}\``, found: found(out[key]) });
      delete out[key];
    }
  }
  if (out["components"] === null) delete out["components"];
  return out;
}

/** Title and version are texts, whatever the document makes of them. */
export function prepareInfo(state: State, value: JsonObject, at: At): JsonObject {
  const out: Record<string, Json> = { ...value };
  for (const field of ["title", "version"]) {
    const one = member(value, field);
    if (typeof one === "string") continue;
    if (typeof one === "number" || typeof one === "boolean" || typeof one === "bigint") {
      const text = at.scope.file.loaded.lexical.get(join(at.pointer, field)) ?? String(one);
      remark(state, "info-not-text", below(at, field), { field, value: text });
      out[field] = text;
      continue;
    }
    if (at.scope.file.loaded.id === state.loaded.entry) remark(state, "info-missing", at, { field });
    out[field] = "";
  }
  return out;
}

/** Paths, also when they are kept in a file of their own. */
export function preparePaths(state: State, value: JsonObject, at: At): JsonObject {
  const paths = expandReference(state, value, at);
  const out: Record<string, Json> = {};
  let changed = paths !== value;
  for (const key of Object.keys(paths)) {
    const one = member(paths, key);
    if (one === undefined) continue;
    if (!key.startsWith("x-") && !key.startsWith("/")) remark(state, "path-without-slash", below(at, key), { path: key });
    if (one === null) changed = true;
    else setMember(out, key, one);
  }
  return changed ? out : value;
}

/** A server has an address; one that is only a text is its address. */
export function prepareServer(state: State, value: JsonObject, at: At): JsonObject | undefined {
  if (typeof member(value, "url") === "string") return value;
  remark(state, "server-not-understood", at, { url: String(member(value, "url") ?? ""), reason: "it has no url" });
  return { ...value, url: "" };
}
