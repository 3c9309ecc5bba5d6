import type { Api } from "../../../ir/api.ts";
import type { Operation } from "../../../ir/operation.ts";
import { leave, type StainlessFile } from "./stainless-file.ts";
import type { StainlessMethod } from "./walk-resources.ts";

/** Methods of the file with the operations of the document that they call. */
export interface CarriedMethods {
  /** By operation id: what it is called. */
  readonly named: ReadonlyMap<string, StainlessMethod>;
  /** Operations that are not made for Python. */
  readonly skipped: readonly Operation[];
}

/** Finds the operation of each method. */
export function carryMethods(file: StainlessFile, methods: readonly StainlessMethod[], { operations }: Api): CarriedMethods {
  const named = new Map<string, StainlessMethod>();
  const skipped: Operation[] = [];
  for (const method of methods) {
    const operation = operations.find((one) => one.method === method.method && one.path === method.template) ?? operations.find((one) => one.method === method.method && erased(one.path) === erased(method.template));
    const before = operation === undefined ? undefined : named.get(operation.id);
    if (operation === undefined) leave(file, method.path, `calls ${method.method} ${method.template}, which the document does not have`);
    else if (before !== undefined) leave(file, method.path, `calls the same operation as ${before.python.join(".")}; an operation has one method here`);
    else if (method.skipped) skipped.push(operation);
    else named.set(operation.id, method);
  }
  return { named, skipped: skipped.filter((one) => !named.has(one.id)) };
}

/** A path without the names of its parameters. */
function erased(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "{}").replace(/\/$/, "");
}
