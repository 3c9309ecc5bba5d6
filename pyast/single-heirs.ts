import { isText } from "./link/parts.ts";
import type { ClassDef, Expr, Stmt } from "./nodes.ts";
import type { OpenProgram } from "./program.ts";
import { ref, type Ref, type Symbol } from "./symbol.ts";
import { nameOf, valueUses } from "./fold/value-uses.ts";
import { rewrite, visit, type Tree } from "./walk.ts";

interface Known {
  readonly symbol: Symbol;
  readonly node: ClassDef<Ref>;
}

/**
 * The program in which a class that nothing makes, and that one other class extends, is part of that one. `isInner` says which
 * classes are nobody's business outside.
 */
export function withSingleHeirs(program: OpenProgram, isInner: (symbol: Symbol) => boolean): OpenProgram {
  for (let now = program; ; ) {
    const pair = findPair(now, isInner);
    if (pair === null) return now;
    now = joined(now, pair);
  }
}

interface Pair {
  readonly base: Known;
  readonly heir: Known;
}

function findPair(program: OpenProgram, isInner: (symbol: Symbol) => boolean): Pair | null {
  const classes = new Map<string, Known>();
  for (const module of program.modules) {
    for (const node of module.body.body) {
      const symbol = node.kind === "ClassDef" ? module.declares.find(({ name }) => name === node.name) : undefined;
      if (symbol !== undefined && node.kind === "ClassDef") classes.set(symbol.key, { symbol, node });
    }
  }
  const heirs = new Map<string, Known[]>();
  for (const known of classes.values()) {
    for (const each of known.node.bases) {
      const key = baseKey(each);
      if (key !== null) heirs.set(key, [...(heirs.get(key) ?? []), known]);
    }
  }
  const made = valueUses(program);
  const mentioned = new Map<string, number>();
  for (const { body } of program.modules) {
    visit<Ref>(body, (node) => {
      if (node.kind === "Ref") mentioned.set(node.symbol.key, (mentioned.get(node.symbol.key) ?? 0) + 1);
    });
  }
  for (const [key, [heir, ...others]] of heirs) {
    const base = classes.get(key);
    if (base === undefined || heir === undefined || others.length > 0 || made.has(key) || !isInner(base.symbol) || !isInner(heir.symbol)) continue;
    // What is a description may be a narrower one elsewhere.
    if (base.node.keywords.length > 0 && mentioned.get(key) !== 1) continue;
    if (canJoin(base.node, heir.node)) return { base, heir };
  }
  return null;
}

function baseKey(base: Expr<Ref> | Ref): string | null {
  if (base.kind === "Ref") return base.symbol.key;
  return base.kind === "Subscript" && base.value.kind === "Ref" ? base.value.symbol.key : null;
}

/** Whether the two bodies mean the same as one: the heir calls nothing of its base's behind its own. */
function canJoin(base: ClassDef<Ref>, heir: ClassDef<Ref>): boolean {
  if (heir.bases.length !== 1 || base.decorator_list.length > 0) return false;
  if (base.keywords.length > 0 && JSON.stringify(base.keywords) !== JSON.stringify(heir.keywords)) return false;
  const [as] = heir.bases;
  if (as?.kind === "Subscript" && !base.bases.some((each) => each.kind === "Subscript" && isSame(each.slice, as.slice))) return false;
  let goesUp = false;
  for (const each of heir.body) {
    visit<Ref>(each, (node) => {
      if (nameOf(node) === "super") goesUp = true;
    });
  }
  return !goesUp;
}

function isSame(one: Tree<Ref>, other: Tree<Ref>): boolean {
  return one.kind === "Ref" && other.kind === "Ref" && one.symbol.key === other.symbol.key;
}

function joined(program: OpenProgram, { base, heir }: Pair): OpenProgram {
  const overridden = new Set(heir.node.body.map(boundName));
  const set = new Set(heir.node.body.flatMap(setAtOnce));
  const inherited: Stmt<Ref>[] = [];
  let drops = false;
  for (const each of base.node.body) {
    const name = boundName(each);
    if (!isText(each)) drops = name !== null && (overridden.has(name) || (set.has(name) && !isUnion(each))) && name !== "__slots__";
    if (!drops && name !== "__slots__" && (inherited.length > 0 || !isText(each))) inherited.push(each);
  }
  const slots = [base.node, heir.node].flatMap(slotsOf);
  const own = heir.node.body.filter((each) => boundName(each) !== "__slots__" && each.kind !== "Pass");
  const [doc, ...rest] = own;
  const values = inherited.filter(({ kind }) => kind !== "FunctionDef");
  const methods = [...(doc !== undefined && isText(doc) ? rest : own), ...inherited.filter(({ kind }) => kind === "FunctionDef")];
  const making = methods.filter((each) => boundName(each) === "__init__");
  const all = [...(doc !== undefined && isText(doc) ? [doc] : []), ...values, ...making, ...methods.filter((each) => !making.includes(each))];
  const slotted: readonly Stmt<Ref>[] = slots.length === 0 ? all : [slotStatement(slots), ...all];
  const node: ClassDef<Ref> = { ...heir.node, bases: base.node.bases, body: slotted.length === 0 ? heir.node.body : slotted };
  const edit = (each: Tree<Ref>): Tree<Ref> => (each.kind === "Ref" && each.symbol.key === base.symbol.key ? ref(heir.symbol, each.use) : each);
  return {
    modules: program.modules.flatMap((module) => {
      const statements = module.body.body.flatMap((each): readonly Stmt<Ref>[] => (each === base.node ? [] : [each === heir.node ? node : each]));
      if (statements.every(isText) && !module.isPackage) return [];
      const declares = module.declares.filter(({ key }) => key !== base.symbol.key);
      return [{ ...module, declares, body: rewrite<Ref>({ kind: "Module", body: statements }, edit) }];
    }),
  };
}

/** Whether a declaration allows more than the first value tells. */
function isUnion(statement: Stmt<Ref>): boolean {
  return statement.kind === "AnnAssign" && statement.annotation.kind === "BinOp";
}

/** The attributes that `__init__` sets whatever happens. */
function setAtOnce(statement: Stmt<Ref>): readonly string[] {
  if (statement.kind !== "FunctionDef" || statement.name !== "__init__") return [];
  return statement.body.flatMap((each) => {
    const target = each.kind === "Assign" ? each.targets[0] : undefined;
    return target?.kind === "Attribute" && target.value.kind === "Name" && target.value.id === "self" ? [target.attr] : [];
  });
}

function slotsOf({ body }: ClassDef<Ref>): readonly (Expr<Ref> | Ref)[] {
  return body.flatMap((each) => (each.kind === "Assign" && boundName(each) === "__slots__" && each.value.kind === "Tuple" ? each.value.elts : []));
}

function slotStatement(elts: readonly (Expr<Ref> | Ref)[]): Stmt<Ref> {
  return { kind: "Assign", targets: [{ kind: "Name", id: "__slots__" }], value: { kind: "Tuple", elts } };
}

function boundName(statement: Stmt<Ref>): string | null {
  if (statement.kind === "FunctionDef") return statement.name;
  const target = statement.kind === "Assign" ? statement.targets[0] : statement.kind === "AnnAssign" ? statement.target : undefined;
  return target?.kind === "Name" ? target.id : null;
}
