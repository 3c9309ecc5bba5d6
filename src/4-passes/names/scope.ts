import { fold, foldClass } from "./words.ts";

/** Something that wants a name in a scope. */
export interface Candidate<T> {
  /** What is named. */
  readonly item: T;
  /** Sorts the group it collides with, and depends on nothing but itself: a pointer, a wire name. */
  readonly key: string;
  /** What it would like to be called, best first; made safe already. */
  readonly wishes: readonly string[];
  /** What a person asked for, which wins over everything else. */
  readonly override?: string | undefined;
  /** What it was called when it was compiled before. */
  readonly locked?: string | undefined;
  /** Within a colliding group, the lowest rank keeps the plain name and the others move on; without ranks all of them do. */
  readonly rank?: number;
}

/** How names of a scope are told apart. */
export interface ScopeOptions {
  /** Names that are not to be given, as folds: what stands there already would no longer work. */
  readonly taken?: Iterable<string>;
  /** Whether names are classes, which must differ even without underscores; the folds of `taken` are then of that kind. */
  readonly classes?: boolean;
  /** Names that come with a name and must be free too: `AsyncEvents` with `Events`. */
  readonly companions?: (name: string) => readonly string[];
  /** Called for an override that is not to be given, or that another one has taken already. */
  readonly onConflict?: (name: string, key: string) => void;
}

/** `event_id_2`: the number of a snake case name. */
function numberSnake(name: string, count: number): string {
  return name.endsWith("_") ? `${name}${count}` : `${name}_${count}`;
}

/** `Vlan2`: the number of a class name. */
function numberPascal(name: string, count: number): string {
  return /[0-9]$/.test(name) ? `${name}_${count}` : `${name}${count}`;
}

function compareKeys(a: Candidate<unknown>, b: Candidate<unknown>): number {
  return (a.rank ?? 0) - (b.rank ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/**
 * Gives each candidate a name of its own. Names are different even under case folding and NFKC, and
 * what a candidate gets depends on itself and on those that want the same name, never on the order of the list.
 */
export function distinguish<T>(candidates: readonly Candidate<T>[], options: ScopeOptions = {}): ReadonlyMap<T, string> {
  const names = new Map<T, string>();
  const taken = new Set<string>(options.taken ?? []);
  const folded = options.classes === true ? foldClass : fold;
  const number = options.classes === true ? numberPascal : numberSnake;
  const all = (name: string): readonly string[] => [name, ...(options.companions?.(name) ?? [])].map(folded);
  const isFree = (name: string): boolean => all(name).every((one) => !taken.has(one));
  const give = (candidate: Candidate<T>, name: string): void => {
    names.set(candidate.item, name);
    for (const one of all(name)) taken.add(one);
  };
  const sorted = candidates.toSorted(compareKeys);
  let open: Candidate<T>[] = [];
  for (const candidate of sorted) {
    if (candidate.override === undefined) open.push(candidate);
    else if (isFree(candidate.override)) give(candidate, candidate.override);
    else {
      options.onConflict?.(candidate.override, candidate.key);
      open.push(candidate);
    }
  }
  open = open.filter((candidate) => {
    if (candidate.locked === undefined || !isFree(candidate.locked)) return true;
    give(candidate, candidate.locked);
    return false;
  });
  const depth = Math.max(0, ...open.map((candidate) => candidate.wishes.length));
  for (let level = 0; level < depth && open.length > 0; level += 1) open = settleLevel({ open, level, folded, isFree, give });
  for (const candidate of open) {
    const wish = candidate.wishes.at(-1) ?? "";
    let count = 2;
    const numbered = (): string => number(wish, count);
    while (!isFree(numbered())) count += 1;
    give(candidate, numbered());
  }
  return names;
}

interface Level<T> {
  readonly open: readonly Candidate<T>[];
  readonly level: number;
  readonly folded: (name: string) => string;
  readonly isFree: (name: string) => boolean;
  readonly give: (candidate: Candidate<T>, name: string) => void;
}

/** Gives names to those whose wish at this level nobody else has; returns the others. */
function settleLevel<T>({ open, level, folded, isFree, give }: Level<T>): Candidate<T>[] {
  const wishAt = (candidate: Candidate<T>): string => candidate.wishes[Math.min(level, candidate.wishes.length - 1)] ?? "";
  const groups = new Map<string, Candidate<T>[]>();
  for (const candidate of open) {
    const key = folded(wishAt(candidate));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [candidate]);
    else group.push(candidate);
  }
  const rest: Candidate<T>[] = [];
  for (const group of groups.values()) {
    const winner = winnerOf(group, level);
    for (const candidate of group) {
      if (candidate === winner && isFree(wishAt(candidate))) give(candidate, wishAt(candidate));
      else rest.push(candidate);
    }
  }
  return rest.toSorted(compareKeys);
}

/** Who of a group keeps the name: the only one, the one of lowest rank, or the one that has no other wish. */
function winnerOf<T>(group: readonly Candidate<T>[], level: number): Candidate<T> | undefined {
  const first = group[0];
  if (group.length === 1 || first?.rank !== undefined) return first;
  const last = group.filter((candidate) => candidate.wishes.length <= level + 1);
  return last[0];
}
