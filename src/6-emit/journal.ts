import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashText, isInside } from "./output-file.ts";
import { errorCode, makeFolder, readEntry } from "./tree.ts";

/** One change of the tree: a file that is put there, replaced, or (without a text) removed. */
export interface Change {
  /** Below the root, with `/`. */
  readonly path: string;
  /** What the file will hold; null removes it. */
  readonly content: string | Uint8Array | null;
}

/** A change as the journal has it. */
interface Step {
  readonly path: string;
  /** Whether a staged file takes the place; otherwise the file goes. */
  readonly put: boolean;
  /** The hash of what was there, null where nothing was: what was written since then is not touched. */
  readonly before: string | null;
}

/** Another process writes into the same folder. */
export class WriteInProgress extends Error {
  override readonly name = "WriteInProgress";
}

const journalName = "journal.json";

/** So many files are each waited for. */
const fewFiles = 20;

/** Writes a new file. `durably` waits until it is on the disk: for what must outlive the machine's fall, not only our own. */
function writeNew(path: string, content: string | Uint8Array, how: { readonly durably: boolean }): void {
  const file = openSync(path, "wx", 0o666);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    if (how.durably) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until the names in a folder are on the disk, where the system can. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    if (!["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"].includes(errorCode(error))) throw error;
  }
}

/** A staging folder that is reached through a link is somewhere else. */
function refuseLinks(root: string, staging: string): void {
  const entry = readEntry(root, `${staging}/${journalName}`);
  if (entry.kind === "other") throw new Error(`${join(root, staging)} cannot be used: ${entry.what}`);
}

/**
 * Changes files of a tree so that after a crash at any moment `recover` makes it entirely the old or entirely the new one:
 * everything is staged first, then the journal says what to do, then names change.
 */
export function applyChanges(root: string, staging: string, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  const folder = join(root, staging);
  refuseLinks(root, staging);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) === "EEXIST") throw new WriteInProgress(`another compile is writing into ${root}`);
    throw error;
  }
  const steps: Step[] = [];
  try {
    writeNew(join(folder, "owner"), String(process.pid), { durably: true });
    mkdirSync(join(folder, "new"));
    mkdirSync(join(folder, "old"));
    for (const [index, { path, content }] of changes.entries()) {
      const entry = readEntry(root, path);
      // Waiting for each of thousands of files would take longer than the compile; the folder is waited for below.
      if (content !== null) writeNew(join(folder, "new", String(index)), content, { durably: changes.length <= fewFiles });
      steps.push({ path, put: content !== null, before: entry.kind === "file" ? hashText(entry.text) : null });
    }
    writeNew(join(folder, "draft"), JSON.stringify(steps), { durably: true });
    syncFolder(join(folder, "new"));
  } catch (error) {
    discard(folder);
    throw error;
  }
  // From here on the new tree is the one that is restored.
  renameSync(join(folder, "draft"), join(folder, journalName));
  syncFolder(folder);
  try {
    for (const [index, step] of steps.entries()) {
      if (!forward(root, folder, { step, index })) throw new Error(`${join(root, step.path)} changed while it was written`);
    }
  } catch (error) {
    rollBack(root, folder, steps);
    throw error;
  }
  finish(root, folder, steps);
}

/**
 * Completes or discards what an earlier write left behind. Returns what it did, or null where nothing was left. Throws
 * `WriteInProgress` while the process that began it lives.
 */
export function recover(root: string, staging: string): "completed" | "discarded" | null {
  const folder = join(root, staging);
  if (!existsSync(folder)) return null;
  refuseLinks(root, staging);
  if (isBusy(folder)) throw new WriteInProgress(`another compile is writing into ${root}`);
  const steps = readJournal(folder);
  if (steps === null) {
    discard(folder);
    return "discarded";
  }
  for (const [index, step] of steps.entries()) forward(root, folder, { step, index });
  finish(root, folder, steps);
  return "completed";
}

/** How long a write may take at most, in milliseconds; a folder older than that belongs to nobody, whatever process has its number now. */
const longestWrite = 10 * 60 * 1000;
/** How long a process may need to say that a folder is its own. */
const shortestWrite = 2000;

function isBusy(folder: string): boolean {
  const age = Date.now() - lstatSync(folder).mtimeMs;
  const owner = ownerOf(folder);
  if (owner === null) return age < shortestWrite && age >= 0 && !existsSync(join(folder, journalName));
  return age < longestWrite && isAlive(owner);
}

function ownerOf(folder: string): number | null {
  try {
    const text = readFileSync(join(folder, "owner"), "utf8");
    return /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** The steps, or null where the journal was not written: then nothing has changed yet. */
function readJournal(folder: string): readonly Step[] | null {
  let text: string;
  try {
    text = readFileSync(join(folder, journalName), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || !value.every(isStep)) throw new Error(`${join(folder, journalName)} is damaged; compare the output with your version control and remove ${folder}`);
  return value;
}

function isStep(value: unknown): value is Step {
  if (typeof value !== "object" || value === null || !("path" in value) || !("put" in value) || !("before" in value)) return false;
  return typeof value.path === "string" && isInside(value.path) && typeof value.put === "boolean" && (value.before === null || typeof value.before === "string");
}

interface IndexedStep {
  readonly step: Step;
  readonly index: number;
}

/** Does one step unless it is done; doing it again changes nothing. False when something else has taken the place, which stays. */
function forward(root: string, folder: string, { step, index }: IndexedStep): boolean {
  const target = join(root, step.path);
  const staged = join(folder, "new", String(index));
  const old = join(folder, "old", String(index));
  if (step.put && !existsSync(staged)) return true;
  if (!existsSync(old) && step.before !== null) {
    const entry = readEntry(root, step.path);
    // What a person wrote after the crash stays.
    if (entry.kind === "file" && hashText(entry.text) !== step.before) return false;
    if (entry.kind === "file") renameSync(target, old);
  }
  if (!step.put) return true;
  if (readEntry(root, step.path).kind !== "missing") return false;
  makeFolder(dirname(target));
  renameSync(staged, target);
  return true;
}

/** Undoes the steps that were done, last first. */
function rollBack(root: string, folder: string, steps: readonly Step[]): void {
  for (const [index, step] of [...steps.entries()].toReversed()) {
    const target = join(root, step.path);
    const old = join(folder, "old", String(index));
    if (step.put && !existsSync(join(folder, "new", String(index)))) rmSync(target, { force: true });
    if (existsSync(old)) renameSync(old, target);
    else if (step.before === null) removeEmptyFolders(root, step.path);
  }
  discard(folder);
}

/** Removes the staging folder, the journal first: without it nothing is left to do. */
function finish(root: string, folder: string, steps: readonly Step[]): void {
  for (const path of new Set(steps.map((step) => dirname(join(root, step.path))))) if (existsSync(path)) syncFolder(path);
  rmSync(join(folder, journalName), { force: true });
  syncFolder(folder);
  discard(folder);
  for (const step of steps) if (!step.put) removeEmptyFolders(root, step.path);
}

/** Removes the staging folder, and the folder of records when nothing is kept in it. */
function discard(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  try {
    rmdirSync(dirname(folder));
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "ENOENT", "EPERM", "EACCES", "EBUSY"].includes(errorCode(error))) throw error;
  }
}

/** Removes the folders of a file that is gone, as far up as they hold nothing but compiled Python. */
function removeEmptyFolders(root: string, path: string): void {
  const parts = path.split("/").slice(0, -1);
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const folder = join(root, ...parts.slice(0, depth));
    if (!existsSync(folder) || !lstatSync(folder).isDirectory()) continue;
    const names = readdirSync(folder);
    if (names.some((name) => name !== "__pycache__")) return;
    if (names.length > 0) rmSync(join(folder, "__pycache__"), { recursive: true, force: true });
    rmdirSync(folder);
  }
}
