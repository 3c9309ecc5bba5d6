import { ref } from "../../../pyast/index.ts";
import type { Operation, RequestBody } from "../../ir/operation.ts";
import { schemaOf, type LowerContext, type NamedSchema } from "../context.ts";
import { bodyAttributes, isMultipart } from "../operations/request-bodies.ts";
import { contentTypeName, methodArguments, type Argument } from "../operations/operations.ts";
import { py } from "../symbols.ts";
import { annotation, isClass } from "../models/types.ts";
import { b, type OpenExpr } from "../open-builders.ts";
import { generatorMethod, generatorVariable } from "./generator-names.ts";

/** One argument of a method of the facade. */
export interface FacadeArgument {
  /** As the other generator calls it. */
  readonly name: string;
  readonly annotation: OpenExpr;
  /** Null where callers must give it. */
  readonly default: OpenExpr | null;
  readonly doc: string;
}

/** What a method of the facade takes, and how it hands that to the client's own. */
export interface Delegation {
  /** What callers must give first, otherwise in the document's order. */
  readonly args: readonly FacadeArgument[];
  /** A null key is a mapping to be spread. */
  readonly keywords: readonly (readonly [string | null, OpenExpr])[];
}

/** How an operation's arguments are given under the other generator's names. */
export function delegation(lower: LowerContext, operation: Operation): Delegation {
  const own = new Map(methodArguments(lower, operation).map((argument) => [argument.name, argument]));
  own.delete(mediaChoiceName(operation));
  own.delete(operation.answer?.otherwise ?? "");
  const naming = distinctNames();
  const args: FacadeArgument[] = [];
  const keywords: (readonly [string | null, OpenExpr])[] = [];
  for (const parameter of operation.parameters) {
    const argument = own.get(parameter.name);
    if (argument === undefined) continue;
    own.delete(parameter.name);
    const name = naming(generatorVariable(parameter.wire, parameter.name));
    args.push({ name, annotation: argument.annotation, default: argument.default, doc: argument.doc });
    keywords.push([argument.name, b.name(name)]);
  }
  const rest = [...own.values()];
  const body = bodyDelegation(lower, operation, { rest, naming });
  const all = [...args, ...body.args];
  return {
    args: [...all.filter((each) => each.default === null), ...all.filter((each) => each.default !== null)],
    keywords: [...keywords, ...body.keywords],
  };
}

/** The argument that chooses between media types, which the other generator has as a setting of the call. */
function mediaChoiceName(operation: Operation): string {
  return (operation.body?.media.length ?? 0) > 1 ? contentTypeName(operation) : "";
}

/** Gives each argument a name of its own. */
function distinctNames(): (wish: string) => string {
  const taken = new Set(["self", "settings"]);
  return (wish) => {
    let name = wish;
    while (taken.has(name)) name += "_";
    taken.add(name);
    return name;
  };
}

interface Remaining {
  /** The arguments of the client's method that come from the body. */
  readonly rest: readonly Argument[];
  readonly naming: (wish: string) => string;
}

type BodyDelegation = Pick<Delegation, "args" | "keywords">;

function bodyDelegation(lower: LowerContext, operation: Operation, remaining: Remaining): BodyDelegation {
  const { body } = operation;
  if (body === null || body.shape === null) return { args: [], keywords: [] };
  if (body.shape.kind === "argument") return wholeBody(lower, body, remaining);
  const schema = schemaOf(lower, body.shape.schema);
  const isForm = body.media[0]?.codec !== "json" || isMultipart(body);
  if (isForm || !isClass(schema)) return formFields(body, remaining);
  const target: SpreadBody = { operation, body, schema, fields: body.shape.fields };
  return schema.hint.from === "component" ? modelBody(lower, target, remaining) : inlineBody(lower, target, remaining);
}

/** A body that is one argument in both: the other generator calls it after its model. */
function wholeBody(lower: LowerContext, body: RequestBody, { rest, naming }: Remaining): BodyDelegation {
  const [argument] = rest;
  if (argument === undefined) return { args: [], keywords: [] };
  const use = body.media[0]?.use ?? null;
  const outer = use === null ? null : schemaOf(lower, use.schema);
  const schema = outer?.kind === "array" ? schemaOf(lower, outer.items.schema) : outer;
  const named = schema !== null && schema.name !== null && schema.hint.from === "component";
  const name = naming(named ? generatorVariable(schema.name, "body") : "body");
  return { args: [{ ...argument, name }], keywords: [[argument.name, b.name(name)]] };
}

/** The fields of a form are arguments in both. */
function formFields({ shape }: RequestBody, { rest, naming }: Remaining): BodyDelegation {
  const wires = new Map(shape?.kind === "keywords" ? shape.fields.map((field) => [field.name, field.wire]) : []);
  const named = rest.map((argument) => ({ argument, name: naming(generatorVariable(wires.get(argument.name) ?? argument.name, argument.name)) }));
  return { args: named.map(({ argument, name }) => ({ ...argument, name })), keywords: named.map(({ argument, name }) => [argument.name, b.name(name)] as const) };
}

interface SpreadBody {
  readonly operation: Operation;
  readonly body: RequestBody;
  readonly schema: NamedSchema;
  readonly fields: readonly { readonly wire: string; readonly name: string }[];
}

/** A body with a model of the document: that is the argument. */
function modelBody(lower: LowerContext, { operation, body, schema, fields }: SpreadBody, { naming }: Remaining): BodyDelegation {
  const name = naming(generatorVariable(schema.name, "body"));
  const doc = body.docs.description ?? "";
  const type = modelOrMapping(lower, schema);
  const argument: FacadeArgument = body.required ? { name, annotation: b.union(type), default: null, doc } : { name, annotation: b.union([...type, b.none]), default: b.none, doc };
  return { args: [argument], keywords: [[null, spread(lower, { operation, schema, fields, name, given: [] })]] };
}

/** A body that the document describes in place: the object under the name that the other generator makes up, or its members. */
function inlineBody(lower: LowerContext, { operation, schema, fields }: SpreadBody, { rest, naming }: Remaining): BodyDelegation {
  const name = naming(`${generatorMethod(operation)}_request`);
  const wires = new Map(fields.map((field) => [field.name, field.wire]));
  const unset = ref(lower.symbols.runtime("models", "UNSET"));
  const members = rest.map((argument) => ({ argument, name: naming(generatorVariable(wires.get(argument.name) ?? argument.name, argument.name)) }));
  const given = members.map(({ argument, name: own }) => [argument.name, b.name(own)] as const);
  return {
    args: [
      { name, annotation: b.union([...modelOrMapping(lower, schema), b.none]), default: b.none, doc: "The whole body; its members may be given one by one instead." },
      ...members.map(({ argument, name: own }) => ({ name: own, annotation: argument.annotation, default: unset, doc: argument.doc })),
    ],
    keywords: [[null, spread(lower, { operation, schema, fields, name, given })]],
  };
}

function modelOrMapping(lower: LowerContext, schema: NamedSchema): readonly OpenExpr[] {
  return [annotation(lower, { schema: schema.id, nullable: false }, "output"), b.subscript(ref(py.Mapping), [ref(py.str), ref(py.object)])];
}

interface Spread {
  readonly operation: Operation;
  readonly schema: NamedSchema;
  readonly fields: SpreadBody["fields"];
  readonly name: string;
  readonly given: readonly (readonly [string, OpenExpr])[];
}

/** `body_keywords(models.Pet, pet, {"name": "body_name"})` */
function spread(lower: LowerContext, { operation, schema, fields, name, given }: Spread): OpenExpr {
  const attributes = new Map(bodyAttributes(lower, schema.id));
  const flag = operation.stream?.property ?? null;
  const changed = fields.flatMap((field): readonly (readonly [OpenExpr, OpenExpr])[] => {
    const attribute = attributes.get(field.wire) ?? field.name;
    if (field.wire === flag) return [[b.str(attribute), b.none]];
    return attribute === field.name ? [] : [[b.str(attribute), b.str(field.name)]];
  });
  const names = changed.length === 0 ? [] : [b.dict(changed)];
  return b.call(ref(lower.symbols.runtime("facade_calls", "body_keywords")), [ref(lower.symbols.model(schema)), b.name(name), ...names], given);
}
