import type { ManifestOperation } from "../6-emit/manifest.ts";
import { argumentsOf, type Argument } from "./arguments.ts";
import { typeChanges, type Owner } from "./change-type.ts";
import type { Change } from "./change.ts";
import { defaultChange, nullChange } from "./left-out.ts";
import { pair } from "./pair.ts";
import { showType } from "./python-type.ts";
import type { Surface } from "./surface.ts";

/** An operation and the SDK it stands in. */
export interface SidedOperation {
  readonly operation: ManifestOperation;
  readonly surface: Surface;
}

/** What changed in the signature of a method that callers know as `method`. */
export function argumentChanges(method: string, before: SidedOperation, after: SidedOperation): readonly Change[] {
  const was = argumentsOf(before.surface, before.operation);
  const is = argumentsOf(after.surface, after.operation);
  const { both, removed, added } = pair(was, is, (one) => one.key, (one) => one.name);
  const owner = (one: Argument): Owner => ({ subject: "parameter", python: `${method}(${one.name})`, pointer: one.pointer });
  return [
    ...removed.map((one): Change => ({ ...owner(one), change: "removed", breaking: true, before: shown(one), after: null, message: `no longer takes \`${one.name}\``, reason: "calls that give it fail" })),
    ...both.flatMap(([old, one]) => oneArgument({ ...owner(old), pointer: one.pointer }, { old, one, before: before.surface, after: after.surface })),
    ...added.map((one): Change => {
      const breaking = one.value?.required === true;
      const reason = breaking ? "calls without it fail" : "calls may leave it out";
      return { ...owner(one), change: "added", breaking, before: null, after: shown(one), message: `takes \`${one.name}\`${breaking ? ", which has to be given" : ""}`, reason };
    }),
  ];
}

function shown({ value }: Argument): string | null {
  return value === null ? null : showType(value.type);
}

function oneArgument(owner: Owner, { old, one, before, after }: { readonly old: Argument; readonly one: Argument; readonly before: Surface; readonly after: Surface }): readonly Change[] {
  const changes: Change[] = [];
  if (old.name !== one.name) changes.push({ ...owner, change: "renamed", breaking: true, before: old.name, after: one.name, message: `is called \`${one.name}\` now`, reason: `calls that give \`${old.name}\` by name fail` });
  if (old.position !== one.position) changes.push({ ...owner, ...moved(old, one) });
  else if (old.key !== one.key) changes.push({ ...owner, change: "sent", breaking: false, before: old.key, after: one.key, message: `is sent as ${one.key} instead of ${old.key}`, reason: "the SDK sees to it; calls stay the same" });
  if (old.value === null || one.value === null) return changes;
  const [was, is] = [old.value, one.value];
  if (!was.required && is.required) changes.push({ ...owner, change: "required", breaking: true, before: null, after: null, message: "has to be given", reason: "calls without it fail" });
  if (was.required && !is.required) changes.push({ ...owner, change: "optional", breaking: false, before: null, after: null, message: "may be left out", reason: "calls that give it go on to work" });
  changes.push(...typeChanges(owner, { type: was.type, surface: before }, { after: { type: is.type, surface: after }, use: input }));
  return [...changes, ...nullChange(owner, { old: was, one: is }, input), ...defaultChange(owner, { old: was, one: is })];
}

const input = { input: true, output: false } as const;

function moved(old: Argument, one: Argument): Pick<Change, "change" | "breaking" | "before" | "after" | "message" | "reason"> {
  const place = (position: number | null): string => (position === null ? "keyword" : `position ${position + 1}`);
  const [before, after] = [place(old.position), place(one.position)];
  const change = { change: "moved", before, after } as const;
  if (old.position === null) return { ...change, breaking: false, message: "may be given by position too", reason: "by name it is given as before" };
  if (one.position === null) return { ...change, breaking: true, message: "can only be given by name", reason: "calls that give it by position fail" };
  return { ...change, breaking: true, message: `is at ${after} instead of ${before}`, reason: "calls that give it by position give another value" };
}
