import type { Canonical } from "../2-normalize/index.ts";
import type { Json } from "../ir/json.ts";
import { isArray, isObject, setMember } from "../ir/origin.ts";
import { below, fieldOf, isDangling, itemsOf, membersOf, type Place, referenced } from "./place.ts";
import { isMarked, partsOf } from "./schema-view.ts";

/** Which way a value travels. */
export type Direction = "request" | "answer";

/** The keyword that stands for a property that must not travel this way. */
export const forbiddenKeyword = "forbiddenHere";

/** How a schema is written for the validator. */
export interface Variant {
  /** Whether properties that nothing declares are refused although the document says nothing. */
  readonly closed: boolean;
  /** Names that are not required here, because the composition marks them for the other direction. */
  readonly relaxed: readonly string[];
}

/** What writing a schema needs. */
export interface Writing {
  readonly canonical: Canonical;
  readonly direction: Direction;
  /** Whether undeclared properties are refused everywhere. */
  readonly strictKeys: boolean;
  /** Whether several members of a `oneOf` may accept a value. */
  readonly looseUnions: boolean;
  /** Gives the name under which another schema is registered. */
  readonly register: (place: Place, variant: Variant) => string;
  /** Takes each schema that was written, with the place it was written for. */
  readonly wrote: (schema: object, place: Place) => void;
  /** Takes what could not be written. */
  readonly note: (text: string) => void;
}

type Draft = Record<string, Json>;

const numbers: ReadonlySet<string> = new Set([
  "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains",
]);
const inPlaceLists: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);
const inPlace: ReadonlySet<string> = new Set(["not", "if", "then", "else"]);
const children: ReadonlySet<string> = new Set(["items", "additionalProperties", "contains", "unevaluatedItems", "unevaluatedProperties"]);

/** A canonical schema as the validator takes it: only keywords that assert, references by registered name. */
export function validatorSchema(writing: Writing, place: Place, variant: Variant): Json {
  if (typeof place.value === "boolean") return place.value;
  if (!isObject(place.value) || isDangling(place)) return true;
  const { canonical } = writing;
  const inner: Variant = { closed: false, relaxed: relaxedNames(writing, place, variant.relaxed) };
  const child: Variant = { closed: writing.strictKeys, relaxed: [] };
  const out: Draft = {};
  for (const key of Object.keys(place.value)) {
    const at = below(place, key);
    const value = at?.value;
    if (at === undefined || value === undefined) continue;
    if (numbers.has(key)) {
      if (typeof value === "number" || typeof value === "bigint") out[key] = Number(value);
    } else if (inPlaceLists.has(key)) {
      const members = itemsOf(at).map((one) => branch(writing, one, { key, variant: inner }));
      if (members.length > 0) writeMembers(out, writing.looseUnions && key === "oneOf" ? "anyOf" : key, members);
    } else if (inPlace.has(key)) out[key] = validatorSchema(writing, at, inner);
    else if (children.has(key)) out[key] = validatorSchema(writing, at, child);
    else assertion(writing, { place, key, at, value, inner, child, out });
  }
  if (variant.closed && closes(canonical, place) && out["unevaluatedProperties"] === undefined) out["unevaluatedProperties"] = false;
  writing.wrote(out, place);
  return out;
}

interface Assertion {
  readonly place: Place;
  readonly key: string;
  readonly at: Place;
  readonly value: Json;
  readonly inner: Variant;
  readonly child: Variant;
  readonly out: Draft;
}

function assertion(writing: Writing, { place, key, at, value, inner, child, out }: Assertion): void {
  switch (key) {
    case "$ref": {
      const target = typeof value === "string" ? writing.canonical.resolve(value) : undefined;
      if (target !== undefined) out["$ref"] = writing.register(target, inner);
      return;
    }
    case "properties":
    case "patternProperties":
    case "dependentSchemas": {
      const map: Draft = {};
      for (const [name, one] of membersOf(at)) {
        if (key === "patternProperties" && !isPattern(writing, name)) continue;
        if (name === "__proto__" && key === "properties") {
          // The validator overlooks a property of this name, but not a pattern that only it matches.
          out["patternProperties"] = { ...(isObject(out["patternProperties"]) ? out["patternProperties"] : {}), "^__proto__$": property(writing, one, child) };
          continue;
        }
        setMember(map, name, key === "properties" ? property(writing, one, child) : validatorSchema(writing, one, key === "dependentSchemas" ? inner : child));
      }
      out[key] = isObject(out[key]) ? { ...out[key], ...map } : map;
      return;
    }
    case "propertyNames":
      out[key] = validatorSchema(writing, at, { closed: false, relaxed: [] });
      return;
    case "prefixItems":
      if (isArray(value) && value.length > 0) out[key] = itemsOf(at).map((one) => validatorSchema(writing, one, child));
      return;
    case "required":
      if (isArray(value)) out[key] = [...new Set(value.filter((one) => typeof one === "string" && !inner.relaxed.includes(one)))];
      return;
    case "multipleOf":
      if (Number(value) > 0) out[key] = Number(value);
      return;
    case "enum":
      if (isArray(value) && value.length > 0) out[key] = allowedValues(value.map(plain), fieldOf(place, "type"));
      return;
    case "const":
      out[key] = plain(value);
      return;
    case "type":
    case "uniqueItems":
    case "dependentRequired":
      if (value !== null) out[key] = value;
      return;
    case "format":
      if (typeof value === "string") out[key] = value;
      return;
    case "pattern":
      if (typeof value === "string" && isPattern(writing, value)) out[key] = value;
      return;
    default:
      return;
  }
}

/** A loose `oneOf` may stand beside an `anyOf` of its own. */
function writeMembers(out: Draft, key: string, members: readonly Json[]): void {
  if (out[key] === undefined) out[key] = members;
  else out["allOf"] = [...(isArray(out["allOf"]) ? out["allOf"] : []), { [key]: members }];
}

/** Numbers among the values of a text are meant as texts; nothing would fit them otherwise. */
function allowedValues(values: readonly Json[], type: Json | undefined): readonly Json[] {
  const types = isArray(type) ? type : [type];
  if (!types.includes("string") || types.some((one) => one === "number" || one === "integer" || one === "boolean")) return values;
  return values.map((one) => (typeof one === "number" || typeof one === "boolean" ? String(one) : one));
}

function property(writing: Writing, place: Place, variant: Variant): Json {
  if (!isMarked(writing.canonical, place, otherMark(writing.direction))) return validatorSchema(writing, place, variant);
  const never = { [forbiddenKeyword]: true };
  writing.wrote(never, place);
  return never;
}

/** A branch that says nothing about an object's keys allows all of them, also where keys are counted. */
function branch(writing: Writing, place: Place, { key, variant }: { readonly key: string; readonly variant: Variant }): Json {
  const schema = validatorSchema(writing, place, variant);
  if (!writing.strictKeys || key === "allOf") return schema;
  if (schema === true) return { additionalProperties: true };
  if (!isObject(schema)) return schema;
  const silent = Object.keys(schema).length === 0 || (schema["type"] === "object" && Object.keys(schema).length === 1);
  if (!silent) return schema;
  const open = { ...schema, additionalProperties: true };
  writing.wrote(open, place);
  return open;
}

function otherMark(direction: Direction): "readOnly" | "writeOnly" {
  return direction === "request" ? "readOnly" : "writeOnly";
}

function relaxedNames({ canonical, direction }: Writing, place: Place, outer: readonly string[]): readonly string[] {
  const names = new Set(outer);
  for (const part of partsOf(canonical, place, ["allOf"])) {
    for (const [name, one] of membersOf(below(part, "properties"))) if (isMarked(canonical, one, otherMark(direction))) names.add(name);
  }
  return names.size === outer.length ? outer : [...names].sort();
}

/** Whether a composition declares properties and is no base that others extend. */
function closes(canonical: Canonical, place: Place): boolean {
  const parts = partsOf(canonical, place);
  if (!parts.some((part) => membersOf(below(part, "properties")).length > 0)) return false;
  return !parts.some((part) => isObject(fieldOf(part, "discriminator")) && below(part, "oneOf") === undefined && below(part, "anyOf") === undefined && referenced(canonical, part) === undefined);
}

function isPattern(writing: Writing, text: string): boolean {
  if (patternOf(text) !== undefined) return true;
  writing.note(`the pattern ${JSON.stringify(text)} is not one that JavaScript understands; it is not checked`);
  return false;
}

/** A pattern in the reading of JSON Schema, or in the older one where only that takes it. */
export function patternOf(text: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(text, flags);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The same with numbers that a validator compares. */
export function plain(value: Json): Json {
  if (typeof value === "bigint") return Number(value);
  if (isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const out: Draft = {};
  for (const [key, one] of Object.entries(value)) setMember(out, key, plain(one));
  return out;
}
