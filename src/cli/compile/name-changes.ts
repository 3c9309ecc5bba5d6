import { methodsOf } from "../../diff/methods-of.ts";
import type { Manifest } from "../../6-emit/manifest.ts";

/** What callers can newly use, and what they no longer can. */
export interface NameChanges {
  /** Methods, classes and aliases that were not there. */
  readonly added: readonly string[];
  /** Those that are gone. */
  readonly removed: readonly string[];
}

/** Compares two compiles; null where there was none before. `pysdk-compile diff` says more: types, and what breaks. */
export function nameChanges(previous: Manifest | null, manifest: Manifest): NameChanges | null {
  if (previous === null) return null;
  const [before, now] = [namesOf(previous), namesOf(manifest)];
  return { added: [...now].filter((name) => !before.has(name)), removed: [...before].filter((name) => !now.has(name)) };
}

function namesOf({ operations, schemas }: Manifest): ReadonlySet<string> {
  return new Set([...operations.flatMap(methodsOf), ...schemas.map((one) => one.python)].toSorted());
}
