import type { Call, Expr, FunctionDef, Param, Stmt } from "../nodes.ts";
import type { OpenModule, OpenProgram } from "../program.ts";
import type { Ref } from "../symbol.ts";
import { rewrite, visit, type Tree } from "../walk.ts";
import { namesBoundIn } from "./known-values.ts";
import { isPure } from "./simplify.ts";
import { extendedKeys, valueUses } from "./value-uses.ts";

type Value = Expr<Ref> | Ref;

/** What a call of a function leaves out. */
interface Cut {
  readonly names: ReadonlyMap<string, Value>;
  /** The places of arguments without a name. */
  readonly places: ReadonlySet<number>;
}

/** The program without the parameters of functions and classes that nothing reads, or that every call gives the same constant. */
export function withoutParameters(program: OpenProgram, folds: (module: OpenModule) => boolean): OpenProgram {
  const calls = new Map<string, Call<Ref>[]>();
  for (const { body } of program.modules) {
    visit<Ref>(body, (node) => {
      if (node.kind === "Call" && node.func.kind === "Ref") calls.set(node.func.symbol.key, [...(calls.get(node.func.symbol.key) ?? []), node]);
    });
  }
  const uses = valueUses(program);
  const extended = extendedKeys(program);
  const cuts = new Map<string, Cut>();
  for (const module of program.modules) {
    if (!folds(module)) continue;
    for (const { key, name } of module.declares) {
      const found = calls.get(key) ?? [];
      if (found.length === 0 || found.length !== uses.get(key) || extended.has(key)) continue;
      const defined = module.body.body.filter((each) => "name" in each && each.name === name);
      const cut = defined.length === 1 && defined[0] !== undefined ? cutOf(defined[0], found) : null;
      if (cut !== null) cuts.set(key, cut);
    }
  }
  if (cuts.size === 0) return program;
  const edit = (node: Tree<Ref>): Tree<Ref> => {
    const cut = node.kind === "Call" && node.func.kind === "Ref" ? cuts.get(node.func.symbol.key) : undefined;
    if (node.kind !== "Call" || cut === undefined) return node;
    return { ...node, args: node.args.filter((_, index) => !cut.places.has(index)), keywords: node.keywords.filter(({ arg }) => arg === null || !cut.names.has(arg)) };
  };
  return {
    modules: program.modules.map((module) => {
      const keys = new Map(module.declares.map(({ name, key }) => [name, key]));
      const body = module.body.body.map((each) => {
        const cut = "name" in each && typeof each.name === "string" && folds(module) ? cuts.get(keys.get(each.name) ?? "") : undefined;
        return rewrite<Ref>(cut === undefined ? each : withoutNames(each, cut), edit);
      });
      return { ...module, body: { ...module.body, body } };
    }),
  };
}

function cutOf(statement: Stmt<Ref>, calls: readonly Call<Ref>[]): Cut | null {
  const made = functionOf(statement);
  if (made === null) return null;
  if (calls.some(({ args, keywords }) => args.some(({ kind }) => kind === "Starred") || keywords.some(({ arg }) => arg === null))) return null;
  const params = made.args.params.slice(statement.kind === "ClassDef" ? 1 : 0);
  const bound = new Set(made.body.flatMap(namesBoundIn));
  const read = namesReadIn(made.body);
  const names = new Map<string, Value>();
  const places = new Set<number>();
  for (const [index, param] of params.entries()) {
    if (param.kind === "vararg") break;
    if (param.kind === "kwarg" || bound.has(param.name)) continue;
    const values = calls.map((call) => given(call, param, index));
    const isSpare = !read.has(param.name) && values.every((each) => each !== null && isPure(each));
    const value = isSpare ? (values[0] ?? null) : sameValue(values);
    if (value === null) continue;
    names.set(param.name, value);
    if (param.kind !== "kwonly") places.add(index);
  }
  return names.size === 0 ? null : { names, places };
}

function namesReadIn(body: readonly Stmt<Ref>[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const each of body) {
    visit<Ref>(each, (node) => {
      if (node.kind === "Name") names.add(node.id);
    });
  }
  return names;
}

function given({ args, keywords }: Call<Ref>, param: Param<Ref>, index: number): Value | null {
  const named = keywords.find(({ arg }) => arg === param.name);
  if (named !== undefined) return named.value;
  return (param.kind === "kwonly" ? undefined : args[index]) ?? param.default;
}

function sameValue(values: readonly (Value | null)[]): Value | null {
  const [first, ...others] = values;
  if (first === undefined || first === null) return null;
  // Names and numbers are better told by the caller than found inside.
  const decides = first.kind === "Constant" ? typeof first.value === "boolean" || first.value === null : first.kind === "Tuple" && first.elts.length === 0;
  if (!decides) return null;
  return others.every((each) => each !== null && JSON.stringify(each) === JSON.stringify(first)) ? first : null;
}

function functionOf(statement: Stmt<Ref>): FunctionDef<Ref> | null {
  if (statement.kind === "FunctionDef") return statement.decorator_list.length > 0 ? null : statement;
  if (statement.kind !== "ClassDef") return null;
  const made = statement.body.find((each) => each.kind === "FunctionDef" && each.name === "__init__");
  return made?.kind === "FunctionDef" ? made : null;
}

function withoutNames(statement: Stmt<Ref>, { names }: Cut): Stmt<Ref> {
  if (statement.kind === "ClassDef") {
    return { ...statement, body: statement.body.map((each) => (each.kind === "FunctionDef" && each.name === "__init__" ? withoutNames(each, { names, places: new Set() }) : each)) };
  }
  if (statement.kind !== "FunctionDef") return statement;
  const edit = (node: Tree<Ref>): Tree<Ref> => (node.kind === "Name" ? (names.get(node.id) ?? node) : node);
  const params = statement.args.params.filter(({ name }) => !names.has(name));
  return { ...statement, args: { ...statement.args, params }, body: statement.body.map((each) => rewrite<Ref>(each, edit)) };
}
