import { caseless, hashText, isInside, type OutputFile } from "./output-file.ts";
import { caseTwin, readEntry, refuseFile } from "./tree.ts";
import { hasIntactTrailer } from "./trailer.ts";

/** What a file of the output is, compared with the disk. */
export type FileState =
  /** Nothing is there yet. */
  | "new"
  /** As generated before, and now different. */
  | "changed"
  /** What would be written is there. */
  | "same"
  /** Generated before, edited since, and now different from both. */
  | "edited"
  /** Not generated before: a person made it. */
  | "foreign"
  /** A folder, a link, or something else that is no file. */
  | "blocked";

/** One file of the output. */
export interface PlannedFile {
  /** Below the output folder. */
  readonly path: string;
  /** How the disk compares. */
  readonly state: FileState;
  /** What would be written. */
  readonly text: string;
  /** What is on disk, null where nothing is. */
  readonly current: string | null;
  /** Why it is blocked. */
  readonly reason: string | null;
}

/** A file of the compile before that is not generated any more. */
export interface StaleFile {
  /** Below the output folder. */
  readonly path: string;
  /** What is on disk. */
  readonly current: string;
  /** Whether it was edited since, so that it is not ours alone to delete. */
  readonly edited: boolean;
}

/** What a write would do. */
export interface Plan {
  /** The files of the output. */
  readonly files: readonly PlannedFile[];
  /** What is left over from the compile before. */
  readonly stale: readonly StaleFile[];
}

/** What a plan is made of. */
export interface PlanParts {
  /** The output folder. */
  readonly root: string;
  /** The files of the output. */
  readonly files: readonly OutputFile[];
  /** Path to hash of the files generated before, from the previous manifest. */
  readonly previous: Readonly<Record<string, string>>;
}

/** Compares the output with the disk; reads only. Throws on paths that a compile must not produce, and where a file stands in the folder's place. */
export function planWrite({ root, files, previous }: PlanParts): Plan {
  const folded = new Map<string, string>();
  for (const { path } of files) {
    const twin = folded.get(caseless(path));
    if (!isInside(path)) throw new Error(`internal: the output path ${JSON.stringify(path)} is not usable`);
    if (twin !== undefined) throw new Error(`internal: the output paths ${JSON.stringify(twin)} and ${JSON.stringify(path)} differ only in case`);
    folded.set(caseless(path), path);
  }
  refuseFile(root);
  return { files: files.map((file) => planFile(file, { root, previous })), stale: staleFiles({ root, files, previous }, folded) };
}

function planFile(file: OutputFile, { root, previous }: { readonly root: string; readonly previous: Readonly<Record<string, string>> }): PlannedFile {
  const entry = readEntry(root, file.path);
  const base = { path: file.path, text: file.text, current: null, reason: null };
  if (entry.kind === "other") return { ...base, state: "blocked", reason: entry.what };
  if (entry.kind === "missing") {
    const twin = caseTwin(root, file.path);
    const isOurs = twin !== null && Object.hasOwn(previous, [...file.path.split("/").slice(0, -1), twin].join("/"));
    return twin === null || isOurs ? { ...base, state: "new" } : { ...base, state: "blocked", reason: `${twin} differs from it only in case` };
  }
  const current = entry.text;
  const hash = hashText(current);
  if (hash === hashText(file.text)) return { ...base, state: "same", current };
  const before = Object.hasOwn(previous, file.path) ? previous[file.path] : undefined;
  if (before === undefined) return { ...base, state: hasIntactTrailer(current) ? "changed" : "foreign", current };
  return { ...base, state: before === hash ? "changed" : "edited", current };
}

function staleFiles({ root, previous }: PlanParts, folded: ReadonlyMap<string, string>): readonly StaleFile[] {
  const stale: StaleFile[] = [];
  for (const [path, hash] of Object.entries(previous)) {
    const now = folded.get(caseless(path));
    if (now === path || !isInside(path)) continue;
    const entry = readEntry(root, path);
    if (entry.kind !== "file") continue;
    // On systems that ignore case the file of the new name is this one.
    if (now !== undefined && readEntry(root, now).kind === "file") continue;
    stale.push({ path, current: entry.text, edited: hashText(entry.text) !== hash });
  }
  return stale.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
