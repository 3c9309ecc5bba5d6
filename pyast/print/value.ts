import type { Doc } from "prettier";
import type { Expr } from "../nodes.ts";
import { expression } from "./expression.ts";
import { inside, type Layout, outside, textOf, wrapped } from "./layout.ts";
import { mayOmitParentheses, type Wish, wishOf } from "./optional-parens.ts";
import { type Level, levels, mustParenthesize } from "./parens.ts";
import { textWidth } from "./string.ts";

/** The line a statement is printed on. */
export interface Line {
  readonly layout: Exclude<Layout, "explode">;
  /** The columns there are from the statement's indentation on. */
  readonly width: number;
}

/** Where in its statement an expression stands. */
export interface Place {
  /** The text before it on its line. */
  readonly before: string;
  /** The text after it, such as `:`. */
  readonly after?: string;
  readonly demand?: Level;
  /**
   * `assigned` may put a call into parentheses to make it fit, `condition` may not, `loose` takes parentheses only to
   * break operators, `message` takes them rather than break a bracket.
   */
  readonly manner?: "assigned" | "condition" | "loose" | "message";
}

/** An expression that is a statement's own, with parentheses where they let it break well. */
export function value(node: Expr, place: Place, line: Line): Doc {
  const { demand = levels.TEST } = place;
  if (line.layout === "flat" || mustParenthesize(node, demand)) {
    return expression(node, demand, outside(line.layout));
  }
  const flat = flatText(node, levels.ANY);
  if (fits(place.before + flat + (place.after ?? ""), line)) return flat;
  return takesParentheses(node, place, line) ? parenthesized(node) : open(node);
}

/** The expression as it breaks by itself. */
export function open(node: Expr, demand: Level = levels.ANY): Doc {
  return expression(node, demand, outside("doc"));
}

/** The expression on lines of its own between parentheses. */
export function parenthesized(node: Expr): Doc {
  return wrapped(expression(node, levels.ANY, inside(outside("doc"))));
}

/** The expression on one line. */
export function flatText(node: Expr, demand: Level = levels.TEST): string {
  return textOf(expression(node, demand, outside("flat")));
}

/** Whether the text is no wider than the line. */
export function fits(text: string, { width }: Line): boolean {
  return textWidth(text) <= width;
}

/** Whether the expression, too long for its line, goes between parentheses. */
export function takesParentheses(node: Expr, place: Place, line: Line): boolean {
  const { manner = "assigned" } = place;
  switch (wish(node, manner)) {
    case "never":
      return manner === "message" && !breaksWell(node, place, line);
    case "multiline":
      // The body of a lambda takes parentheses of its own.
      return !((node.kind === "Lambda" || mayOmitParentheses(node)) && breaksWell(node, place, line));
    case "fit":
      if (manner === "loose") return false;
      if (manner === "message") return !breaksWell(node, place, line);
      // Parentheses that would not fit themselves mend nothing, nor do those around a line that does not fit either.
      if (breaksWell(node, place, line) || !fits(`${place.before}(`, line)) return false;
      return explodedLines(node).every((each) => fits(`    ${each}`, line));
  }
}

function wish(node: Expr, manner: Place["manner"]): Wish {
  const own = wishOf(node);
  return own === "never" && manner === "assigned" && endsInCall(node) ? "fit" : own;
}

/** A call, or what is taken out of its result: assigned, it takes parentheses if it cannot start on the line. */
export function endsInCall({ kind }: Expr): boolean {
  return kind === "Call" || kind === "Attribute" || kind === "Subscript";
}

/** Whether the lines outside of brackets fit when the expression breaks in its own brackets. */
export function breaksWell(node: Expr, { before, after = "" }: Place, line: Line): boolean {
  const text = textOf(expression(node, levels.ANY, outside("explode")));
  return linesFit(text, { before, after }, line);
}

interface Exploded {
  readonly before: string;
  readonly after?: string;
}

/** The lines of the expression between parentheses, with all its own brackets broken too. */
function explodedLines(node: Expr): readonly string[] {
  return textOf(expression(node, levels.ANY, inside(outside("explode")))).split("\n");
}

/** Whether the lines of exploded text fit, those inside of brackets left out: they break further or cannot be helped. */
export function linesFit(text: string, { before, after = "" }: Exploded, line: Line): boolean {
  return (before + text + after).split("\n").every((each) => each.startsWith("    ") || fits(each, line));
}

/** The first line of the expression when it breaks in its own brackets. */
export function firstLine(node: Expr): string {
  const [first = ""] = textOf(expression(node, levels.ANY, outside("explode"))).split("\n", 1);
  return first;
}
