import type { Json, JsonObject } from "../ir/json.ts";
import { isObject, join, member, setMember } from "../ir/origin.ts";
import { joined } from "./map-reference.ts";
import { liftedSchema, placeOf, styleOf } from "./parameter.ts";
import { type At, type BodyParameter, derived, moved, type State } from "./state.ts";

const form = "application/x-www-form-urlencoded";
const multipart = "multipart/form-data";

interface Bodies {
  readonly bodies: readonly BodyParameter[];
  readonly consumes: readonly string[];
}

/** The request body that body and form parameters of 2.0 make up. `at` is where it will stand. */
export function bodyOf(state: State, { bodies, consumes }: Bodies, at: At): JsonObject | undefined {
  const forms = bodies.filter((one) => placeOf(one.value) === "formdata");
  const body = bodies.find((one) => placeOf(one.value) === "body");
  if (body === undefined) return forms.length === 0 ? undefined : formBody({ bodies: forms, consumes }, at);
  if (bodies.length > 1) state.reporter.report("body-twice", bodies[1]?.origin ?? body.origin);
  return plainBody(body, consumes, at);
}

/** One body parameter. A parameter reached by reference keeps its schema where it is. */
export function plainBody({ value, origin, reference }: BodyParameter, consumes: readonly string[], at: At): JsonObject {
  const { file } = at.scope;
  derived(file, origin, at.pointer);
  const content: Record<string, Json> = {};
  const own = member(value, "schema");
  for (const type of consumes.length === 0 ? ["application/json"] : consumes) {
    const place = join(at.pointer, "content", type, "schema");
    const from = { document: origin.document, pointer: join(origin.pointer, "schema") };
    if (own === undefined || own === null) derived(file, origin, place);
    else if (reference === undefined) moved(file, from, place);
    else derived(file, from, place);
    const inPlace = reference === undefined || own === undefined || own === null;
    setMember(content, type, { schema: inPlace ? (own ?? liftedSchema(value)) : { $ref: joined(reference, "schema") } });
  }
  return { ...wordsOf(value), required: member(value, "required") === true, content };
}

function formBody({ bodies, consumes }: Bodies, at: At): JsonObject {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  const encoding: Record<string, Json> = {};
  const types = formTypes(bodies, consumes);
  for (const { value, origin } of bodies) {
    const name = String(member(value, "name") ?? "");
    const description = member(value, "description");
    setMember(properties, name, { ...(typeof description === "string" ? { description } : {}), ...liftedSchema(value) });
    if (member(value, "required") === true) required.push(name);
    const style = styleOf(value);
    if (Object.keys(style).length > 0) setMember(encoding, name, style);
    for (const type of types) {
      const schema = join(at.pointer, "content", type, "schema");
      moved(at.scope.file, origin, join(schema, "properties", name));
    }
  }
  const first = bodies[0];
  if (first !== undefined) derived(at.scope.file, first.origin, at.pointer);
  const schema = { type: "object", properties, ...(required.length === 0 ? {} : { required }) };
  const media = { schema, ...(Object.keys(encoding).length === 0 ? {} : { encoding }) };
  return { required: required.length > 0, content: Object.fromEntries(types.map((type) => [type, media])) };
}

/** A file can only travel as multipart; otherwise what the operation consumes decides. */
function formTypes(bodies: readonly BodyParameter[], consumes: readonly string[]): readonly string[] {
  const file = bodies.some(({ value }) => String(member(value, "type")).toLowerCase() === "file");
  const usable = consumes.filter((one) => one.startsWith("multipart/") || (!file && one.startsWith(form)));
  if (usable.length > 0) return usable;
  return [file ? multipart : form];
}

function wordsOf(value: JsonObject): JsonObject {
  const out: Record<string, Json> = {};
  for (const [key, one] of Object.entries(value)) {
    if ((key === "description" && typeof one === "string") || key.startsWith("x-")) setMember(out, key, one);
  }
  const name = member(value, "name");
  if (typeof name === "string" && !isObject(out["x-body-name"])) out["x-body-name"] ??= name;
  return out;
}
