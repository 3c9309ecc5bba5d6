import type { Json } from "../../ir/json.ts";
import type { AnySchema, Constraints, EnumSchema, PrimitiveSchema } from "../../ir/schema.ts";
import type { LowerContext } from "../context.ts";
import { fits } from "./fitting-values.ts";
import { stringKind, type StringKind } from "../models/types.ts";

/** The longest text that is taken over from the document. */
const longestText = 80;

/** A scalar that fits: what the document itself gives, else one made from type, format and limits. */
export function sampleScalar(lower: LowerContext, schema: PrimitiveSchema | EnumSchema | AnySchema, label: string): Json | undefined {
  const told = [...schema.examples, ...(schema.default === undefined ? [] : [schema.default])];
  const use = { schema: schema.id, nullable: false };
  const found = told.find((each) => isShortScalar(each) && fits(lower, use, each));
  return found ?? madeScalar(lower, schema, label);
}

/** A scalar made from type, format and limits alone; text says what it stands for. */
export function madeScalar(lower: LowerContext, schema: PrimitiveSchema | EnumSchema | AnySchema, label: string): Json | undefined {
  switch (schema.kind) {
    case "enum":
      return schema.members[0]?.value;
    case "any":
      return label;
    case "primitive":
      return primitive(lower, schema, label);
    default:
      return schema satisfies never;
  }
}

function isShortScalar(value: Json): boolean {
  if (typeof value === "string") return value.length <= longestText && value.isWellFormed();
  return typeof value !== "object";
}

function primitive(lower: LowerContext, schema: PrimitiveSchema, label: string): Json {
  switch (schema.type) {
    case "string":
      return text(lower, schema, label);
    case "integer":
      return within(schema.constraints, { wish: 1, step: 1 });
    case "number":
      return within(schema.constraints, { wish: 1.5, step: 0.5 });
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return schema.type satisfies never;
  }
}

/** Texts that the runtime reads as the value that a format stands for. */
export const formatTexts = {
  date: "2024-01-31",
  date_time: "2024-01-31T12:30:00Z",
  time: "12:30:00",
  uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  base64: "ZGF0YQ==",
  decimal: "1.5",
} as const satisfies Record<Exclude<StringKind, "string">, string>;

const plainFormats: ReadonlyMap<string, string> = new Map([
  ["uri", "https://example.com/"],
  ["url", "https://example.com/"],
  ["email", "name@example.com"],
  ["hostname", "example.com"],
  ["ipv4", "192.0.2.1"],
  ["ipv6", "2001:db8::1"],
]);

function text(lower: LowerContext, schema: PrimitiveSchema, label: string): string {
  const kind = stringKind(lower, schema);
  return kind === "string" ? textWithin(schema, label) : formatTexts[kind];
}

/** The label, or what its format asks for, as long as the limits allow. */
export function textWithin(schema: PrimitiveSchema, label: string): string {
  const { minLength = 0, maxLength = Infinity } = schema.constraints;
  const wish = (schema.format === null ? undefined : plainFormats.get(schema.format)) ?? label.toWellFormed();
  return wish.padEnd(Math.min(minLength, longestText), "x").slice(0, Math.max(maxLength, minLength));
}

/** The wish, or the nearest number that the limits allow. */
function within(limits: Constraints, { wish, step }: { readonly wish: number; readonly step: number }): number | bigint {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits;
  let value = wish;
  if (multipleOf !== undefined && multipleOf > 0) value = multipleOf;
  if (maximum !== undefined && value > Number(maximum)) value = Number(maximum);
  if (exclusiveMaximum !== undefined && value >= Number(exclusiveMaximum)) value = Number(exclusiveMaximum) - step;
  if (minimum !== undefined && value < Number(minimum)) value = Number(minimum);
  if (exclusiveMinimum !== undefined && value <= Number(exclusiveMinimum)) value = Number(exclusiveMinimum) + step;
  const rounded = step === 1 ? Math.round(value) : value;
  return Number.isSafeInteger(rounded) || (step !== 1 && Math.abs(rounded) < 1e9) ? rounded : wish;
}
