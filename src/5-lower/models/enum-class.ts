import { ref } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { cleanText, describe, docstringText, sentence, wrap } from "../docs.ts";
import { b, type OpenStmt } from "../open-builders.ts";
import { memberNames, type NamedEnum } from "./types.ts";

/** What four spaces of indentation and the quotes take of a line. */
const aroundText = 7;

/** `class Period(TextEnum):`, each member with what the document says of it. */
export function enumClass(lower: LowerContext, schema: NamedEnum): OpenStmt {
  const text = typeof schema.members[0]?.value === "string";
  const words = describe(schema.docs, schema.title === null ? null : sentence(schema.title)) ?? `Values of the API: ${schema.name}.`;
  const names = memberNames(lower, schema);
  const body = schema.members.flatMap(({ value, description }, index): readonly OpenStmt[] => {
    const literal = typeof value === "string" || typeof value === "number" || typeof value === "bigint" ? value : String(value);
    const member = b.assign(names[index] ?? "", b.literal(literal));
    const told = description === null ? "" : cleanText(description);
    return told === "" ? [member] : [member, b.docstring(wrap(told, lower.width - aroundText))];
  });
  const [module, kind] = lower.context.options.models === "pydantic" ? ["listed", ""] : ["facade_enums", "Facade"];
  const base = lower.symbols.runtime(module, `${kind}${text ? "Text" : "Whole"}Enum`);
  return b.classDef(schema.name, { bases: [ref(base)], doc: docstringText([wrap(words, lower.width - aroundText)]), body });
}
