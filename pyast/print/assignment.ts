import type { Doc } from "prettier";
import type { Expr, Node } from "../nodes.ts";
import { bareTuple } from "./expression.ts";
import { concat, outside, textOf } from "./layout.ts";
import { isBracketed, wishOf } from "./optional-parens.ts";
import { levels } from "./parens.ts";
import { breaksWell, endsInCall, firstLine, fits, flatText, type Line, open, parenthesized, value } from "./value.ts";

/** `a = b = value` */
export function assign({ targets, value: assigned }: Node<"Assign">, line: Line): Doc {
  const texts = targets.map((each) => target(each, { ...line, layout: "flat" }));
  const last = targets.at(-1);
  const before = texts.map((text) => `${textOf(text)} = `).join("");
  const isPlain = targets.length === 1 && last !== undefined && !mayBreakTarget(last);
  if (line.layout === "flat" || last === undefined || isPlain) {
    return concat(before, value(assigned, { before, demand: levels.YIELD }, line));
  }
  if (targets.length > 1) return severalTargets(targets, assigned, line);
  return rightToLeft({ start: "", left: last, leftText: textOf(texts[0] ?? ""), operator: " = ", right: assigned }, line);
}

/** `a = b = value` that is too long: targets after the first take parentheses where the next one would not start. */
function severalTargets(targets: readonly Expr[], assigned: Expr, line: Line): Doc {
  const docs: Doc[] = [];
  let before = "";
  targets.forEach((each, index) => {
    const text = textOf(target(each, { ...line, layout: "flat" }));
    const whole = `${before}${text} = `;
    const isLast = index === targets.length - 1;
    const stays = isLast ? rightSide(assigned, whole, line) !== null : fits(`${whole}(`, line);
    if (stays || (index === 0 && !mayBreakTarget(each))) {
      docs.push(text, " = ");
      before = whole;
    } else {
      docs.push(mayBreakTarget(each) ? open(each) : parenthesized(each), " = ");
      before = ") = ";
    }
  });
  return concat(...docs, value(assigned, { before, demand: levels.YIELD }, line));
}

/** `target op= value` */
export function augAssign({ target: left, op, value: right }: Node<"AugAssign">, line: Line): Doc {
  const leftText = textOf(target(left, { ...line, layout: "flat" }));
  const before = `${leftText} ${op}= `;
  if (line.layout === "flat" || !mayBreakTarget(left)) {
    return concat(before, value(right, { before, demand: levels.YIELD }, line));
  }
  return rightToLeft({ start: "", left, leftText, operator: ` ${op}= `, right }, line);
}

/** `target: annotation = value` */
export function annAssign(node: Node<"AnnAssign">, line: Line): Doc {
  const { annotation, value: assigned } = node;
  const start = `${annotated(node)}: `;
  if (assigned === null) return concat(start, value(annotation, { before: start }, line));
  if (line.layout === "flat" || !mayBreakAnnotation(annotation)) {
    const before = `${start}${flatText(annotation)} = `;
    return concat(before, value(assigned, { before, demand: levels.YIELD }, line));
  }
  const leftText = flatText(annotation);
  return rightToLeft({ start, left: annotation, leftText, operator: " = ", right: assigned }, line);
}

/** A name in parentheses is no field to Python: `(x): int` differs from `x: int`. */
function annotated({ target: node, simple }: Node<"AnnAssign">): string {
  const text = flatText(node);
  return node.kind === "Name" && !simple ? `(${text})` : text;
}

function target(node: Expr, line: Line): Doc {
  return bareTuple(node, levels.BOR, outside(line.layout));
}

function mayBreakTarget(node: Expr): boolean {
  return node.kind === "Tuple" || isBracketed(node);
}

function mayBreakAnnotation(node: Expr): boolean {
  return isBracketed(node) || wishOf(node) === "multiline";
}

interface Sides {
  /** What comes before the left side on its line. */
  readonly start: string;
  readonly left: Expr;
  /** The left side on one line. */
  readonly leftText: string;
  readonly operator: string;
  readonly right: Expr;
}

/** The right side breaks before the left one does. */
function rightToLeft({ start, left, leftText, operator, right }: Sides, line: Line): Doc {
  const flatLeft = start + leftText + operator;
  const layout = rightSide(right, flatLeft, line);
  if (layout !== null) return concat(flatLeft, layout);
  const broken = wishOf(left) === "multiline" ? parenthesized(left) : open(left, levels.TEST);
  const before = wishOf(left) === "never" || left.kind === "Subscript" ? `]${operator}` : `)${operator}`;
  return concat(start, broken, operator, value(right, { before, demand: levels.YIELD }, line));
}

/** The right side when it can stay on the line of the left one, else null. */
function rightSide(node: Expr, before: string, line: Line): Doc | null {
  if (fits(before + flatText(node, levels.YIELD), line)) return flatText(node, levels.YIELD);
  const wish = wishOf(node);
  const isCall = wish === "never" && endsInCall(node);
  if (wish === "fit" || isCall) {
    if (isBracketed(node) || node.kind === "Attribute") {
      if (breaksWell(node, { before }, line)) return open(node, levels.YIELD);
    }
    return fits(`${before}(`, line) ? parenthesized(node) : null;
  }
  if (wish === "multiline" && !breaksWell(node, { before }, line)) {
    return fits(`${before}(`, line) ? parenthesized(node) : null;
  }
  const doc = value(node, { before, demand: levels.YIELD }, line);
  return fits(before + firstLine(node), line) ? doc : null;
}
