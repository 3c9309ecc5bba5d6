import type { Api, Resource } from "../../ir/api.ts";
import type { Context } from "../../context.ts";
import type { Operation, OperationId } from "../../ir/operation.ts";
import { avoid } from "./identifier.ts";
import { attributePath, lastPart, type NamesLock, usableName } from "./lock.ts";
import { isReadable, operationWishes } from "./operation-name.ts";
import { essentialWords } from "./package-names.ts";
import type { Renames } from "./rename.ts";
import { topNames } from "./reserved.ts";
import { type Candidate, distinguish } from "./scope.ts";
import { fold } from "./words.ts";

/** What names of methods are made from. */
export interface MethodNaming {
  /** What is named. */
  readonly api: Api;
  /** For options and reports. */
  readonly context: Context;
  /** The names of the compile before. */
  readonly lock: NamesLock;
  /** What a person asked for. */
  readonly renames: Renames;
  /** The import name. */
  readonly module: string;
  /** What stands beside functions: the root's names. */
  readonly offered: ReadonlySet<string>;
}

/** A method, and the second one of an operation that answers either way. */
export interface MethodNames {
  /** The method of every operation. */
  readonly names: ReadonlyMap<OperationId, string>;
  /** The second methods. */
  readonly streams: ReadonlyMap<OperationId, string>;
  /** What iterates over pages, beside a function that gives the first. */
  readonly pages: ReadonlyMap<OperationId, string>;
}

/** Gives every operation a method of its own in its namespace. */
export function methodNames(naming: MethodNaming): MethodNames {
  const { api } = naming;
  const byNamespace = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    const key = operation.namespace.join(".");
    const members = byNamespace.get(key);
    if (members === undefined) byNamespace.set(key, [operation]);
    else members.push(operation);
  }
  const names = new Map<OperationId, string>();
  const streams = new Map<OperationId, string>();
  const pages = new Map<OperationId, string>();
  for (const operations of byNamespace.values()) {
    const first = operations[0];
    if (first === undefined) continue;
    const given = namesIn(operations, first.namespace, naming);
    for (const operation of operations) {
      names.set(operation.id, given.get(`call ${operation.id}`) ?? "");
      if (operation.stream !== null) streams.set(operation.id, given.get(`stream ${operation.id}`) ?? "");
      const paging = given.get(`pages ${operation.id}`);
      if (paging !== undefined) pages.set(operation.id, paging);
    }
  }
  return { names, streams, pages };
}

function namesIn(operations: readonly Operation[], namespace: readonly string[], { api, context, lock, renames, module, offered }: MethodNaming): ReadonlyMap<string, string> {
  const isFunctions = context.options.surface === "functions";
  const taken = new Set([...takenIn(namespace, { resources: api.resources, top: topNames(context.options) }), ...(isFunctions ? offered : [])]);
  const reserved = new Set(taken);
  const apiWords = [...essentialWords(api.info.title), ...module.split("_")].map((word) => word.toLowerCase());
  const candidates: Candidate<string>[] = [];
  for (const operation of operations) {
    const before = lock.operation(operation);
    const path = before === undefined ? undefined : attributePath(before.python);
    const same = path !== undefined && lock.hasClient !== isFunctions && path.slice(0, -1).join(".") === namespace.join(".");
    const override = renames.method(operation.origin);
    const wishes = operationWishes(operation, { apiWords, namespace }).map((name) => avoid(name, reserved));
    const key = `${operation.path} ${operation.method} ${operation.id}`;
    candidates.push({ item: `call ${operation.id}`, key, wishes, override, locked: same ? path.at(-1) : undefined });
    if (operation.stream !== null) {
      const plain = override === undefined ? wishes : [override];
      candidates.push({ item: `stream ${operation.id}`, key: `${key} stream`, wishes: plain.map((name) => `${name.replace(/_+$/, "")}_stream`), locked: same && before?.stream !== null ? usableName(lastPart(before?.stream ?? "")) : undefined });
    }
    if (isFunctions && operation.pagination !== null) {
      const plain = override === undefined ? [...(same ? [path.at(-1) ?? ""] : []), ...wishes] : [override];
      candidates.push({ item: `pages ${operation.id}`, key: `${key} pages`, wishes: plain.map((name) => `${name.replace(/_+$/, "")}_pages`), locked: same && before?.pages !== undefined ? usableName(lastPart(before.pages)) : undefined });
    }
    if (override === undefined && !isReadable(operation.operationId)) context.reporter.report("operation-id-missing", operation.origin);
  }
  const byItem = new Map(operations.map((one) => [`call ${one.id}`, one]));
  const given = distinguish(candidates, {
    taken: [...taken].map(fold),
    onConflict: (name, key) => {
      const operation = operations.find((one) => key.startsWith(`${one.path} ${one.method} ${one.id}`));
      if (operation !== undefined) context.reporter.report("name-not-usable", operation.origin, { name, reason: "another operation has it" });
    },
  });
  for (const { item, wishes, override } of candidates) {
    const name = given.get(item) ?? "";
    const operation = byItem.get(item);
    if (operation === undefined || override !== undefined || name === wishes[0]) continue;
    context.reporter.report("name-changed", operation.origin, { name: operation.operationId ?? `${operation.method} ${operation.path}`, python: [...namespace, name].join(".") });
  }
  return given;
}

/** What a method must leave alone: resources of the same place, and on the client its own names. */
function takenIn(namespace: readonly string[], { resources, top }: { readonly resources: readonly Resource[]; readonly top: ReadonlySet<string> }): ReadonlySet<string> {
  const depth = namespace.length;
  const children = resources.filter((one) => one.path.length === depth + 1 && namespace.every((part, index) => one.path[index] === part)).map((one) => one.path[depth] ?? "");
  return new Set([...children, ...(depth === 0 ? top : [])]);
}
