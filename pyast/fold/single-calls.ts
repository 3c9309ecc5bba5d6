import type { Call, Expr, FunctionDef } from "../nodes.ts";
import type { OpenModule, OpenProgram } from "../program.ts";
import type { Ref } from "../symbol.ts";
import { rewrite, visit, type Tree } from "../walk.ts";
import { namesBoundIn } from "./known-values.ts";
import { nameOf, valueUses } from "./value-uses.ts";

type Value = Expr<Ref> | Ref;

/** A function that is one expression of its parameters. */
interface Formula {
  readonly params: readonly string[];
  readonly value: Value;
}

/** The program in which a function that is one expression, and that is called once, stands where it was called. */
export function withSingleCallsInPlace(program: OpenProgram, folds: (module: OpenModule) => boolean): OpenProgram {
  const uses = valueUses(program);
  const formulas = new Map<string, Formula>();
  for (const module of program.modules) {
    if (!folds(module)) continue;
    const keys = new Map(module.declares.map(({ name, key }) => [name, key]));
    for (const each of module.body.body) {
      const key = each.kind === "FunctionDef" ? keys.get(each.name) : undefined;
      const formula = each.kind === "FunctionDef" && key !== undefined && uses.get(key) === 1 ? formulaOf(each) : null;
      if (formula !== null && key !== undefined) formulas.set(key, formula);
    }
  }
  if (formulas.size === 0) return program;
  const inPlace = (call: Call<Ref>): Value => {
    const formula = call.func.kind === "Ref" ? formulas.get(call.func.symbol.key) : undefined;
    return formula === undefined ? call : (written(formula, call) ?? call);
  };
  return {
    modules: program.modules.map((module) => {
      if (!folds(module)) return module;
      const edit = (node: Tree<Ref>): Tree<Ref> => (node.kind === "Call" ? inPlace(node) : node);
      return { ...module, body: rewrite<Ref>(module.body, edit) };
    }),
  };
}

/** What a function returns, where that is all it does, and its types say no more to checkers than the expression does. */
function formulaOf({ args, body, decorator_list, is_async, returns }: FunctionDef<Ref>): Formula | null {
  const [only, ...others] = body;
  if (is_async || decorator_list.length > 0 || only?.kind !== "Return" || only.value === null || others.length > 0) return null;
  if (returns === null || returns.kind === "Subscript" || isAny(returns)) return null;
  if (args.params.some(({ kind, annotation, default: fallback }) => !plainKinds.has(kind) || annotation === null || isAny(annotation) || fallback !== null)) return null;
  const params = args.params.map(({ name }) => name);
  let isPlain = namesBoundIn(only).length === 0;
  visit<Ref>(only, (node) => {
    if (node.kind === "Lambda" || narrows(node) || (node.kind === "Name" && !params.includes(node.id))) isPlain = false;
  });
  return isPlain ? { params, value: only.value } : null;
}

/** Whether a test for a class of the program tells checkers where it stands what it does not tell the callers of its function. */
function narrows(node: Tree<Ref>): boolean {
  if (node.kind !== "Call" || nameOf(node.func) !== "isinstance") return false;
  const [, asked] = node.args;
  const classes = asked?.kind === "Tuple" ? asked.elts : [asked];
  return classes.some((each) => each?.kind === "Ref" && each.symbol.home.kind === "module");
}

const plainKinds: ReadonlySet<string> = new Set(["posonly", "pos"]);

function isAny(annotation: Value): boolean {
  return nameOf(annotation) === "Any";
}

/** The expression with the names that a call gives for its parameters; null where it gives anything else. */
function written({ params, value }: Formula, { args, keywords }: Call<Ref>): Value | null {
  if (keywords.length > 0 || args.length !== params.length || args.some(({ kind }) => kind !== "Name")) return null;
  const given = new Map(params.map((name, index) => [name, args[index]]));
  return rewrite<Ref>(value, (node) => (node.kind === "Name" ? (given.get(node.id) ?? node) : node));
}
