import type { Doc } from "prettier";
import { builders } from "prettier/doc";

const { conditionalGroup, group, hardline, ifBreak, indent, join, line, softline } = builders;

/**
 * How to lay out: `flat` on one line; `explode` with every bracket and chain broken, to ask whether the pieces would
 * fit; `doc` by Prettier's printer. The first two give plain strings.
 */
export type Layout = "flat" | "explode" | "doc";

/** What is handed down while an expression is printed. */
export interface Context {
  readonly layout: Layout;
  /** Whether a line may end here: inside brackets only. A line outside of them would change what is said. */
  readonly bracketed: boolean;
  /** Quotes that may not occur, inside the holes of f-strings. */
  readonly forbidden: string;
}

/** All on one line. */
const flatContext: Context = { layout: "flat", bracketed: false, forbidden: "" };

const contexts: Readonly<Record<Layout, { readonly open: Context; readonly inside: Context }>> = {
  flat: { open: flatContext, inside: flatContext },
  explode: {
    open: { layout: "explode", bracketed: false, forbidden: "" },
    inside: { layout: "explode", bracketed: true, forbidden: "" },
  },
  doc: {
    open: { layout: "doc", bracketed: false, forbidden: "" },
    inside: { layout: "doc", bracketed: true, forbidden: "" },
  },
};

/** The context of a layout outside all brackets. */
export function outside(layout: Layout): Context {
  return contexts[layout].open;
}

/** The context inside a bracket. */
export function inside(context: Context): Context {
  return context.bracketed || context.layout === "flat" ? context : contexts[context.layout].inside;
}

/** The parts one after the other; strings stay one string. */
export function concat(...parts: readonly Doc[]): Doc {
  let text = "";
  for (const part of parts) {
    if (typeof part !== "string") return [...parts];
    text += part;
  }
  return text;
}

/** The text of what is surely a string: anything in the flat and exploded layouts. */
export function textOf(doc: Doc): string {
  if (typeof doc !== "string") throw new TypeError("a layout that gives no plain text");
  return doc;
}

/** The lines of the text, each but empty ones indented by four columns. */
function indentText(text: string): string {
  return text.replace(/^(?!$)/gm, "    ");
}

/** When a broken list ends in a comma: always, with more than one item, never. */
export type TrailingComma = "always" | "several" | "never";

/** A bracketed list. */
export interface Bracketed {
  readonly open: string;
  readonly close: string;
  readonly items: readonly Doc[];
  readonly comma?: TrailingComma;
}

/** Calls, parameters, subscripts: flat, else all items on a line of their own, else one a line. */
export function callLike(list: Bracketed, context: Context): Doc {
  const { open, close, items } = list;
  if (items.length === 0) return open + close;
  if (context.layout === "flat") return open + joinText(items, ", ") + close;
  if (context.layout === "explode") return exploded(list);
  const inner = group([join([",", line], [...items]), comma(list)]);
  return group([open, indent([softline, inner]), softline, close]);
}

/** Displays and import names: flat, else one a line. */
export function display(list: Bracketed, context: Context): Doc {
  const { open, close, items } = list;
  if (items.length === 0) return open + close;
  if (context.layout === "flat") return open + joinText(items, ", ") + close;
  if (context.layout === "explode") return exploded(list);
  return group([open, indent([softline, join([",", line], [...items]), comma(list)]), softline, close]);
}

function endsInComma({ items, comma = "several" }: Bracketed): boolean {
  return comma === "always" || (comma === "several" && items.length > 1);
}

function comma(list: Bracketed): Doc {
  return endsInComma(list) ? ifBreak(",") : "";
}

function exploded(list: Bracketed): string {
  const items = joinText(list.items, ",\n") + (endsInComma(list) ? "," : "");
  return `${list.open}\n${indentText(items)}\n${list.close}`;
}

function joinText(items: readonly Doc[], separator: string): string {
  let text = "";
  for (let i = 0; i < items.length; i++) text += (i === 0 ? "" : separator) + textOf(items[i] ?? "");
  return text;
}

/** One thing in brackets that has its own line breaks: a comprehension, a parenthesised operand. */
export function enclosed(parts: { readonly open: string; readonly content: Doc; readonly close: string }, context: Context): Doc {
  const { open, content, close } = parts;
  if (context.layout === "flat") return open + textOf(content) + close;
  if (context.layout === "explode") return `${open}\n${indentText(textOf(content))}\n${close}`;
  return group([open, indent([softline, content]), softline, close]);
}

/** The pieces of a chain, each on a line of its own when they do not fit on one; outside brackets they stay together. */
export function chain(pieces: readonly Doc[], context: Context): Doc {
  const { layout, bracketed } = context;
  if (!bracketed || layout === "flat") return spaced(pieces);
  if (layout === "explode") return joinText(pieces, "\n");
  return group(join(line, [...pieces]));
}

function spaced(pieces: readonly Doc[]): Doc {
  return pieces.every((piece) => typeof piece === "string") ? pieces.join(" ") : join(" ", [...pieces]);
}

/** The pieces of a method chain, which are joined without blanks. */
export function links(pieces: readonly Doc[], context: Context): Doc {
  const { layout, bracketed } = context;
  if (!bracketed || layout === "flat") return concat(...pieces);
  if (layout === "explode") return joinText(pieces, "\n");
  return group(join(softline, [...pieces]));
}

/** Parentheses with the content on lines of its own. */
export function wrapped(content: Doc): Doc {
  return ["(", indent([hardline, content]), hardline, ")"];
}

/** The same layout, but lines may end only in brackets still to be opened. */
export function unbracketed(context: Context): Context {
  return context.bracketed ? { ...context, bracketed: false } : context;
}

/** Content that breaks in its last bracket if it can start on this line, else takes parentheses. */
export function hugging(open: Doc, content: Doc, { layout, bracketed }: Context): Doc {
  if (layout === "explode" && bracketed) return `(\n${indentText(textOf(content))}\n)`;
  if (layout !== "doc") return open;
  const broken = lastBroken(open);
  return conditionalGroup(broken === null ? [open, wrapped(content)] : [open, broken, wrapped(content)]);
}

/** The Doc with its last group broken; null when there is none at its top. */
function lastBroken(doc: Doc): Doc | null {
  if (typeof doc === "string") return null;
  if (!Array.isArray(doc)) return doc.type === "group" ? { ...doc, break: true } : null;
  for (let i = doc.length - 1; i >= 0; i--) {
    const broken = lastBroken(doc[i] ?? "");
    if (broken !== null) return doc.with(i, broken);
  }
  return null;
}

/** Content that takes parentheses, with lines of its own, when it does not fit. */
export function optional(content: Doc, { layout }: Context): Doc {
  if (layout === "flat") return content;
  if (layout === "explode") return `(\n${indentText(textOf(content))}\n)`;
  return group([ifBreak("("), indent([softline, content]), softline, ifBreak(")")]);
}
