/** Two lists, with what belongs together. */
export interface Pairs<T> {
  /** In the order of the new list. */
  readonly both: readonly (readonly [before: T, after: T])[];
  /** Only in the old list. */
  readonly removed: readonly T[];
  /** Only in the new list. */
  readonly added: readonly T[];
}

/** Finds what belongs together: by the first key, what is left by the second, and so on. Null is no key, and neither is what several have. */
export function pair<T>(before: readonly T[], after: readonly T[], ...keys: readonly ((one: T) => string | null)[]): Pairs<T> {
  const partners = new Map<T, T>();
  const taken = new Set<T>();
  for (const key of keys) {
    const free = unique(before.filter((one) => !taken.has(one)), key);
    const wanted = unique(after.filter((one) => !partners.has(one)), key);
    for (const [name, one] of wanted) {
      const old = free.get(name);
      if (old === undefined) continue;
      partners.set(one, old);
      taken.add(old);
    }
  }
  return {
    both: after.flatMap((one) => {
      const old = partners.get(one);
      return old === undefined ? [] : [[old, one] as const];
    }),
    removed: before.filter((one) => !taken.has(one)),
    added: after.filter((one) => !partners.has(one)),
  };
}

function unique<T>(items: readonly T[], key: (one: T) => string | null): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  const several = new Set<string>();
  for (const item of items) {
    const name = key(item);
    if (name === null) continue;
    if (found.has(name)) several.add(name);
    found.set(name, item);
  }
  for (const name of several) found.delete(name);
  return found;
}
