import type { ManifestField, ManifestOperation } from "../6-emit/manifest.ts";
import { membersOf } from "./fits.ts";
import type { Value } from "./left-out.ts";
import type { PythonType } from "./python-type.ts";
import { fieldsOf, type Surface } from "./surface.ts";

/** One argument of a method, whatever part of the request it becomes. */
export interface Argument {
  /** What identifies it in the document: `query limit`. */
  readonly key: string;
  /** The Python name. */
  readonly name: string;
  /** What may be given, null where the manifest does not tell. `required` is whether a call without it is wrong. */
  readonly value: Value | null;
  /** Its place among the positional arguments, null for a keyword. */
  readonly position: number | null;
  /** Where the document has it. */
  readonly pointer: string;
}

/** The arguments of a method, without the options that every call takes. */
export function argumentsOf(surface: Surface, operation: ManifestOperation): readonly Argument[] {
  const parameters = operation.parameters.filter((one) => one.supplied !== true);
  const order = operation.positional ?? parameters.filter((one) => one.in === "path").map((one) => one.python);
  const given = parameters.map((one): Unplaced => ({ key: `${one.in} ${one.name}`, name: one.python, value: valueOf(surface, one), pointer: one.pointer }));
  return [...given, ...bodyArguments(surface, operation)].map((one) => {
    const position = order.indexOf(one.name);
    return { ...one, position: position < 0 ? null : position };
  });
}

type Unplaced = Omit<Argument, "position">;

function bodyArguments(surface: Surface, { body, pointer, parameters }: ManifestOperation): readonly Unplaced[] {
  if (body === null) return [];
  const keyword = { pointer: `${pointer}/requestBody` };
  const type = surface.type(body.type ?? "Any");
  const [only] = type;
  const fields = body.python === null && only?.kind === "name" ? fieldsOf(surface, only.name) : new Map<string, ManifestField>();
  const given: readonly Unplaced[] =
    body.python === null
      ? Object.entries(body.fields).map(([wire, name]) => ({ ...keyword, key: `body ${wire}`, name, value: fieldArgument(surface, fields.get(wire), body.required) }))
      : [{ ...keyword, key: "body", name: body.python, value: { type, required: body.required, nullable: false, default: undefined } }];
  if (body.mediaTypes.length < 2) return given;
  const taken = [...parameters.map((one) => one.python), ...given.map((one) => one.name)].includes("content_type");
  const choice = body.mediaTypes.map((each) => ({ kind: "literal", text: JSON.stringify(each) }) as const);
  const value = { type: choice, required: false, nullable: false, default: body.mediaTypes[0] };
  return [...given, { ...keyword, key: "content type", name: taken ? "content_type_" : "content_type", value }];
}

function fieldArgument(surface: Surface, field: ManifestField | undefined, bodyRequired: boolean): Value | null {
  if (field === undefined) return null;
  const value = valueOf(surface, field);
  return { ...value, required: bodyRequired && value.required };
}

/** What may be given for a parameter or a field; a constant is never asked for. */
export function valueOf(surface: Surface, one: Pick<ManifestField, "type" | "required" | "nullable" | "default">): Value {
  const whole = surface.type(one.type);
  const rest = whole.filter((member) => member.kind !== "name" || member.name !== "None");
  const type = rest.length === 0 ? whole : rest;
  return { type, required: one.required && !isConstant(surface, type), nullable: one.nullable ?? (one.required && rest.length < whole.length), default: one.default };
}

function isConstant(surface: Surface, type: PythonType): boolean {
  const [only, ...more] = membersOf({ type, surface });
  return more.length === 0 && only?.kind === "literal";
}
