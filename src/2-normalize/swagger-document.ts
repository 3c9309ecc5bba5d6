import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join, member, setMember } from "../ir/origin.ts";
import { placeOf } from "./parameter.ts";
import { type At, derived, here, moved, type State } from "./state.ts";
import { plainBody } from "./swagger-body.ts";

/** Fields of a 2.0 document that have another place or no counterpart in 3.x. */
const replaced: ReadonlySet<string> = new Set([
  "swagger", "host", "basePath", "schemes", "consumes", "produces", "definitions", "parameters", "responses", "securityDefinitions",
]);

/** A 2.0 document with the top level of 3.x. What stands below is brought along when it is visited. */
export function upgradeDocument(state: State, value: JsonObject, at: At): JsonObject {
  const { file } = at.scope;
  const from = here(at);
  const out: Record<string, Json> = { openapi: "3.2.0" };
  for (const [key, one] of Object.entries(value)) if (!replaced.has(key)) setMember(out, key, one);
  derived(file, { document: from.document, pointer: "#/swagger" }, "#/openapi");
  const components: Record<string, Json> = {};
  const move = (source: string, section: string): void => {
    const one = member(value, source);
    if (one === undefined) return;
    components[section] = one;
    moved(file, { document: from.document, pointer: join(from.pointer, source) }, join(at.pointer, "components", section));
  };
  move("definitions", "schemas");
  move("responses", "responses");
  move("securityDefinitions", "securitySchemes");
  splitParameters(member(value, "parameters"), components, at);
  if (Object.keys(components).length > 0) out["components"] = components;
  const servers = serversOf(state, value, at);
  if (servers.length > 0) out["servers"] = servers;
  return out;
}

/** Shared body parameters become shared request bodies; shared form parameters live on in the operations that use them. */
function splitParameters(value: Json | undefined, components: Record<string, Json>, at: At): void {
  if (!isObject(value)) return;
  const { file } = at.scope;
  const from = here(at);
  const plain: Record<string, Json> = {};
  const bodies: Record<string, Json> = {};
  for (const [name, one] of Object.entries(value)) {
    const origin = { document: from.document, pointer: join(from.pointer, "parameters", name) };
    const place = isObject(one) ? placeOf(one) : undefined;
    if (place === "formdata") continue;
    if (place === "body" && isObject(one)) {
      const pointer = join(at.pointer, "components", "requestBodies", name);
      setMember(bodies, name, plainBody({ value: one, origin, reference: undefined }, file.media.consumes, { pointer, scope: at.scope }));
      continue;
    }
    setMember(plain, name, one);
    moved(file, origin, join(at.pointer, "components", "parameters", name));
  }
  if (Object.keys(plain).length > 0) components["parameters"] = plain;
  if (Object.keys(bodies).length > 0) components["requestBodies"] = bodies;
}

/** One server for each scheme of HTTP, the encrypted one first. */
function serversOf(state: State, value: JsonObject, at: At): readonly JsonObject[] {
  const host = member(value, "host");
  const basePath = member(value, "basePath");
  const path = typeof basePath === "string" ? basePath.replace(/\/+$/, "") : "";
  const from = here(at);
  const named = (urls: readonly string[], field: string): readonly JsonObject[] =>
    urls.map((url, index) => {
      derived(at.scope.file, { document: from.document, pointer: join(from.pointer, field) }, join(at.pointer, "servers", index));
      return { url };
    });
  if (typeof host !== "string" || host === "") return path === "" ? [] : named([path.startsWith("/") ? path : `/${path}`], "basePath");
  const schemes = schemesOf(value, state.loaded.files.get(state.loaded.entry)?.uri ?? "");
  const slash = path === "" || path.startsWith("/") ? "" : "/";
  return named(schemes.map((scheme) => `${scheme}://${host}${slash}${path}`), "host");
}

function schemesOf(value: JsonObject, uri: string): readonly string[] {
  const written = member(value, "schemes");
  const known = (isArray(written) ? written : []).filter((one): one is string => one === "https" || one === "http");
  if (known.length > 0) return known.toSorted((a, b) => (a === b ? 0 : a === "https" ? -1 : 1));
  return [uri.startsWith("http:") ? "http" : "https"];
}
