import { isText, type Part } from "./link/parts.ts";
import type { OpenModule } from "./program.ts";
import { visit } from "./walk.ts";

/**
 * The parts of adjoining modules with their values together: first those that need nothing else, last those that do. Values that
 * follow each other take a line each; between classes and functions they take three.
 */
export function gathered(owners: ReadonlyMap<Part, OpenModule>, gathers: (module: OpenModule) => boolean): readonly Part[] {
  const ordered: Part[] = [];
  let run: Part[] = [];
  const flush = (): void => {
    const places = run.map((part) => ({ part, place: placeOf(part) }));
    for (const wanted of ["first", "middle", "last"] as const) ordered.push(...places.filter(({ place }) => place === wanted).map(({ part }) => part));
    run = [];
  };
  for (const [part, module] of owners) {
    if (gathers(module)) {
      run.push(part);
      continue;
    }
    flush();
    ordered.push(part);
  }
  flush();
  return ordered;
}

function placeOf({ statements }: Part): "first" | "middle" | "last" {
  const values = statements.filter((each) => !isText(each));
  if (!values.every(({ kind }) => kind === "Assign" || kind === "AnnAssign")) return "middle";
  let needsOurs = false;
  for (const each of values) {
    visit(each, (node) => {
      if (node.kind === "Ref" && node.symbol.home.kind === "module") needsOurs = true;
    });
  }
  return needsOurs ? "last" : "first";
}
