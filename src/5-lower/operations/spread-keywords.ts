import { declared, ref, type Param, type Ref, type Symbol } from "../../../pyast/index.ts";
import type { Operation } from "../../ir/operation.ts";
import type { Property } from "../../ir/schema.ts";
import { schemaOf, type LowerContext } from "../context.ts";
import { wrap } from "../docs.ts";
import { allProperties, propertyText } from "../models/models.ts";
import { b, type OpenStmt } from "../open-builders.ts";
import { py } from "../symbols.ts";
import { annotation } from "../models/types.ts";

/** Properties of a body that callers give as `**name`. */
export interface Spread {
  /** The argument, for example `updates`. */
  readonly name: string;
  /** The body's model, after which the type of the keywords is called. */
  readonly model: string;
  readonly properties: readonly Property[];
}

/** What of an operation's body is given as `**name`: all that may be left out; null where each is an argument of its own. */
export function spreadOf(lower: LowerContext, { body }: Operation): Spread | null {
  if (body?.shape?.kind !== "keywords" || body.shape.spread === null || body.media.some(({ codec }) => codec === "multipart")) return null;
  const schema = schemaOf(lower, body.shape.schema);
  const names = new Map(body.shape.fields.map(({ wire, name }) => [wire, name]));
  // A property whose argument had to be called otherwise stays an argument: the model would not know it.
  const properties = allProperties(lower, schema).filter((property) => !(body.required && property.required) && names.get(property.wire) === property.name);
  return properties.length === 0 ? null : { name: body.shape.spread, model: schema.name ?? "", properties };
}

/** `**updates: Unpack[PetUpdateKeywords]` */
export function spreadParameter(lower: LowerContext, spread: Spread, module: string): Param<Ref> {
  const type = b.subscript(ref(lower.symbols.runtime("options", "Unpack")), ref(keywordsSymbol(spread, module)));
  return b.param(spread.name, { kind: "kwarg", annotation: type });
}

function keywordsSymbol({ model }: Spread, module: string): Symbol {
  return declared(module, `${model}Keywords`);
}

/** The types of the keywords that these operations take, and what they declare. */
export function spreadStatements(
  lower: LowerContext,
  operations: readonly Operation[],
  module: string,
): { readonly body: readonly OpenStmt[]; readonly declares: readonly Symbol[] } {
  const found = new Map<string, { readonly symbol: Symbol; readonly statement: OpenStmt }>();
  for (const operation of operations) {
    const spread = spreadOf(lower, operation);
    if (spread === null) continue;
    const symbol = keywordsSymbol(spread, module);
    if (!found.has(symbol.key)) found.set(symbol.key, { symbol, statement: keywordsClass(lower, spread, symbol) });
  }
  return { body: [...found.values()].map(({ statement }) => statement), declares: [...found.values()].map(({ symbol }) => symbol) };
}

function keywordsClass(lower: LowerContext, { model, properties }: Spread, { name }: Symbol): OpenStmt {
  return b.classDef(name, {
    bases: [ref(py.TypedDict)],
    keywords: [["total", b.false]],
    doc: wrap(`What may be given of \`${model}\`, by keyword.`, lower.width - 7),
    body: properties.flatMap((property): readonly OpenStmt[] => {
      const text = propertyText(lower, property);
      const field = b.annAssign(property.name, annotation(lower, property.use, "input"));
      return text === null ? [field] : [field, b.docstring(wrap(text, lower.width - 7))];
    }),
  });
}
