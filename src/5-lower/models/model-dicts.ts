import { isIdentifier, ref, rewrite, type Ref, type Symbol, type Tree } from "../../../pyast/index.ts";
import type { ObjectSchema, Property, UnionSchema } from "../../ir/schema.ts";
import { circularAliases } from "./circular-aliases.ts";
import { type LowerContext, type NamedSchema } from "../context.ts";
import { allProperties } from "./models.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { py } from "../symbols.ts";
import { annotation, anyMapping, isClass, unionOfDicts } from "./types.ts";

/**
 * What checkers see of the dict that arguments accept in place of a model or of a union of models:
 * `class SpecialEventDict(TypedDict)` with the keys of the wire. At run time it is `dict`, so that hints can be read.
 */
export function lowerDict(lower: LowerContext, schema: NamedSchema): { readonly symbol: Symbol; readonly statement: OpenStmt } | null {
  const symbol = lower.symbols.dict(schema);
  if (symbol === null) return null;
  const seen = isClass(schema) ? typedDict(lower, schema, symbol) : schema.kind === "union" ? dictUnion(lower, schema, symbol) : null;
  if (seen === null) throw new Error(`${schema.id} has no dict`);
  const running = schema.kind === "union" ? ref(lower.symbols.model(schema)) : ref(py.dict);
  return { symbol, statement: b.if(ref(py.TYPE_CHECKING), [forCheckers(seen)], [b.assign(symbol.name, running)]) };
}

/** `class PlaceDict(TypedDict)`, or the call where a key is no name. */
function typedDict(lower: LowerContext, schema: ObjectSchema & { readonly name: string }, symbol: Symbol): OpenStmt {
  const entries = allProperties(lower, schema)
    .filter((property) => !property.readOnly)
    .map((property) => ({ wire: property.wire, type: entryType(lower, property) }));
  if (entries.every(({ wire }) => isKey(wire))) {
    const doc = `\`${schema.name}\` as a dict.`;
    return b.classDef(symbol.name, { bases: [ref(py.TypedDict)], doc, body: entries.map(({ wire, type }) => b.annAssign(wire, type)) });
  }
  const dicts = Object.values(lower.api.schemas).flatMap((each) => lower.symbols.dict(each) ?? []);
  const keys = b.dict(entries.map(({ wire, type }) => [b.str(wire), withoutDicts(type, dicts)] as const));
  return b.assign(symbol.name, b.call(ref(py.TypedDict), [b.str(symbol.name), keys]));
}

function entryType(lower: LowerContext, property: Property): OpenExpr {
  const type = annotation(lower, property.use, "wire");
  return property.required ? type : b.subscript(ref(py.NotRequired), type);
}

/** `PetDict: TypeAlias = CatDict | DogDict`; where it contains itself, any mapping. */
function dictUnion(lower: LowerContext, schema: UnionSchema & { readonly name: string }, symbol: Symbol): OpenStmt {
  const circular = circularAliases(lower, schema).flatMap((each) => lower.symbols.dict(each) ?? []);
  return b.annAssign(symbol.name, ref(py.TypeAlias), b.union(unionOfDicts(lower, schema).map((member) => withoutDicts(member, circular))));
}

/** Whether a key can be written as the name of a class's member; those with underscores at both ends are Python's own. */
function isKey(wire: string): boolean {
  return isIdentifier(wire) && !/^__.*__$/.test(wire);
}

/** The type with any mapping for some dicts: what is evaluated where it stands cannot name what contains it. */
function withoutDicts(type: OpenExpr, dicts: readonly Symbol[]): OpenExpr {
  const keys = new Set(dicts.map(({ key }) => key));
  return rewrite<Ref>(type, (node) => (node.kind === "Ref" && keys.has(node.symbol.key) ? anyMapping() : node));
}

/** The statement with everything in it needed by checkers alone. */
function forCheckers(statement: OpenStmt): OpenStmt {
  return rewrite<Ref>(statement, (node: Tree<Ref>): Tree<Ref> => (node.kind === "Ref" && node.use === "value" ? { ...node, use: "type" } : node));
}
