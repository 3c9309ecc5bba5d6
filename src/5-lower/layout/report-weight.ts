import { visit, type Program } from "../../../pyast/index.ts";
import type { Context } from "../../context.ts";
import type { Origin } from "../../ir/origin.ts";

/** How many steps pyright follows outside of functions before it takes a module for too complex: 768 at 0.025 each. */
const mostSteps = 30_720;

/** Reports a single module on which pyright gives up, so that its users see no types. */
export function reportWeight(program: Program, context: Pick<Context, "reporter">, origin: Origin): void {
  const steps = program.modules.reduce((sum, module) => sum + stepsOf(module.body), 0);
  if (steps > mostSteps) context.reporter.report("module-too-large", origin, { steps: String(steps), most: String(mostSteps) });
}

/** The assignments, annotations and calls of a module and its classes; functions have steps of their own. */
function stepsOf(body: Program["modules"][number]["body"]): number {
  let steps = 0;
  visit(body, (node) => {
    switch (node.kind) {
      case "FunctionDef":
        steps += 1 + node.decorator_list.length;
        return false;
      case "Lambda":
        return false;
      case "AnnAssign":
        steps += node.value === null ? 1 : 2;
        break;
      case "Assign":
      case "Call":
      case "ClassDef":
      case "alias":
        steps += 1;
        break;
      default:
    }
    return true;
  });
  return steps;
}
