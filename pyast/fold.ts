import { attributeValues, busyAttributes, methodResults, readAttributes, withLocalValues, withoutStores } from "./fold/known-values.ts";
import { withoutParameters } from "./fold/parameters.ts";
import { simplified, type Known } from "./fold/simplify.ts";
import { withSingleCallsInPlace } from "./fold/single-calls.ts";
import { extendedKeys, nameOf, valueUses } from "./fold/value-uses.ts";
import type { Call, Expr, Stmt } from "./nodes.ts";
import type { OpenModule, OpenProgram } from "./program.ts";
import type { Ref } from "./symbol.ts";

/** What may be taken for known. */
export interface FoldOptions {
  /** Whether a module may change; the others are looked at. */
  readonly folds: (module: OpenModule) => boolean;
  /** Names of attributes and methods that are ours alone, wherever they stand behind a dot. */
  readonly members: ReadonlySet<string>;
  /** Attributes of which the value is known, also where what is written to them does not tell. */
  readonly attributes: ReadonlyMap<string, Expr<Ref>>;
  /** Methods that give back what they are given. */
  readonly echoes: ReadonlySet<string>;
  /** What functions give back whatever they are given, by key. */
  readonly results: ReadonlyMap<string, Expr<Ref>>;
  /** The name of mappings of options, of variables and attributes, and the keys that nobody gives them. */
  readonly options: { readonly name: string; readonly absent: ReadonlySet<string> };
}

/** The program without what follows from values that are the same in all of it: of attributes, parameters, options, functions. */
export function fold(program: OpenProgram, options: FoldOptions): OpenProgram {
  for (let now = program, text = textOf(now); ; ) {
    const next = once(now, options);
    const after = textOf(next);
    if (after === text) return next;
    now = next;
    text = after;
  }
}

function textOf({ modules }: OpenProgram): string {
  return JSON.stringify(modules.map(({ body }) => body));
}

function once(program: OpenProgram, options: FoldOptions): OpenProgram {
  const found = attributeValues(program, options.members);
  const attributes = new Map([...found, ...options.attributes]);
  const methods = methodResults(program, options.members);
  const read = readAttributes(program);
  const busy = busyAttributes(program);
  const never = unmadeClasses(program, options.folds);
  const isNever = (node: Expr<Ref> | Ref | undefined): node is Ref => node?.kind === "Ref" && never.has(node.symbol.key);
  const callResult = (call: Call<Ref>): Expr<Ref> | Ref | null => {
    const { func, args } = call;
    if (nameOf(func) === "isinstance") return askedOfFewer(call, isNever);
    if (func.kind === "Ref") return options.results.get(func.symbol.key) ?? null;
    if (func.kind === "Attribute" && options.echoes.has(func.attr) && args.length === 1) return args[0] ?? null;
    return func.kind === "Attribute" ? (methods.get(func.attr) ?? null) : null;
  };
  const known: Known = (node) => {
    if (node.kind === "BinOp" && node.op === "|") return isNever(node.left) ? node.right : isNever(node.right) ? node.left : null;
    if (node.kind === "Attribute") return attributes.get(node.attr) ?? null;
    return node.kind === "Call" ? (callResult(node) ?? absentOption(node, options.options)) : null;
  };
  const isSpare = (name: string): boolean => !busy.has(name) && (attributes.has(name) || (options.members.has(name) && !read.has(name)));
  const modules = program.modules.map((module) => {
    if (!options.folds(module)) return module;
    const stored = withoutStores(module.body.body, isSpare).map((each) => withoutKeys(each, options.options.absent));
    const statements = simplified(stored, known);
    return { ...module, body: { ...module.body, body: withLocalValues(statements) } };
  });
  return withSingleCallsInPlace(withoutParameters({ modules }, options.folds), options.folds);
}

/** `isinstance(value, (A, B))` without the classes of which nothing is one; null where all may be. */
function askedOfFewer(call: Call<Ref>, isNever: (node: Expr<Ref> | Ref) => boolean): Expr<Ref> | null {
  const [value, asked] = call.args;
  if (value === undefined || asked === undefined) return null;
  const all = asked.kind === "Tuple" ? asked.elts : [asked];
  const elts = all.filter((each) => !isNever(each));
  if (elts.length === all.length) return null;
  const [only, ...others] = elts;
  if (only === undefined) return { kind: "Constant", value: false };
  return { ...call, args: [value, others.length === 0 ? only : { kind: "Tuple", elts }] };
}

/** The keys of the classes that nothing makes and nothing extends, so that nothing is one. */
function unmadeClasses(program: OpenProgram, folds: (module: OpenModule) => boolean): ReadonlySet<string> {
  const uses = valueUses(program);
  const extended = extendedKeys(program);
  const keys = program.modules.filter(folds).flatMap(({ body, declares }) =>
    body.body.flatMap((each) => {
      if (each.kind !== "ClassDef" || each.bases.some((base) => shapes.has(nameOf(base.kind === "Subscript" ? base.value : base) ?? ""))) return [];
      return declares.flatMap(({ name, key }) => (name === each.name && !uses.has(key) && !extended.has(key) ? [key] : []));
    }),
  );
  return new Set(keys);
}

/** Bases of classes that describe what others make. */
const shapes: ReadonlySet<string> = new Set(["Protocol", "TypedDict"]);

/** A class of options without those that nobody gives. */
function withoutKeys(statement: Stmt<Ref>, absent: ReadonlySet<string>): Stmt<Ref> {
  if (statement.kind !== "ClassDef" || statement.keywords.every(({ arg }) => arg !== "total")) return statement;
  const body = statement.body.filter((each) => each.kind !== "AnnAssign" || each.target.kind !== "Name" || !absent.has(each.target.id));
  return { ...statement, body: body.length === 0 ? [{ kind: "Pass" }] : body };
}

/** `request.get("key", default)` of a key that nobody gives, or `pop`. */
function absentOption({ func, args }: Call<Ref>, { name, absent }: FoldOptions["options"]): Expr<Ref> | Ref | null {
  if (func.kind !== "Attribute" || (func.attr !== "get" && func.attr !== "pop")) return null;
  const holder = func.value.kind === "Attribute" ? func.value.attr : nameOf(func.value);
  if (holder !== name) return null;
  const [key, fallback] = args;
  if (key?.kind !== "Constant" || typeof key.value !== "string" || !absent.has(key.value)) return null;
  return fallback ?? { kind: "Constant", value: null };
}
