import type { Change } from "./change.ts";
import type { Model } from "./surface.ts";

/** What changed in the names of an enum's members, where both manifests tell them; which values there are is told as a change of its type. */
export function memberChanges(old: Model, one: Model): readonly Change[] {
  const { members: was, python } = old.entry;
  const { members: is, pointer } = one.entry;
  if (was === undefined || is === undefined) return [];
  const now = new Map(Object.entries(is));
  const valueNow = new Map([...now].map(([value, name]) => [name, value]));
  return Object.entries(was).flatMap(([value, name]): readonly Change[] => {
    const [called, stands] = [now.get(value), valueNow.get(name)];
    const owner = { subject: "member", python: `${python}.${name}`, pointer, breaking: true } as const;
    if (called === name) return [];
    if (stands !== undefined) return [{ ...owner, change: "retyped", before: value, after: stands, message: `stands for \`${stands}\` instead of \`${value}\``, reason: "code that uses it means another value" }];
    if (called !== undefined) return [{ ...owner, change: "renamed", before: name, after: called, message: `is called \`${called}\` now`, reason: "code that names it fails" }];
    return [{ ...owner, change: "removed", before: name, after: null, message: "is gone", reason: "code that names it fails" }];
  });
}
