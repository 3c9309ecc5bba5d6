import fc from "fast-check";
import { b, grammar, type KindOf, type Kind, type Sort } from "../../pyast/index.ts";
import { comparisonOperators, binaryOperators, booleanOperators, unaryOperators } from "../../pyast/index.ts";

type Arbitrary = fc.Arbitrary<unknown>;
type Types = Readonly<Record<string, unknown>>;

const names = ["a", "b", "self", "value", "long_name_of_a_thing", "été", "x1", "match", "type", "a_rather_long_identifier_to_break_lines"];
const identifier = fc.constantFrom(...names);
const dotted = fc.array(identifier, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom('"', "'", "'\"", "\\", "\n", 'a"""b', "\ud800", "{x}", "\r\n", "\u00a0", "\t", "it's", "a line\n    of\n  several\n"),
);
const number = fc.oneof(
  fc.bigInt({ min: 0n, max: 1n << 70n }).map((value) => ({ int: String(value) })),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => b.float(value)).map((node) => ("value" in node ? node.value : null)),
  fc.nat(9).map((value) => ({ complex: String(value) })),
);
const bytes = fc.uint8Array({ maxLength: 6 }).map((value) => ({ bytes: Buffer.from(value).toString("base64") }));
const constantValue = fc.oneof(text, number, bytes, fc.constantFrom(null, true, false, { ellipsis: true }));

function node(kind: Kind, fields: Readonly<Record<string, Arbitrary>>): Arbitrary {
  return fc.record({ kind: fc.constant(kind), ...fields });
}

const constant = node("Constant", { value: constantValue });
const name = node("Name", { id: identifier });

/** Kinds that stand in few places; the fields that may hold them say so. */
const special: ReadonlySet<string> = new Set(["Starred", "Slice", "FormattedValue", "JoinedStr"]);

function kindsOf<S extends Sort>(sort: S): readonly Kind[] {
  return Object.entries(grammar).flatMap(([kind, entry]) => (entry.sort === sort && isKind(kind) ? [kind] : []));
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(grammar, kind);
}

/** At least this many items in a list field; the grammar of Python has more to say than the table of nodes. */
const least: ReadonlyMap<string, number> = new Map([
  ["BoolOp.values", 2],
  ["Compare.rest", 1],
  ["Set.elts", 1],
  ["Global.names", 1],
  ["Nonlocal.names", 1],
  ["Import.names", 1],
  ["ImportFrom.names", 1],
  ["Delete.targets", 1],
  ["Assign.targets", 1],
  ["With.items", 1],
  ["Match.cases", 1],
  ["MatchOr.patterns", 2],
]);

const cache = new Map<string, Arbitrary>();

/** Every arbitrary is made once for a depth: made anew at each use they would be millions. */
function once(key: string, make: () => Arbitrary): Arbitrary {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  cache.set(key, fresh);
  return fresh;
}

/** Arbitrary modules of legal Python, drawn from the grammar table. */
export function modules(depth: number): fc.Arbitrary<unknown> {
  return node("Module", { body: fc.array(statement(depth), { maxLength: 4 }) });
}

function expression(depth: number): Arbitrary {
  return once(`expression ${depth}`, () => expressionOf(depth));
}

function expressionOf(depth: number): Arbitrary {
  if (depth <= 0) return fc.oneof(name, constant);
  const kinds = kindsOf("expr").filter((kind) => !special.has(kind));
  return fc.oneof(name, constant, joined(depth - 1), ...kinds.map((kind) => made(kind, depth - 1)));
}

function statement(depth: number): Arbitrary {
  return once(`statement ${depth}`, () => statementOf(depth));
}

function statementOf(depth: number): Arbitrary {
  const kinds = kindsOf("stmt").filter((kind) => depth > 0 || !("body" in grammar[kind].fields || kind === "Match"));
  return fc.oneof(...kinds.map((kind) => made(kind, depth - 1)));
}

/** A node of a kind, its fields drawn by type unless Python's grammar is stricter. */
function made(kind: Kind, depth: number): Arbitrary {
  return once(`${kind} ${depth}`, () => madeOf(kind, depth));
}

function madeOf(kind: Kind, depth: number): Arbitrary {
  const fields: Record<string, Arbitrary> = {};
  for (const [field, type] of Object.entries(grammar[kind].fields)) {
    fields[field] = strict(kind, field, depth) ?? byType(type, `${kind}.${field}`, depth);
  }
  return fc.record({ kind: fc.constant(kind), ...fields }).map(mended);
}

function byType(type: unknown, place: string, depth: number): Arbitrary {
  const range = { minLength: least.get(place) ?? 0, maxLength: 3 };
  if (Array.isArray(type)) {
    const types: Types = type[0];
    const entries = Object.entries(types).map(([key, each]) => [key, byType(each, `${place}.${key}`, depth)]);
    return fc.array(fc.record(Object.fromEntries(entries)), range);
  }
  const spelt = String(type);
  if (spelt.endsWith("*")) return fc.array(one(spelt.slice(0, -1), depth), range);
  if (spelt.endsWith("?")) return fc.option(one(spelt.slice(0, -1), depth));
  return one(spelt, depth);
}

function one(type: string, depth: number): Arbitrary {
  switch (type) {
    case "expr":
      return expression(depth);
    case "stmt":
      return statement(depth);
    case "pattern":
      return pattern(depth);
    case "identifier":
      return identifier;
    case "bool":
      return fc.boolean();
    case "int":
      return fc.nat(3);
    case "constant":
      return constantValue;
    case "operator":
      return fc.constantFrom(...Object.keys(binaryOperators));
    case "boolop":
      return fc.constantFrom(...Object.keys(booleanOperators));
    case "unaryop":
      return fc.constantFrom(...Object.keys(unaryOperators));
    case "cmpop":
      return fc.constantFrom(...Object.keys(comparisonOperators));
    case "arguments":
      return parameters(depth);
    default:
      if (!isKind(type) && type !== "excepthandler") throw new TypeError(`no arbitrary for ${type}`);
      return made(type === "excepthandler" ? "ExceptHandler" : asKind(type), depth);
  }
}

function asKind(type: string): Kind {
  if (!isKind(type)) throw new TypeError(type);
  return type;
}

/** Fields where Python's grammar asks for more than the table says. */
function strict(kind: Kind, field: string, depth: number): Arbitrary | null {
  const inner = expression(depth);
  const elements = { maxLength: 3 };
  switch (`${kind}.${field}`) {
    case "List.elts":
    case "Tuple.elts":
    case "Call.args":
      return fc.array(fc.oneof({ weight: 4, arbitrary: inner }, node("Starred", { value: inner })), elements);
    case "Subscript.slice":
      return fc.oneof(inner, slice(depth), fc.array(fc.oneof(inner, slice(depth)), elements).map((elts) => ({ kind: "Tuple", elts })));
    case "NamedExpr.target":
      return name;
    case "Lambda.args":
      return parameters(depth).map(withoutAnnotations);
    case "Assign.targets":
      return fc.array(target(depth), { minLength: 1, maxLength: 2 });
    case "For.target":
    case "comprehension.target":
      return target(depth);
    case "withitem.optional_vars":
      return fc.option(target(depth));
    case "AugAssign.target":
    case "AnnAssign.target":
      return place(depth);
    case "Delete.targets":
      return fc.array(place(depth), { minLength: 1, maxLength: 3 });
    case "Import.names":
      return fc.array(node("alias", { name: dotted, asname: fc.option(identifier) }), { minLength: 1, maxLength: 3 });
    case "ImportFrom.module":
      return fc.option(dotted);
    case "MatchValue.value":
    case "MatchMapping.keys":
      return kind === "MatchValue" ? patternValue : fc.array(patternValue, elements);
    case "MatchSingleton.value":
      return fc.constantFrom(null, true, false);
    case "MatchClass.cls":
      return name;
    case "MatchSequence.patterns":
      return fc.array(fc.oneof(pattern(depth), node("MatchStar", { name: fc.option(identifier) })), elements);
    default:
  }
  const isBlock = field === "body" && kind !== "Module" && !("expr" === grammar[kind].sort);
  return isBlock ? fc.array(statement(depth), { minLength: 1, maxLength: 2 }) : field.endsWith("generators") ? clauses(depth) : null;
}

function clauses(depth: number): Arbitrary {
  return once(`clauses ${depth}`, () => clausesOf(depth));
}

function clausesOf(depth: number): Arbitrary {
  return fc.array(made("comprehension", depth), { minLength: 1, maxLength: 2 });
}

function slice(depth: number): Arbitrary {
  return once(`slice ${depth}`, () => sliceOf(depth));
}

function sliceOf(depth: number): Arbitrary {
  return made("Slice", depth);
}

function place(depth: number): Arbitrary {
  return once(`place ${depth}`, () => placeOf(depth));
}

function placeOf(depth: number): Arbitrary {
  return fc.oneof(name, made("Attribute", depth), made("Subscript", depth));
}

function target(depth: number): Arbitrary {
  return once(`target ${depth}`, () => targetOf(depth));
}

function targetOf(depth: number): Arbitrary {
  if (depth <= 0) return name;
  const list = fc.array(fc.oneof(place(depth - 1), target(depth - 1)), { maxLength: 3 });
  const starred = fc.tuple(place(depth - 1), list).map(([value, rest]) => [{ kind: "Starred", value }, ...rest]);
  const elts = fc.oneof(list, starred);
  return fc.oneof(place(depth), node("Tuple", { elts }), node("List", { elts }));
}

const patternValue = fc.oneof(
  node("Constant", { value: fc.oneof(text, bytes, number) }),
  node("Constant", { value: number }).map((operand) => ({ kind: "UnaryOp", op: "-", operand })),
  node("Attribute", { value: name, attr: identifier }),
);

function pattern(depth: number): Arbitrary {
  return once(`pattern ${depth}`, () => patternOf(depth));
}

function patternOf(depth: number): Arbitrary {
  const capture = node("MatchAs", { pattern: fc.constant(null), name: fc.option(identifier) });
  const value = node("MatchValue", { value: patternValue });
  if (depth <= 0) return fc.oneof(capture, value);
  const kinds = kindsOf("pattern").filter((kind) => kind !== "MatchStar" && kind !== "MatchAs");
  const named = node("MatchAs", { pattern: pattern(depth - 1), name: identifier });
  return fc.oneof(capture, named, ...kinds.map((kind) => made(kind, depth - 1)));
}

function parameters(depth: number): Arbitrary {
  return once(`parameters ${depth}`, () => parametersOf(depth));
}

function parametersOf(depth: number): Arbitrary {
  const one = fc.record({
    name: identifier,
    annotation: fc.option(expression(depth)),
    default: fc.option(expression(depth)),
  });
  const group = fc.array(one, { maxLength: 2 });
  const parts = fc.record({ posonly: group, pos: group, vararg: fc.option(one), kwonly: group, kwarg: fc.option(one) });
  return parts.map(({ posonly, pos, vararg, kwonly, kwarg }) => {
    const plain = [...posonly.map((each) => ({ ...each, kind: "posonly" })), ...pos.map((each) => ({ ...each, kind: "pos" }))];
    const firstDefault = plain.findIndex((each) => each.default !== null);
    const aligned = plain.map((each, index) => ({
      ...each,
      default: firstDefault >= 0 && index >= firstDefault ? (each.default ?? { kind: "Name", id: "a" }) : null,
    }));
    const stars = (each: typeof vararg, kind: string) => (each === null ? [] : [{ ...each, default: null, kind }]);
    return {
      kind: "arguments",
      params: [
        ...aligned,
        ...stars(vararg, "vararg"),
        ...kwonly.map((each) => ({ ...each, kind: "kwonly" })),
        ...stars(kwarg, "kwarg"),
      ],
    };
  });
}

function withoutAnnotations(value: unknown): unknown {
  const params = typeof value === "object" && value !== null && "params" in value ? list(value.params) : [];
  return { kind: "arguments", params: params.map((each) => Object.assign({}, each, { annotation: null })) };
}

/** Holes keep to what every Python takes: no quotes, backslashes or `#` in strings. */
function joined(depth: number): Arbitrary {
  return once(`joined ${depth}`, () => joinedOf(depth));
}

function joinedOf(depth: number): Arbitrary {
  const plain = fc.stringMatching(/^[a-z {}'"\\\n]{1,5}$/).map((value) => ({ kind: "Constant", value }));
  const simple = fc.oneof(name, node("Constant", { value: fc.oneof(number, fc.constantFrom("x", "a b", true)) }));
  const value = depth <= 0 ? simple : fc.oneof(simple, node("BinOp", { left: simple, op: fc.constantFrom("+", "**"), right: simple }), node("Dict", { items: fc.array(fc.record({ key: simple, value: simple }), { maxLength: 2 }) }), node("Lambda", { args: fc.constant({ kind: "arguments", params: [] }), body: simple }), node("Subscript", { value: name, slice: simple }));
  const spec = fc.stringMatching(/^[<>0-9a-z.]{1,4}$/).map((each) => ({ kind: "JoinedStr", values: [{ kind: "Constant", value: each }] }));
  const hole = node("FormattedValue", { value, conversion: fc.constantFrom(-1, 114, 115, 97), format_spec: fc.option(spec) });
  return fc.tuple(fc.option(plain), hole, fc.option(plain)).map((values) => ({ kind: "JoinedStr", values: values.filter((each) => each !== null) }));
}

/** Puts right what two fields have to agree on. */
function mended(made: Readonly<Record<string, unknown>>): unknown {
  switch (made["kind"]) {
    case "AnnAssign":
      return isName(made["target"]) ? made : { ...made, simple: false };
    case "ImportFrom":
      return made["module"] === null && made["level"] === 0 ? { ...made, level: 1 } : made;
    case "Try":
    case "TryStar": {
      const handlers = list(made["handlers"]).map((each) => mendedHandler(each, made["kind"] === "TryStar"));
      const finalbody = list(made["finalbody"]);
      if (handlers.length === 0 || made["kind"] === "TryStar") {
        const all = handlers.length === 0 ? [{ kind: "ExceptHandler", type: { kind: "Name", id: "a" }, name: null, body: [{ kind: "Pass" }] }] : handlers;
        return { ...made, handlers: all, finalbody };
      }
      return { ...made, handlers };
    }
    case "MatchMapping": {
      const patterns = list(made["patterns"]);
      const keys = list(made["keys"]).slice(0, patterns.length);
      return { ...made, keys, patterns: patterns.slice(0, keys.length) };
    }
    case "MatchClass": {
      const patterns = list(made["kwd_patterns"]);
      const attrs = list(made["kwd_attrs"]).slice(0, patterns.length);
      return { ...made, kwd_attrs: attrs, kwd_patterns: patterns.slice(0, attrs.length) };
    }
    case "Raise":
      return made["exc"] === null ? { ...made, cause: null } : made;
    case "ExceptHandler":
      return made["type"] === null ? { ...made, name: null } : made;
    case "Call": {
      const seen = new Set<unknown>();
      const unique = list(made["keywords"]).filter((each) => {
        const arg = typeof each === "object" && each !== null && "arg" in each ? each.arg : null;
        if (arg === null || !seen.has(arg)) {
          seen.add(arg);
          return true;
        }
        return false;
      });
      return { ...made, keywords: unique };
    }
    default:
      return made;
  }
}

function mendedHandler(handler: unknown, star: boolean): unknown {
  if (typeof handler !== "object" || handler === null || !("type" in handler)) return handler;
  return star && handler.type === null ? { ...handler, type: { kind: "Name", id: "a" } } : handler;
}

function isName(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "Name";
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export type { KindOf };
