import { ref } from "../../../pyast/index.ts";
import type { ObjectSchema, Property } from "../../ir/schema.ts";
import { resolveUse, type LowerContext } from "../context.ts";
import { constantValue, extraUses, inheritedTag, propertyText, takesNull, wrapped } from "../models/models.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { py, pydantic } from "../symbols.ts";
import { annotation, memberOf, optionalAnnotation } from "../models/types.ts";
import { direct, forCheckers } from "./reach.ts";

/** Columns that four spaces of indentation and the quotes leave for text. */
const memberIndent = 4;

/** `name: Annotated[T, Field(alias="wire")] = None` for each property, and its docstring. */
export function fieldStatements(lower: LowerContext, schema: ObjectSchema): readonly OpenStmt[] {
  const tag = inheritedTag(lower, schema);
  const inherited = tag === null ? [] : [field(lower, tag.property, tagValue(lower, tag.property, tag.tag))];
  return [...inherited, ...schema.properties.flatMap((property) => described(lower, property)), ...extras(lower, schema)];
}

function described(lower: LowerContext, property: Property): readonly OpenStmt[] {
  const text = propertyText(lower, property);
  const { schema } = resolveUse(lower, property.use);
  const constant = property.required && !property.readOnly ? constantValue(schema) : undefined;
  const statement = field(lower, property, constant ?? null);
  return text === null ? [statement] : [statement, b.docstring(wrapped(lower, text, memberIndent))];
}

/** A field; `constant` is what it is where it may be one value only. */
function field(lower: LowerContext, property: Property, constant: OpenExpr | null): OpenStmt {
  const present = property.required && !property.writeOnly;
  const type = present ? annotation(lower, property.use, "field") : optionalAnnotation(lower, property.use, "field");
  const notes = [...fieldNote(property), ...(!present && takesNull(lower, property.use) ? [mark(lower, "NULLABLE")] : []), ...(property.readOnly ? [mark(lower, "READ_ONLY")] : [])];
  const annotated = notes.length === 0 ? type : b.subscript(ref(py.Annotated), [type, ...notes]);
  const value = property.readOnly ? unsent(lower, present) : (constant ?? (present ? null : b.none));
  return b.annAssign(property.name, forCheckers(lower, annotated), value);
}

/** `Field(alias="wire")`, beside the type: checkers would take the alias for the name of the constructor's argument. */
function fieldNote(property: Property): readonly OpenExpr[] {
  const keywords: [string, OpenExpr][] = [];
  if (property.wire !== property.name) keywords.push(["alias", b.str(property.wire)]);
  if (property.writeOnly) keywords.push(["repr", b.false]);
  return keywords.length === 0 ? [] : [b.call(ref(pydantic.Field), [], keywords)];
}

/** Constructors do not take what only the server says. */
function unsent(lower: LowerContext, present: boolean): OpenExpr {
  const nothing = present ? mark(lower, "ABSENT") : b.none;
  return b.call(ref(pydantic.Field), [], { default: nothing, init: b.false });
}

function mark(lower: LowerContext, name: "NULLABLE" | "READ_ONLY" | "ABSENT"): OpenExpr {
  return ref(lower.symbols.runtime("pydantic_types", name));
}

/** A discriminator's tag as its property has it: a member of the enum where that is a class. */
function tagValue(lower: LowerContext, property: Property, tag: string | number | boolean): OpenExpr {
  const { schema } = resolveUse(lower, property.use);
  const member = memberOf(lower, schema, tag);
  return member === null ? b.literal(tag) : b.attr(ref(direct(member.of)), member.name);
}

/** What further keys hold, said to pydantic alone: to checkers it would change the type of an attribute that is inherited. */
function extras(lower: LowerContext, schema: ObjectSchema): readonly OpenStmt[] {
  const types = extraUses(lower, schema).map((use) => annotation(lower, use, "field"));
  if (types.length === 0) return [];
  const extra = b.annAssign("__pydantic_extra__", forCheckers(lower, b.subscript(ref(py.dict), [ref(py.str), b.union(types)])), null);
  return [b.if(b.not(ref(py.TYPE_CHECKING)), [extra])];
}
