import { external, ref, type OpenModule } from "../../../pyast/index.ts";
import type { Property } from "../../ir/schema.ts";
import { isNamed, resolveUse, type LowerContext, type NamedSchema } from "../context.ts";
import { allProperties } from "../models/models.ts";
import { b, type OpenExpr } from "../open-builders.ts";
import { py } from "../symbols.ts";

/** The test of every model's keys: which attribute travels under which name. Null where there are no models. */
export function lowerWireNamesTest(lower: LowerContext, path: string): OpenModule | null {
  const classes = Object.values(lower.api.schemas).filter(isNamed).flatMap((schema) => wireNames(lower, schema));
  if (classes.length === 0) return null;
  const model = b.call("getattr", [b.name("models"), b.name("name")]);
  const found = lower.context.options.models === "pydantic" ? plannedNames(lower, model) : shapedNames(lower, model);
  const body = [
    b.docstring("Under which name each attribute of each model travels."),
    b.importFrom(lower.symbols.root, ["models"]),
    b.assign("WIRE_NAMES", b.dict(classes.map(([name, pairs]) => [b.str(name), b.str(pairs)] as const))),
    b.def("test_wire_names", {
      decorators: [b.call(b.attr(ref(external("pytest", "mark", "attribute")), "parametrize"), [b.str("name"), b.name("WIRE_NAMES")])],
      params: [b.param("name", { annotation: ref(py.str) })],
      returns: b.none,
      body: [b.assign("found", found), b.assert(b.compare(b.call(b.attr(b.str(" "), "join"), [b.call("sorted", [b.name("found")])]), "==", b.subscript("WIRE_NAMES", b.name("name"))))],
    }),
  ];
  return { path, isPackage: false, body: b.module(body), declares: [] };
}

/** `[f"{attribute}={field.wire}" for attribute, field in shape_of(model).fields.items()]` */
function shapedNames(lower: LowerContext, model: OpenExpr): OpenExpr {
  const fields = b.attr(b.call(ref(lower.symbols.runtime("models", "shape_of")), [model]), "fields", "items");
  return b.listComp(b.fstring([b.name("attribute"), "=", b.attr("field", "wire")]), [b.comprehension(b.tuple([b.name("attribute"), b.name("field")]), b.call(fields))]);
}

/** `[f"{field.name}={field.wire}" for field in plans_of(model)]` */
function plannedNames(lower: LowerContext, model: OpenExpr): OpenExpr {
  const plans = b.call(ref(lower.symbols.runtime("pydantic_models", "plans_of")), [model]);
  return b.listComp(b.fstring([b.attr("field", "name"), "=", b.attr("field", "wire")]), [b.comprehension(b.name("field"), plans)]);
}

/** The classes that a schema becomes, each with its `event_id=eventId name=name`, in Python's order of text. */
function wireNames(lower: LowerContext, schema: NamedSchema): readonly (readonly [name: string, pairs: string])[] {
  if (schema.kind === "object") return [[schema.name, pairs(allProperties(lower, schema))]];
  if (schema.kind !== "union" || schema.unknownName === null || schema.discriminator === null) return [];
  const { property } = schema.discriminator;
  const known = schema.variants.flatMap((variant) => allProperties(lower, resolveUse(lower, variant).schema));
  return [[schema.unknownName, pairs(known.filter(({ wire }) => wire === property).slice(0, 1))]];
}

function pairs(properties: readonly Property[]): string {
  return [...new Set(properties.map(({ name, wire }) => `${name}=${wire}`))].sort(compareCodePoints).join(" ");
}

function compareCodePoints(left: string, right: string): number {
  const [a, c] = [[...left], [...right]];
  for (let index = 0; index < Math.min(a.length, c.length); index += 1) {
    const difference = (a[index]?.codePointAt(0) ?? 0) - (c[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - c.length;
}
