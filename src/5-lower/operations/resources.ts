import { ref, type OpenModule, type Symbol } from "../../../pyast/index.ts";
import type { Resource } from "../../ir/api.ts";
import type { Operation } from "../../ir/operation.ts";
import type { LowerContext } from "../context.ts";
import { describe, wrap } from "../docs.ts";
import { lowerOperation } from "./operations.ts";
import { ruleStatements } from "./pages.ts";
import { spreadStatements } from "./spread-keywords.ts";
import { py } from "../symbols.ts";
import { b, type OpenStmt } from "../open-builders.ts";

/** The module of a resource: its asynchronous class, from which the other is made. */
export function lowerResource(lower: LowerContext, resource: Resource): OpenModule {
  const symbol = lower.symbols.resource(resource);
  const doc = resourceDoc(lower, resource, 0);
  const path = moduleOf(symbol);
  const operations = operationsOf(lower, resource);
  const rules = ruleStatements(lower, operations, path);
  const spreads = spreadStatements(lower, operations, path);
  const statement = b.classDef(symbol.name, {
    doc: resourceDoc(lower, resource, 4),
    body: [constructor_(lower), ...childProperties(lower, resource), ...operations.flatMap((operation) => lowerOperation(lower, operation, path))],
  });
  return {
    path,
    isPackage: false,
    body: b.module([b.docstring(doc), ...rules.body, ...spreads.body, statement]),
    declares: [...rules.declares, ...spreads.declares, symbol],
  };
}

function moduleOf(symbol: Symbol): string {
  if (symbol.home.kind !== "module") throw new Error(`${symbol.key} has no module`);
  return symbol.home.module;
}

/** What the document says of the resource, else its name in words. */
export function resourceDoc(lower: LowerContext, resource: Resource, indent: number): string {
  const words = resource.path.join(" ").replaceAll("_", " ").trim();
  const fallback = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return wrap(describe(resource.docs, fallback) ?? fallback, lower.width - indent - 3);
}

function constructor_(lower: LowerContext): OpenStmt {
  return b.def("__init__", {
    params: [b.param("self"), b.param("transport", { annotation: ref(lower.symbols.runtime("transport", "AsyncTransport")) })],
    returns: b.none,
    body: [b.assign(b.attr("self", "_transport"), b.name("transport"))],
  });
}

/** The resources below, each made and loaded when it is first used. */
export function childProperties(lower: LowerContext, parent: Pick<Resource, "path">): readonly OpenStmt[] {
  return lower.api.resources
    .filter(({ path }) => path.length === parent.path.length + 1 && parent.path.every((part, index) => path[index] === part))
    .map((child) => childProperty(lower, child));
}

function childProperty(lower: LowerContext, child: Resource): OpenStmt {
  const symbol = lower.symbols.resource(child);
  return b.def(child.path.at(-1) ?? "", {
    decorators: [ref(py.cachedProperty)],
    params: ["self"],
    returns: ref(symbol, "type"),
    doc: resourceDoc(lower, child, 8),
    body: [b.ret(b.call(ref(symbol, "lazy"), [b.attr("self", "_transport")]))],
  });
}

/** The operations of a resource, in the document's order. */
export function operationsOf(lower: LowerContext, resource: Pick<Resource, "operations">): readonly Operation[] {
  const wanted = new Set(resource.operations);
  return lower.api.operations.filter(({ id }) => wanted.has(id));
}
