import type { Canonical } from "../2-normalize/index.ts";
import type { Json } from "../ir/json.ts";
import { setMember } from "../ir/origin.ts";
import type { Place } from "./place.ts";
import { itemOf, propertyOf, typesOf } from "./schema-view.ts";
import type { Fault, Validator } from "./validator.ts";

/** A value of texts, as a URL or form carries it. */
export type Raw = string | readonly Raw[] | ReadonlyMap<string, Raw>;

/** What coercion works with. */
export interface Coercing {
  readonly canonical: Canonical;
  readonly validator: Validator;
}

/** Reads texts as what their schema allows: `"5"` is a number where only a number is allowed. */
export function coerce(coercing: Coercing, raw: Raw, schema: Place | undefined): Json {
  const { canonical } = coercing;
  if (typeof raw === "string") return coerceText(coercing, raw, schema);
  if (isList(raw)) return raw.map((one, index) => coerce(coercing, one, itemOf(canonical, schema, index)));
  const types = typesOf(canonical, schema);
  const keys = [...raw.keys()];
  if (types !== null && types.has("array") && keys.length > 0 && keys.every((key, index) => key === String(index))) return coerce(coercing, [...raw.values()], schema);
  const out: Record<string, Json> = {};
  for (const [key, one] of raw) setMember(out, key, coerce(coercing, one, propertyOf(canonical, schema, key)));
  return out;
}

function isList(raw: Raw): raw is readonly Raw[] {
  return Array.isArray(raw);
}

function coerceText({ canonical, validator }: Coercing, text: string, schema: Place | undefined): Json {
  if (schema === undefined) return text;
  const types = typesOf(canonical, schema);
  const candidates: Json[] = [];
  const allows = (type: string): boolean => types !== null && types.has(type);
  if ((allows("integer") || allows("number")) && /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text)) candidates.push(Number(text));
  if (allows("boolean") && (text === "true" || text === "false")) candidates.push(text === "true");
  if (allows("null") && (text === "" || text === "null")) candidates.push(null);
  candidates.push(text);
  if (allows("array")) candidates.push([text]);
  // Null may be what is accepted, so the choice is made by position.
  const [chosen = text] = [...candidates.filter((one) => validator.accepts(schema, one)), ...candidates];
  return chosen;
}

/** The first reading of a value that its schema accepts, or the faults of the first reading. */
export function readValue(coercing: Coercing, readings: readonly Raw[], schema: Place | undefined): { readonly value: Json; readonly faults: readonly Fault[] } {
  let first: { readonly value: Json; readonly faults: readonly Fault[] } | null = null;
  for (const reading of readings) {
    const value = coerce(coercing, reading, schema);
    const faults = schema === undefined ? [] : coercing.validator.faults(schema, value);
    if (faults.length === 0) return { value, faults };
    first ??= { value, faults };
  }
  return first ?? { value: null, faults: [] };
}
