import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, member } from "../ir/origin.ts";
import { prepareDocument, prepareInfo, preparePaths, prepareServer } from "./document.ts";
import type { Kind } from "./grammar.ts";
import { prepareMediaType, prepareRequestBody, prepareResponse, prepareResponses } from "./message.ts";
import { prepareOperation, preparePathItem } from "./operation.ts";
import { prepareHeader, prepareParameter } from "./parameter.ts";
import { canonicalReference, dangling } from "./reference.ts";
import { prepareSchema } from "./schema.ts";
import { type At, remark, type Scope, type State } from "./state.ts";
import { upgradeSecurityScheme } from "./swagger-security.ts";
import { withoutNullWords } from "./words.ts";

/** An object made ready for its fields to be visited; a bare value replaces it, undefined leaves it out. */
export interface Prepared {
  /** The object in canonical shape. Its fields are not canonical yet. */
  readonly object: Json | undefined;
  /** What holds below it. */
  readonly scope: Scope;
}

/** Brings an object into canonical shape: repairs, the differences between versions, and its own reference. */
export function prepare(state: State, kind: Kind, use: { readonly value: JsonObject; readonly at: At }): Prepared {
  const { at } = use;
  if (kind === "schema") return prepareSchema(state, use.value, at);
  const value = withoutNullWords(state, use.value, at);
  const reference = member(value, "$ref");
  if (reference !== undefined && kind !== "pathItem" && mayRefer(kind)) {
    return { object: referring(state, kind, { value, at }), scope: at.scope };
  }
  const keep = (object: Json | undefined): Prepared => ({ object, scope: at.scope });
  switch (kind) {
    case "document":
      return keep(prepareDocument(state, value, at));
    case "info":
      return keep(prepareInfo(state, value, at));
    case "paths":
      return keep(preparePaths(state, value, at));
    case "pathItem":
      return preparePathItem(state, reference === undefined ? value : referring(state, kind, { value, at }), at);
    case "operation":
      return prepareOperation(state, value, at);
    case "parameter":
      return keep(prepareParameter(state, value, at));
    case "header":
      return keep(prepareHeader(state, value, at));
    case "requestBody":
      return keep(prepareRequestBody(state, value, at));
    case "responses":
      return keep(prepareResponses(state, value, at));
    case "response":
      return keep(prepareResponse(state, value, at));
    case "mediaType":
      return keep(prepareMediaType(state, value, at));
    case "securityScheme":
      return keep(at.scope.file.dialect === "2.0" ? upgradeSecurityScheme(value) : value);
    case "server":
      return keep(prepareServer(state, value, at));
    case "tag":
    case "components":
    case "encoding":
    case "callback":
    case "link":
    case "example":
      return keep(value);
    default:
      return kind satisfies never;
  }
}

function mayRefer(kind: Kind): boolean {
  return kind !== "document" && kind !== "info" && kind !== "components" && kind !== "paths" && kind !== "responses";
}

/** Beside a reference only words count, except in a path item, whose other fields are its own. */
function referring(state: State, kind: Kind, { value, at }: { readonly value: JsonObject; readonly at: At }): JsonObject {
  const reference = member(value, "$ref");
  const siblings: Record<string, Json> = {};
  for (const [key, one] of Object.entries(value)) {
    if (key !== "$ref" && (kind === "pathItem" || key === "summary" || key === "description")) siblings[key] = one;
  }
  if (typeof reference !== "string") {
    remark(state, "reference-not-text", at);
    return dangling(isObject(reference) ? "" : String(reference), siblings);
  }
  const text = canonicalReference(state, at, { reference, kind });
  return text === undefined ? dangling(reference, siblings) : { ...siblings, $ref: text };
}
