import type { Json } from "../ir/json.ts";
import { isArray, isObject, member } from "../ir/origin.ts";
import { isOfPrimitive } from "../ir/primitive-value.ts";
import type { Constraints, Schema, SchemaUse } from "../ir/schema.ts";
import { allProperties, resolved, type SchemaTable } from "./schema-table.ts";

/** Why a value is none of a schema: it has another type, or breaks a limit. */
export interface ValueFault {
  readonly kind: "type" | "limit";
  /** `it is no integer`, without its end. */
  readonly reason: string;
}

/** Deeper values are not looked at. */
const deepest = 40;

/** What is wrong with a value of a schema, as far as types, listed values and limits say; formats and patterns are the server's. */
export function valueFault(table: SchemaTable, use: SchemaUse, value: Json, depth = 0): ValueFault | null {
  const { schema, nullable } = resolved(table, use);
  if ((value === null && nullable) || depth > deepest) return null;
  return faultOf(table, schema, { value, depth: depth + 1 }) ?? limitFault(schema.constraints, value);
}

interface Subject {
  readonly value: Json;
  readonly depth: number;
}

const noType = (what: string): ValueFault => ({ kind: "type", reason: `it is no ${what}` });

function faultOf(table: SchemaTable, schema: Schema, { value, depth }: Subject): ValueFault | null {
  const first = (parts: readonly (readonly [SchemaUse, Json])[]): ValueFault | null => {
    for (const [use, part] of parts) {
      const fault = valueFault(table, use, part, depth);
      if (fault !== null) return fault;
    }
    return null;
  };
  switch (schema.kind) {
    case "primitive":
      return isOfPrimitive(schema.type, value) ? null : noType(schema.type);
    case "enum":
      return schema.members.some((each) => each.value === value) || (schema.open === true && schema.members.some((each) => typeof each.value === typeof value)) ? null : { kind: "type", reason: "it is none of the listed values" };
    case "array":
      return isArray(value) ? first(value.map((item) => [schema.items, item] as const)) : noType("array");
    case "map":
      return isObject(value) ? first(Object.values(value).map((item) => [schema.values, item] as const)) : noType("object");
    case "object":
      if (!isObject(value)) return noType("object");
      return first(allProperties(table, schema).flatMap(({ wire, use }) => {
        const found = member(value, wire);
        return found === undefined ? [] : [[use, found] as const];
      }));
    case "tuple":
      return isArray(value) ? null : noType("array");
    case "union":
      return schema.variants.some((variant) => valueFault(table, variant, value, depth)?.kind !== "type") ? null : { kind: "type", reason: "it is of none of the types" };
    case "any":
    case "never":
    case "alias":
    case "allOf":
      return null;
    default:
      return schema satisfies never;
  }
}

function limitFault(limits: Constraints, value: Json): ValueFault | null {
  const broken = (typeof value === "number" || typeof value === "bigint") ? numberLimit(limits, value) : typeof value === "string" ? textLimit(limits, value) : null;
  return broken === null ? null : { kind: "limit", reason: `it breaks ${broken}` };
}

function numberLimit({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Constraints, value: number | bigint): string | null {
  if (minimum !== undefined && value < minimum) return `minimum ${minimum}`;
  if (maximum !== undefined && value > maximum) return `maximum ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `exclusiveMinimum ${exclusiveMinimum}`;
  return exclusiveMaximum !== undefined && value >= exclusiveMaximum ? `exclusiveMaximum ${exclusiveMaximum}` : null;
}

function textLimit({ minLength, maxLength }: Constraints, value: string): string | null {
  const length = [...value].length;
  if (minLength !== undefined && length < minLength) return `minLength ${minLength}`;
  return maxLength !== undefined && length > maxLength ? `maxLength ${maxLength}` : null;
}
