import type { Doc } from "prettier";
import type { KindOf, Node, Pattern } from "../nodes.ts";
import { callLike, chain, concat, type Context, display, enclosed, inside } from "./layout.ts";
import { expression } from "./expression.ts";
import { levels } from "./parens.ts";

type Rules = { readonly [K in KindOf<"pattern">]: (node: Node<K>, context: Context) => Doc };

/** How loosely a pattern may bind where it stands. */
type Room = "any" | "or" | "closed";

/** A pattern, with parentheses where its place has no room for it. */
export function pattern(node: Pattern, room: Room, context: Context): Doc {
  const loose = isAs(node) ? room !== "any" : node.kind === "MatchOr" && room === "closed";
  if (!loose) return apply(node.kind, node, context);
  const content = apply(node.kind, node, inside(context));
  return enclosed({ open: "(", content, close: ")" }, context);
}

function isAs(node: Pattern): boolean {
  return node.kind === "MatchAs" && node.pattern !== null;
}

function apply<K extends KindOf<"pattern">>(kind: K, node: Node<K>, context: Context): Doc {
  return rules[kind](node, context);
}

const rules: Rules = {
  MatchValue: ({ value }, context) => expression(value, levels.ARITH, context),
  MatchSingleton: ({ value }) => (value === null ? "None" : value === true ? "True" : "False"),
  MatchSequence: ({ patterns }, context) =>
    display({ open: "[", items: list(patterns, inside(context)), close: "]" }, context),
  MatchMapping: ({ keys, patterns, rest }, context) => {
    const inner = inside(context);
    const items = patterns.map((each, index) => {
      const key = keys[index];
      const text = key === undefined ? "" : expression(key, levels.ARITH, inner);
      return concat(text, ": ", pattern(each, "any", inner));
    });
    if (rest !== null) items.push(`**${rest}`);
    return display({ open: "{", items, close: "}" }, context);
  },
  MatchClass: ({ cls, patterns, kwd_attrs, kwd_patterns }, context) => {
    const inner = inside(context);
    const named = kwd_patterns.map((each, i) => concat(`${kwd_attrs[i] ?? ""}=`, pattern(each, "any", inner)));
    const items = [...list(patterns, inner), ...named];
    return concat(expression(cls, levels.ATOM, context), callLike({ open: "(", items, close: ")" }, context));
  },
  MatchStar: ({ name }) => `*${name ?? "_"}`,
  MatchAs: ({ pattern: inner, name }, context) =>
    inner === null ? (name ?? "_") : concat(pattern(inner, "or", context), " as ", name ?? "_"),
  MatchOr: ({ patterns }, context) =>
    chain(
      patterns.map((each, i) => concat(i === 0 ? "" : "| ", pattern(each, "closed", context))),
      context,
    ),
};

function list(patterns: readonly Pattern[], context: Context): readonly Doc[] {
  return patterns.map((each) => pattern(each, "any", context));
}
