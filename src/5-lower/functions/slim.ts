import { rewrite, visit, type OpenModule, type OpenProgram, type Ref, type Tree } from "../../../pyast/index.ts";
import type { OpenStmt } from "../open-builders.ts";

/** Methods of the runtime that may go where nothing calls them: each is our own protocol's, and no name of Python's. */
const optionalMembers = ["__fits__", "__check__", "validate"] as const;

interface Slimming {
  readonly isRuntime: (module: OpenModule) => boolean;
  /** Drops what a program does not need. */
  readonly needed: (program: OpenProgram) => OpenProgram;
}

/** The program without the optional methods that only each other call. */
export function withoutMembers(program: OpenProgram, { isRuntime, needed }: Slimming): OpenProgram {
  let dropped: ReadonlySet<string> = new Set(optionalMembers);
  for (;;) {
    const names = dropped;
    const slim = needed({ modules: program.modules.map((module) => (isRuntime(module) ? dropMethods(module, names) : module)) });
    const missed = [...names].filter((name) => mentions(slim, name));
    if (missed.length === 0) return slim;
    dropped = new Set([...names].filter((name) => !missed.includes(name)));
  }
}

function dropMethods(module: OpenModule, names: ReadonlySet<string>): OpenModule {
  const edit = (node: Tree<Ref>): Tree<Ref> => {
    if (node.kind !== "ClassDef") return node;
    const body = node.body.filter((each) => each.kind !== "FunctionDef" || !names.has(each.name));
    return body.length === node.body.length || body.length === 0 ? node : { ...node, body };
  };
  return { ...module, body: rewrite<Ref>(module.body, edit) };
}

function mentions(program: OpenProgram, name: string): boolean {
  let found = false;
  for (const module of program.modules) {
    visit<Ref>(module.body, (node) => {
      if (node.kind === "Attribute" && node.attr === name) found = true;
    });
  }
  return found;
}

/** The module without the docstrings of what is not for users: the single module says more in fewer lines. */
export function withoutInnerDocs(module: OpenModule, kept: ReadonlySet<string>): OpenModule {
  const shown = new Set(module.declares.filter(({ key }) => kept.has(key)).map(({ name }) => name));
  const body: OpenStmt[] = [];
  let described = false;
  for (const [index, statement] of module.body.body.entries()) {
    if (isText(statement)) {
      if (described || index === 0) body.push(statement);
      continue;
    }
    described = bindsAny(statement, shown);
    body.push(described ? statement : rewrite<Ref>(statement, withoutDocstring));
  }
  return { ...module, body: { kind: "Module", body } };
}

function bindsAny(statement: OpenStmt, names: ReadonlySet<string>): boolean {
  if (statement.kind === "ClassDef" || statement.kind === "FunctionDef") return names.has(statement.name);
  const target = statement.kind === "Assign" ? statement.targets[0] : statement.kind === "AnnAssign" ? statement.target : undefined;
  return target?.kind === "Name" && names.has(target.id);
}

function withoutDocstring(node: Tree<Ref>): Tree<Ref> {
  if (node.kind !== "ClassDef" && node.kind !== "FunctionDef") return node;
  const body = node.body.filter((each) => !isText(each));
  return body.length === 0 ? node : { ...node, body };
}

function isText(statement: OpenStmt): boolean {
  return statement.kind === "Expr" && statement.value.kind === "Constant" && typeof statement.value.value === "string";
}
