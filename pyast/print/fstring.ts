import type { Expr, Node } from "../nodes.ts";
import { expression } from "./expression.ts";
import { type Context, textOf } from "./layout.ts";
import { levels } from "./parens.ts";
import { escapeCodes, escapeText, preferredQuote } from "./string.ts";

/**
 * An f-string. Before Python 3.12 a hole may hold neither a backslash nor the quotes around the whole, so quotes are
 * tried until the holes can do without; where none will do, the text needs 3.12.
 */
export function fstring(values: readonly Expr[], context: Context): string {
  const literal = values.map((value) => literalText(value) ?? "").join("");
  const preferred = preferredQuote(literal);
  const other = preferred === '"' ? "'" : '"';
  const candidates = [preferred, other, preferred.repeat(3), other.repeat(3)].filter(
    (quote) => !context.forbidden.includes(quote.charAt(0)),
  );
  for (const quote of candidates) {
    const text = attempt(values, quote, context);
    if (text !== null) return text;
  }
  return whole(values, candidates[0] ?? preferred, context).text;
}

function attempt(values: readonly Expr[], quote: string, context: Context): string | null {
  const { text, holes } = whole(values, quote, context);
  const legal = holes.every((hole) => !hole.includes(quote) && !hole.includes("\\"));
  const endsWell = quote.length === 1 || !holes.some((hole) => hole.includes("\n"));
  return legal && endsWell ? text : null;
}

interface Written {
  readonly text: string;
  readonly holes: readonly string[];
}

function whole(values: readonly Expr[], quote: string, context: Context): Written {
  const mark = quote.charAt(0);
  const forbidden = quote.length === 1 ? context.forbidden + mark : context.forbidden;
  const inner: Context = { layout: "flat", bracketed: true, forbidden };
  const holes: string[] = [];
  const text = values.map((value) => part(value, { quote, inner, holes })).join("");
  return { text: `f${quote}${text}${quote}`, holes };
}

interface Setting {
  readonly quote: string;
  readonly inner: Context;
  readonly holes: string[];
}

function part(value: Expr, setting: Setting): string {
  const literal = literalText(value);
  if (literal !== null) return escapeText(literal, setting.quote).replaceAll("{", "{{").replaceAll("}", "}}");
  if (value.kind === "Constant" && typeof value.value === "object" && value.value !== null && "codes" in value.value) {
    return escapeCodes(value.value.codes, setting.quote).replaceAll("{", "{{").replaceAll("}", "}}");
  }
  if (value.kind === "FormattedValue") return hole(value, setting);
  if (value.kind === "JoinedStr") return value.values.map((each) => part(each, setting)).join("");
  return hole({ kind: "FormattedValue", value, conversion: -1, format_spec: null }, setting);
}

function hole({ value, conversion, format_spec }: Node<"FormattedValue">, setting: Setting): string {
  const text = textOf(expression(value, levels.OR, setting.inner));
  setting.holes.push(text);
  const blank = text.startsWith("{") ? " " : "";
  const how = conversion < 0 ? "" : `!${String.fromCharCode(conversion)}`;
  const format = format_spec === null ? "" : `:${part(format_spec, setting)}`;
  return `{${blank}${text}${how}${format}${how + format === "" ? blank : ""}}`;
}

function literalText(value: Expr): string | null {
  return value.kind === "Constant" && typeof value.value === "string" ? value.value : null;
}
