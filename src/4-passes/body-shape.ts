import type { BodyShape, MediaType, RequestBody } from "../ir/operation.ts";
import type { ObjectSchema } from "../ir/schema.ts";
import { allProperties, schemaAt, type SchemaTable } from "./schema-table.ts";

const whole: BodyShape = { kind: "argument", name: "body", positional: false };

/** Whether a body is spread into keywords: one class, the same for all media types that can carry it, with members to give. */
export function bodyShape(table: SchemaTable, body: RequestBody): BodyShape {
  const carriers = body.media.filter((media) => media.codec !== "xml");
  if (carriers.length === 0 || !carriers.every(carriesObject)) return whole;
  const classes = carriers.map((media) => classOf(table, media));
  const [first] = classes;
  if (first === undefined || first === null || classes.some((one) => one?.id !== first.id)) return whole;
  const fields = allProperties(table, first).filter((property) => !property.readOnly);
  if (fields.length === 0) return whole;
  return { kind: "keywords", schema: first.id, fields: fields.map(({ wire }) => ({ wire, name: "", positional: false })), spread: null };
}

function carriesObject({ codec }: MediaType): boolean {
  return codec === "json" || codec === "form" || codec === "multipart";
}

/** The class a media type carries; null where it may be null, a subclass, or no class at all. */
function classOf(table: SchemaTable, { use }: MediaType): ObjectSchema | null {
  if (use === null || use.nullable) return null;
  const schema = schemaAt(table, use.schema);
  return schema.kind === "object" && schema.named && schema.discriminator === null ? schema : null;
}
