import type { OpenProgram } from "../program.ts";
import type { Ref } from "../symbol.ts";
import { eachChild, type Tree } from "../walk.ts";

/** How often each symbol is used other than as a base class, in an annotation, or to ask what something is; by key. */
export function valueUses(program: OpenProgram): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const read = (node: Tree<Ref>): void => {
    switch (node.kind) {
      case "Ref":
        uses.set(node.symbol.key, (uses.get(node.symbol.key) ?? 0) + 1);
        return;
      case "ClassDef":
        for (const each of node.bases) if (each.kind === "Subscript") read(each.slice);
        for (const each of [...node.keywords, ...node.body]) read(each);
        // What `dataclass_transform` names, it says to checkers.
        for (const each of node.decorator_list) if (each.kind !== "Call" || nameOf(each.func) !== "dataclass_transform") read(each);
        return;
      case "FunctionDef":
        for (const each of node.args.params) if (each.default !== null) read(each.default);
        for (const each of [...node.decorator_list, ...node.body]) read(each);
        return;
      case "AnnAssign":
        if (node.value !== null) read(node.value);
        return;
      case "Call":
        if (nameOf(node.func) === "isinstance") {
          for (const each of node.args.slice(0, 1)) read(each);
          return;
        }
    }
    eachChild<Ref, null>(node, read, null);
  };
  for (const module of program.modules) read(module.body);
  return uses;
}

/** The keys of the classes that others extend. */
export function extendedKeys(program: OpenProgram): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { body } of program.modules) {
    for (const statement of body.body) {
      if (statement.kind !== "ClassDef") continue;
      for (const each of statement.bases) {
        const base = each.kind === "Subscript" ? each.value : each;
        if (base.kind === "Ref") keys.add(base.symbol.key);
      }
    }
  }
  return keys;
}

/** The name of what stands there, where it is a name. */
export function nameOf(node: Tree<Ref>): string | null {
  if (node.kind === "Name") return node.id;
  return node.kind === "Ref" ? node.symbol.name : null;
}
