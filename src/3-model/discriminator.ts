import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, member } from "../ir/origin.ts";
import type { Discriminator } from "../ir/schema.ts";
import { type Builder, enqueue, followOnce, type Place } from "./builder.ts";
import { textOf } from "./words.ts";

/** The discriminator that a schema declares, with the schemas its mapping names. */
export function discriminatorOf(builder: Builder, place: Place, node: JsonObject): Discriminator | null {
  const declared = member(node, "discriminator");
  const property = declared !== undefined && isObject(declared) ? textOf(declared, "propertyName") : null;
  if (declared === undefined || !isObject(declared) || property === null) return null;
  const mapped = member(declared, "mapping");
  const mapping: { tag: string; schema: string }[] = [];
  for (const [tag, reference] of Object.entries(mapped !== undefined && isObject(mapped) ? mapped : {})) {
    const schema = referred(builder, reference);
    if (schema !== null) mapping.push({ tag, schema });
  }
  const fallback = referred(builder, member(declared, "defaultMapping"));
  return { property, origin: place.origin, mapping, ...(fallback === null ? {} : { fallback }) };
}

function referred(builder: Builder, reference: Json | undefined): string | null {
  if (typeof reference !== "string") return null;
  const target = followOnce(builder, { $ref: reference });
  return target === undefined ? null : enqueue(builder, target).id;
}
