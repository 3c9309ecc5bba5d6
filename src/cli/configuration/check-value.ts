import { didYouMean } from "../../diagnostics/suggest.ts";

/** The part of JSON Schema that the configuration's schema uses. */
export interface ValueSchema {
  /** One type or several. */
  readonly type?: string | readonly string[];
  /** The values there are. */
  readonly enum?: readonly unknown[];
  /** What a text looks like. */
  readonly pattern?: string;
  /** The least number. */
  readonly minimum?: number;
  /** The greatest number. */
  readonly maximum?: number;
  /** The shortest list. */
  readonly minItems?: number;
  /** The longest list. */
  readonly maxItems?: number;
  /** What a list holds. */
  readonly items?: ValueSchema;
  /** The members that are known. */
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  /** What other members hold; false forbids them. */
  readonly additionalProperties?: boolean | ValueSchema;
  /** The members that must be there. */
  readonly required?: readonly string[];
}

/** Something that is wrong with a value. */
export interface Fault {
  /** Where, from the top: keys and indexes. */
  readonly path: readonly (string | number)[];
  /** Whether the key itself is wrong, rather than what stands under it. */
  readonly atKey: boolean;
  /** What is wrong, without a full stop. */
  readonly reason: string;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const typeNames: Readonly<Record<string, string>> = { string: "a text", boolean: "true or false", integer: "a whole number", number: "a number", array: "a list", object: "a mapping", null: "null" };

/** Everything that is wrong with a value, in the order of the text. */
export function checkValue(value: unknown, schema: ValueSchema, path: readonly (string | number)[] = []): readonly Fault[] {
  const fault = (reason: string): readonly Fault[] => [{ path, atKey: false, reason }];
  const types = schema.type === undefined ? null : typeof schema.type === "string" ? [schema.type] : schema.type;
  const type = typeOf(value);
  if (types !== null && !types.includes(type) && !(type === "integer" && types.includes("number"))) {
    return fault(`${types.map((one) => typeNames[one] ?? one).join(" or ")} is expected${type === "number" && types.includes("string") ? "; put it in quotes" : ""}`);
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    const allowed = schema.enum.map(String);
    return fault(`it must be ${allowed.join(" or ")}${typeof value === "string" ? didYouMean(value, allowed) : ""}`);
  }
  if (typeof value === "string" && schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value)) return fault(`${JSON.stringify(value)} does not have the form ${schema.pattern}`);
  if (typeof value === "number") {
    if (schema.minimum !== undefined && value < schema.minimum) return fault(`it must be at least ${schema.minimum}`);
    if (schema.maximum !== undefined && value > schema.maximum) return fault(`it must be at most ${schema.maximum}`);
  }
  if (Array.isArray(value)) return checkItems(value, schema, path);
  return isRecord(value) ? checkMembers(value, schema, path) : [];
}

function checkItems(value: readonly unknown[], schema: ValueSchema, path: readonly (string | number)[]): readonly Fault[] {
  if ((schema.minItems !== undefined && value.length < schema.minItems) || (schema.maxItems !== undefined && value.length > schema.maxItems)) {
    return [{ path, atKey: false, reason: `it must have ${schema.minItems ?? 0} to ${schema.maxItems ?? "any number of"} items` }];
  }
  const { items } = schema;
  return items === undefined ? [] : value.flatMap((item, index) => checkValue(item, items, [...path, index]));
}

function checkMembers(value: Readonly<Record<string, unknown>>, schema: ValueSchema, path: readonly (string | number)[]): readonly Fault[] {
  const known = schema.properties ?? {};
  const faults: Fault[] = [];
  for (const [key, member] of Object.entries(value)) {
    const own = Object.hasOwn(known, key) ? known[key] : undefined;
    if (own !== undefined) faults.push(...checkValue(member, own, [...path, key]));
    else if (schema.additionalProperties === false) faults.push({ path: [...path, key], atKey: true, reason: `the key is not known${didYouMean(key, Object.keys(known))}` });
    else if (typeof schema.additionalProperties === "object") faults.push(...checkValue(member, schema.additionalProperties, [...path, key]));
  }
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key)) faults.push({ path, atKey: path.length > 0, reason: `${key} is missing` });
  }
  return faults;
}
