import type { JsonObject } from "../ir/json.ts";
import { member } from "../ir/origin.ts";
import type { SchemaBase } from "../ir/schema.ts";
import type { Place } from "./builder.ts";
import { keywords } from "./keywords.ts";
import { constraintsOf, docsOf, examplesOf, extensionsOf, noConstraints, noExtensions, textOf } from "./words.ts";

/** Which kinds of keywords a schema has, so that each is only looked for where there are some. */
export interface Roles {
  constraint: boolean;
  condition: boolean;
  extension: boolean;
}

/** The kinds of keywords that a schema has. */
export function rolesOf(node: JsonObject): Roles {
  const found: Roles = { constraint: false, condition: false, extension: false };
  for (const key of Object.keys(node)) {
    const role = keywords.get(key);
    if (role === undefined) found.extension ||= key.startsWith("x-");
    else if (role === "constraint") found.constraint = true;
    else if (role === "condition") found.condition = true;
  }
  return found;
}

const unreached = { request: false, response: false };

/** What all schemas have. */
export function baseOf(place: Place, node: JsonObject, found: Roles): SchemaBase {
  const fallback = member(node, "default");
  const fields: SchemaBase = {
    id: place.id,
    origin: place.origin,
    hint: place.hint,
    title: textOf(node, "title"),
    docs: docsOf(node),
    constraints: found.constraint ? constraintsOf(node) : noConstraints,
    examples: examplesOf(node),
    extensions: found.extension ? extensionsOf(node) : noExtensions,
    shape: "",
    name: null,
    file: null,
    named: false,
    reach: unreached,
    recursive: false,
  };
  return fallback === undefined ? fields : { ...fields, default: fallback };
}
