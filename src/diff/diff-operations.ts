import type { ManifestOperation, ManifestResult } from "../6-emit/manifest.ts";
import { typeChanges } from "./change-type.ts";
import type { Change } from "./change.ts";
import { argumentChanges } from "./diff-arguments.ts";
import type { Sided } from "./fits.ts";
import { methodsOf } from "./methods-of.ts";
import { pair } from "./pair.ts";
import { showType, type PythonType } from "./python-type.ts";
import { isList, type Surface } from "./surface.ts";

/** What changed in the methods of the clients, or in the functions of a module. */
export function operationChanges(before: Surface, after: Surface): readonly Change[] {
  const route = ({ method, path }: ManifestOperation): string => `${method} ${path}`;
  const { both, removed, added } = pair(before.manifest.operations, after.manifest.operations, route, (one) => one.operationId, (one) => one.python);
  return [
    ...removed.flatMap((operation) => methodsOf(operation).map((method) => goneMethod(dotted(before, method), operation))),
    ...both.flatMap(([old, one]) => oneOperation(old, one, { before, after })),
    ...added.flatMap((operation) => methodsOf(operation).map((method) => newMethod(dotted(after, method), operation))),
  ];
}

function dotted({ manifest }: Surface, method: string): string {
  return `${manifest.package}.${method}`;
}

function goneMethod(python: string, operation: ManifestOperation): Change {
  return { subject: "operation", change: "removed", breaking: true, python, pointer: operation.pointer, before: `${operation.method} ${operation.path}`, after: null, message: "is gone", reason: "calls of it fail" };
}

function newMethod(python: string, operation: ManifestOperation): Change {
  return { subject: "operation", change: "added", breaking: false, python, pointer: operation.pointer, before: null, after: `${operation.method} ${operation.path}`, message: "is new", reason: "nobody calls it yet" };
}

interface Surfaces {
  readonly before: Surface;
  readonly after: Surface;
}

function oneOperation(old: ManifestOperation, one: ManifestOperation, { before, after }: Surfaces): readonly Change[] {
  const python = dotted(before, old.python);
  const { pointer } = one;
  const owner = { subject: "operation", python, pointer } as const;
  const changes: Change[] = [...renamed(owner, old.python, one.python)];
  const [was, is] = [`${old.method} ${old.path}`, `${one.method} ${one.path}`];
  if (was !== is) changes.push({ ...owner, change: "sent", breaking: false, before: was, after: is, message: `calls ${is} instead of ${was}`, reason: "the SDK sees to it; calls stay the same" });
  changes.push(...mediaChange(owner, old, one), ...argumentChanges(python, { operation: old, surface: before }, { operation: one, surface: after }));
  changes.push(...resultChanges({ subject: "result", python, pointer }, resultType(old.result, before), resultType(one.result, after)));
  changes.push(...secondChanges(old, one, { before, after }), ...errorChanges(old, one, { before, after }));
  return changes;
}

type Named = Pick<Change, "subject" | "python" | "pointer">;

function renamed(owner: Named, before: string, after: string): readonly Change[] {
  return before === after ? [] : [{ ...owner, change: "renamed", breaking: true, before, after, message: `is called \`${after}\` now`, reason: "calls by the old name fail" }];
}

/** With one media type there is no argument for it, so that callers do not see which it is. */
function mediaChange(owner: Named, old: ManifestOperation, one: ManifestOperation): readonly Change[] {
  const [before, ...many] = old.body?.mediaTypes ?? [];
  const [after, ...several] = one.body?.mediaTypes ?? [];
  if (before === undefined || after === undefined || before === after || many.length > 0 || several.length > 0) return [];
  return [{ ...owner, change: "sent", breaking: false, before, after, message: `sends ${after} instead of ${before}`, reason: "the SDK sees to it; calls stay the same" }];
}

/** What a call gives, as one type; null where a manifest does not tell. */
function resultType(result: ManifestOperation["result"], surface: Surface): Sided {
  const all = isList(result) ? result : [result];
  const members = all.flatMap((one) => singleType(one, surface));
  return { type: members, surface };
}

function singleType({ kind, type }: ManifestResult, surface: Surface): PythonType {
  const inner = surface.type(type);
  switch (kind) {
    case "none":
    case "json":
    case "text":
    case "bytes":
      return inner;
    case "stream":
      return [{ kind: "generic", name: "Stream", args: [inner] }];
    case "pages":
      return [{ kind: "generic", name: "Page", args: [inner] }];
    default:
      return kind satisfies never;
  }
}

function resultChanges(owner: Named, before: Sided, after: Sided): readonly Change[] {
  if (showType(before.type) === "None" && showType(after.type) !== "None") {
    return [{ ...owner, change: "retyped", breaking: false, before: "None", after: showType(after.type), message: `gives ${showType(after.type)}`, reason: "nobody uses the None that it gave before" }];
  }
  return typeChanges(owner, before, { after, use: { input: false, output: true } });
}

/** What becomes of the methods beside the first: the one that streams, and the function that iterates over pages. */
function secondChanges(old: ManifestOperation, one: ManifestOperation, { before, after }: Surfaces): readonly Change[] {
  return (["stream", "pages"] as const).flatMap((key): readonly Change[] => {
    const [was, is] = [old[key] ?? null, one[key] ?? null];
    if (was === null) return is === null ? [] : [newMethod(dotted(after, is), one)];
    const python = dotted(before, was);
    if (is === null) return [goneMethod(python, old)];
    const { pointer } = one;
    const typed = key === "pages" || old.streamResult === undefined || one.streamResult === undefined ? [] : resultChanges({ subject: "result", python, pointer }, resultType(old.streamResult, before), resultType(one.streamResult, after));
    return [...renamed({ subject: "operation", python, pointer }, was, is), ...typed];
  });
}

function errorChanges(old: ManifestOperation, one: ManifestOperation, { before, after }: Surfaces): readonly Change[] {
  const python = dotted(before, old.python);
  const statuses = [...new Set([...Object.keys(old.errors), ...Object.keys(one.errors)])];
  return statuses.flatMap((status): readonly Change[] => {
    const owner = { subject: "error", python, pointer: `${one.pointer}/responses/${status}` } as const;
    const was = Object.hasOwn(old.errors, status) ? old.errors[status] : undefined;
    const is = Object.hasOwn(one.errors, status) ? one.errors[status] : undefined;
    if (was === undefined && is !== undefined) return [{ ...owner, change: "added", breaking: false, before: null, after: is, message: `may fail with ${status}${is === null ? "" : `, with ${is} as its body`}`, reason: "every failure is an ApiException, as before" }];
    if (was !== undefined && is === undefined) return [{ ...owner, change: "removed", breaking: false, before: was, after: null, message: `no longer says that it fails with ${status}`, reason: "code that expects the error does no harm" }];
    if (was === undefined || is === undefined || was === is) return [];
    if (was === null) return [{ ...owner, change: "retyped", breaking: false, before: null, after: is, message: `has ${is} as the body of ${status}`, reason: "the body was not described before" }];
    if (is === null) return [{ ...owner, change: "retyped", breaking: true, before: was, after: null, message: `has no ${was} as the body of ${status} any more`, reason: `code that reads it as ${was} may find something else` }];
    return typeChanges(owner, { type: before.type(was), surface: before }, { after: { type: after.type(is), surface: after }, use: { input: false, output: true } }).map((change) => ({ ...change, message: `the body of ${status} ${change.message}` }));
  });
}
