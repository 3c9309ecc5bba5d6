import type { Stmt } from "../nodes.ts";
import type { OpenModule } from "../program.ts";
import type { Ref, Symbol } from "../symbol.ts";
import { namesBoundBy } from "./name-uses.ts";

/** Statements of a module that stay together: a definition with its overloads, a value with its description. */
export interface Part {
  readonly statements: readonly Stmt<Ref>[];
  /** The symbols of the module that these statements bind. */
  readonly declares: readonly Symbol[];
}

/** A module cut into parts. */
export interface Parts {
  readonly docstring: Stmt<Ref> | null;
  readonly parts: readonly Part[];
}

/** Cuts the top level of a module into parts. */
export function partsOf(module: OpenModule): Parts {
  const byName = new Map(module.declares.map((each) => [each.name, each]));
  const [first] = module.body.body;
  const docstring = first !== undefined && isText(first) ? first : null;
  const parts: { statements: Stmt<Ref>[]; declares: Symbol[] }[] = [];
  for (const statement of docstring === null ? module.body.body : module.body.body.slice(1)) {
    const last = parts.at(-1);
    if (last !== undefined && last.declares.length > 0 && isText(statement)) {
      last.statements.push(statement);
      continue;
    }
    const declares = [...namesBoundBy(statement)].flatMap((name) => byName.get(name) ?? []);
    const again = declares.length > 0 && declares.every((each) => last?.declares.includes(each) === true);
    if (last !== undefined && again) last.statements.push(statement);
    else parts.push({ statements: [statement], declares });
  }
  return { docstring, parts };
}

/** Whether the statement is text alone: a docstring, or the description of what stands before it. */
export function isText(statement: Stmt<Ref>): boolean {
  const { kind } = statement;
  return kind === "Expr" && statement.value.kind === "Constant" && typeof statement.value.value === "string";
}
