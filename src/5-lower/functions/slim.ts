import { rewrite, visit, type OpenModule, type OpenProgram, type Ref, type Tree } from "../../../pyast/index.ts";
import type { OpenStmt } from "../open-builders.ts";

/** Members of runtime classes that may go where nothing asks for them: each is our own protocol's, and no name of Python's. */
const optionalMembers: ReadonlySet<string> = new Set(["__fits__", "__check__", "__field__", "__sent__", "__steady__"]);

/** What a module of functions does without, for the lines it takes: `Class.member`. */
const leftOut: ReadonlySet<string> = new Set(["ApiException.request", "Draft.__repr__", "ApiException.curl", "ResponseHeaders.get_list"]);

/** Runtime modules whose classes users hold, so that each of their members may be asked for; `validate` needs all codecs. */
const outerModules: ReadonlySet<string> = new Set(["models", "views", "pages", "errors", "streams", "json_lines", "incoming", "webhooks"]);

interface Slimming {
  readonly isRuntime: (module: OpenModule) => boolean;
  /** Drops what a program does not need. */
  readonly needed: (program: OpenProgram) => OpenProgram;
}

/** The program without the members of runtime classes that nothing asks for, or only each other. */
export function withoutMembers(program: OpenProgram, { isRuntime, needed }: Slimming): OpenProgram {
  let asked: ReadonlySet<string> = new Set();
  for (;;) {
    const known = asked;
    const slim = needed({ modules: program.modules.map((module) => (isRuntime(module) ? dropMembers(module, known) : module)) });
    const now = attributesOf(slim);
    if (known.size === now.size) return slim;
    asked = new Set([...known, ...now]);
  }
}

function dropMembers(module: OpenModule, asked: ReadonlySet<string>): OpenModule {
  const isOuter = outerModules.has(module.path.slice(module.path.lastIndexOf(".") + 1));
  const stays = (statement: OpenStmt): boolean => {
    const name = memberName(statement);
    if (name === null || asked.has(name)) return true;
    return !optionalMembers.has(name) && (name === "validate" ? false : isOuter || name.startsWith("__"));
  };
  const edit = (node: Tree<Ref>): Tree<Ref> => {
    if (node.kind !== "ClassDef") return node;
    const isLeftOut = (statement: OpenStmt | undefined): boolean => statement !== undefined && leftOut.has(`${node.name}.${boundName(statement) ?? ""}`);
    const body = node.body.filter((each, index) => stays(each) && !isLeftOut(isText(each) ? node.body[index - 1] : each));
    return body.length === node.body.length || body.length === 0 ? node : { ...node, body };
  };
  return { ...module, body: rewrite<Ref>(module.body, edit) };
}

/** What a statement of a class binds. */
function boundName(statement: OpenStmt): string | null {
  if (statement.kind === "AnnAssign") return statement.target.kind === "Name" ? statement.target.id : null;
  return memberName(statement);
}

/** What a method or a plain assignment of a class binds; annotations declare a shape and stay. */
function memberName(statement: OpenStmt): string | null {
  if (statement.kind === "FunctionDef") return statement.name;
  const target = statement.kind === "Assign" ? statement.targets[0] : undefined;
  return target?.kind === "Name" ? target.id : null;
}

/** The names behind dots. */
function attributesOf(program: OpenProgram): ReadonlySet<string> {
  const found = new Set<string>();
  for (const module of program.modules) {
    visit<Ref>(module.body, (node) => {
      if (node.kind === "Attribute") found.add(node.attr);
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
