import type { ErrorObject } from "ajv";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Canonical } from "../2-normalize/index.ts";
import type { Json } from "../ir/json.ts";
import { formatOrigin, isObject, join } from "../ir/origin.ts";
import { formats } from "./formats.ts";
import { below, type Place } from "./place.ts";
import { type Direction, forbiddenKeyword, patternOf, plain, type Variant, validatorSchema, type Writing } from "./validator-schema.ts";
import type { ViolationCode } from "./violation.ts";

/** One way in which a value differs from its schema. */
export interface Fault {
  /** The place in the value, without `#`; empty for the whole. */
  readonly rest: string;
  /** The kind. */
  readonly code: ViolationCode;
  /** The same for people. */
  readonly message: string;
  /** The keyword in the user's document. */
  readonly source: string;
}

/** Checks values against schemas of the document; compiled when first needed. */
export interface Validator {
  /** Everything that is wrong with a value. */
  faults(place: Place, value: unknown): readonly Fault[];
  /** Whether nothing is. */
  accepts(place: Place, value: unknown): boolean;
  /** What cannot be checked, so far. */
  readonly notes: ReadonlySet<string>;
}

/** What a validator is for. */
export interface ValidatorOptions {
  /** Which way the values travel. */
  readonly direction: Direction;
  /** Whether undeclared properties are refused everywhere. */
  readonly strictKeys: boolean;
  /** Whether several members of a `oneOf` may accept a value. */
  readonly looseUnions: boolean;
}

const base = "http://schema.invalid/";

/** A validator over a document. */
export function createValidator(canonical: Canonical, { direction, strictKeys, looseUnions }: ValidatorOptions): Validator {
  const notes = new Set<string>();
  const names = new Map<string, string>();
  const places = new WeakMap<object, Place>();
  const ajv = new Ajv2020({
    strict: false, allErrors: true, verbose: true, validateSchema: false, logger: false, meta: false, addUsedSchema: false, inlineRefs: false, ownProperties: true,
    multipleOfPrecision: 9, formats: { ...formats },
    code: { regExp: Object.assign((text: string) => patternOf(text) ?? /(?:)/, { code: "new RegExp" }) },
  });
  ajv.addKeyword({ keyword: forbiddenKeyword, errors: false, validate: () => false });
  const waiting: { readonly name: string; readonly place: Place; readonly variant: Variant }[] = [];
  const register = (place: Place, variant: Variant): string => {
    const key = JSON.stringify([place.document, place.pointer, variant]);
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = `${base}${names.size}`;
    names.set(key, name);
    waiting.push({ name, place, variant });
    return name;
  };
  const writing: Writing = { canonical, direction, strictKeys, looseUnions, register, wrote: (schema, place) => void places.set(schema, place), note: (text) => void notes.add(text) };
  const compiled = (place: Place): ValidateFunction => {
    const name = register(place, { closed: strictKeys, relaxed: [] });
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const schema = validatorSchema(writing, one.place, one.variant);
      ajv.addSchema(isObject(schema) ? schema : schema === false ? { not: {} } : {}, one.name);
    }
    const check = ajv.getSchema(name);
    if (check === undefined) throw new Error(`internal: no schema at ${place.pointer}`);
    return check;
  };
  const sourceOf = (whole: Place, { parentSchema, keyword }: ErrorObject): string => {
    const place = (parentSchema === undefined ? undefined : places.get(parentSchema)) ?? whole;
    const at = below(place, keyword) ?? place;
    return formatOrigin(canonical.source(at.document, at.pointer), canonical.entry);
  };
  return {
    notes,
    accepts: (place, value) => compiled(place)(value) === true,
    faults(place, value) {
      const check = compiled(place);
      if (check(value) === true) return [];
      const found = new Map<string, Fault>();
      for (const error of check.errors ?? []) {
        const fault = { ...faultOf(error), source: sourceOf(place, error) };
        const key = `${fault.rest} ${fault.message}`;
        if (!found.has(key)) found.set(key, fault);
      }
      return [...found.values()];
    },
  };
}

function faultOf(error: ErrorObject): Omit<Fault, "source"> {
  const { instancePath, keyword, params, message = keyword } = error;
  const named = (key: string): string => `${instancePath}${join("", String(Reflect.get(params, key)))}`;
  switch (keyword) {
    case "required":
      return { rest: named("missingProperty"), code: "missing", message: "is required" };
    case "additionalProperties":
      return { rest: named("additionalProperty"), code: "undeclared", message: "is not declared" };
    case "unevaluatedProperties":
      return { rest: named("unevaluatedProperty"), code: "undeclared", message: "is not declared" };
    case forbiddenKeyword:
      return { rest: instancePath, code: "read-only", message: "must not be sent" };
    case "enum":
      return { rest: instancePath, code: "invalid", message: `must be one of ${listed(Reflect.get(params, "allowedValues"))}` };
    case "const":
      return { rest: instancePath, code: "invalid", message: `must be ${JSON.stringify(Reflect.get(params, "allowedValue"))}` };
    case "false schema":
      return { rest: instancePath, code: "undeclared", message: "is not allowed" };
    default:
      return { rest: instancePath, code: "invalid", message };
  }
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.slice(0, 20).map((one: Json) => JSON.stringify(plain(one))).join(", ") : "the declared values";
}
