import type { Json } from "./json.ts";
import type { PrimitiveSchema } from "./schema.ts";

/** Whether a JSON value has a primitive type; what a format asks of it is not looked at. */
export function isOfPrimitive(type: PrimitiveSchema["type"], value: Json): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return typeof value === "bigint" || Number.isInteger(value);
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "boolean":
      return typeof value === "boolean";
    case "null":
      return value === null;
    default:
      return type satisfies never;
  }
}
