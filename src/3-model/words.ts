import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import type { Constraints, Docs } from "../ir/schema.ts";

/** Nothing said. */
export const noDocs: Docs = { summary: null, description: null, deprecated: false, externalDocs: null };
/** No limits. */
export const noConstraints: Constraints = {};
/** No extensions. */
export const noExtensions: Readonly<Record<string, Json>> = {};

/** A text member, or null. */
export function textOf(node: JsonObject, key: string): string | null {
  const value = member(node, key);
  return typeof value === "string" ? value : null;
}

/** The texts of a list. */
export function textsOf(value: Json | undefined): readonly string[] {
  return value !== undefined && isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The words that come with an entity. */
export function docsOf(node: JsonObject): Docs {
  const summary = textOf(node, "summary");
  const description = textOf(node, "description");
  const deprecated = member(node, "deprecated") === true;
  const docs = member(node, "externalDocs");
  const externalDocs = docs !== undefined && isObject(docs) ? textOf(docs, "url") : null;
  if (summary === null && description === null && !deprecated && externalDocs === null) return noDocs;
  return { summary, description, deprecated, externalDocs };
}


/** The `x-…` members; keys may be any text. */
export function extensionsOf(node: JsonObject): Readonly<Record<string, Json>> {
  let found: [string, Json][] | null = null;
  for (const key of Object.keys(node)) {
    if (key.charCodeAt(0) !== 120 || key.charCodeAt(1) !== 45 || key.startsWith("x-pysdk-")) continue;
    const value = node[key];
    if (value !== undefined) (found ??= []).push([key, value]);
  }
  return found === null ? noExtensions : Object.fromEntries(found);
}

type ConstraintKind = "number" | "count" | "text" | "flag";

const constraintKinds: { readonly [K in keyof Required<Constraints>]: ConstraintKind } = {
  minimum: "number",
  maximum: "number",
  exclusiveMinimum: "number",
  exclusiveMaximum: "number",
  multipleOf: "count",
  minLength: "count",
  maxLength: "count",
  pattern: "text",
  minItems: "count",
  maxItems: "count",
  uniqueItems: "flag",
  minProperties: "count",
  maxProperties: "count",
};

function fits(kind: ConstraintKind, value: Json): boolean {
  switch (kind) {
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "count":
      return typeof value === "number";
    case "text":
      return typeof value === "string";
    case "flag":
      return value === true;
    default:
      return kind satisfies never;
  }
}

/** What validation would check beyond the type; a value of the wrong type counts as not said. */
export function constraintsOf(node: JsonObject): Constraints {
  let found: Record<string, Json> | null = null;
  for (const key of Object.keys(node)) {
    if (!isConstraint(key)) continue;
    const value = node[key];
    if (value !== undefined && fits(constraintKinds[key], value)) (found ??= {})[key] = value;
  }
  return found ?? noConstraints;
}

function isConstraint(key: string): key is keyof Constraints {
  return Object.hasOwn(constraintKinds, key);
}

/** `examples` as a list, and the older `example`. */
export function examplesOf(node: JsonObject): readonly Json[] {
  const list = member(node, "examples");
  const one = member(node, "example");
  if (list === undefined && one === undefined) return none;
  const several = list === undefined ? none : isArray(list) ? list : isObject(list) ? exampleValues(list) : none;
  return one === undefined ? several : [one, ...several];
}

const none: readonly Json[] = [];

function exampleValues(examples: JsonObject): readonly Json[] {
  return Object.values(examples).flatMap((example) => {
    const value = isObject(example) ? (member(example, "value") ?? member(example, "dataValue")) : undefined;
    return value === undefined ? [] : [value];
  });
}
