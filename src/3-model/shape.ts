import type { Schema, SchemaBase } from "../ir/schema.ts";
import type { Builder, Place } from "./builder.ts";

type Plain<S> = S extends Schema ? Omit<S, keyof SchemaBase> : never;
/** What tells one kind of schema from another: a schema without what all have. */
export type Shape = Plain<Schema>;

/** What the document leaves open. */
export const free: Shape = { kind: "any", reason: "free" };
/** What was not understood, and is told. */
export const degraded: Shape = { kind: "any", reason: "degraded" };

/** Tells that a schema was not understood. */
export function notUnderstood(builder: Builder, place: Place, reason: string): Shape {
  builder.reporter.report("schema-not-understood", place.origin, { reason });
  return degraded;
}
