import type { EnumMember, EnumSchema } from "../../ir/schema.ts";

/** A value that `Literal` can hold. */
export type LiteralValue = string | number | bigint | boolean;

/** The values of an enum when `Literal` can hold them all, else null. */
export function literalValues(schema: EnumSchema): readonly LiteralValue[] | null {
  const values = schema.members.map((member) => literalValue(member));
  return values.every((value): value is LiteralValue => value !== null) ? values : null;
}

function literalValue(member: EnumMember): LiteralValue | null {
  const { value } = member;
  switch (typeof value) {
    case "string":
    case "bigint":
    case "boolean":
      return value;
    case "number":
      return Number.isInteger(value) ? value : null;
    default:
      return null;
  }
}

/** A single value: a `const`, whose type is closed. */
export function isConst(schema: EnumSchema): boolean {
  return schema.members.length === 1;
}

/** The most characters of an enum's values that are written in place where the codec is needed. */
const shortEnum = 40;

/** Whether the values are few enough to be repeated at each use. */
export function isShort(values: readonly LiteralValue[]): boolean {
  return values.reduce<number>((total, value) => total + String(value).length + 4, 0) <= shortEnum;
}
