import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type FSWatcher, watch } from "chokidar";

/** Which files are watched; asked again after each round, since a change may bring others in. */
export interface WatchedFiles {
  /** The files, also such as are not there yet. */
  readonly paths: () => readonly string[];
  /** Whether a change of a path counts: files beside those above may count too. */
  readonly includes: (path: string) => boolean;
}

/** Editors write a file in several steps; so many milliseconds without another one are waited for. */
const quietTime = 40;
/** Clocks of file systems may be so many milliseconds behind. */
const clockLag = 10;
/** Systems lose notices under load, and some file systems give none: so many milliseconds apart the files are looked at. */
const lookTime = 1_000;

/**
 * Does a round of work now, and another with the changed paths whenever files change, never two at once. Ends when the signal
 * does; rejects with what a round throws. `ready` is called when the first round is done and nothing is missed any more.
 */
export async function watchFiles(files: WatchedFiles, { round, ready, signal }: { readonly round: (changed: ReadonlySet<string>) => Promise<void>; readonly ready: () => void; readonly signal: AbortSignal }): Promise<void> {
  const waiting = new Set<string>();
  let bell = createBell();
  const note = (path: string): void => {
    if (!files.includes(path)) return;
    waiting.add(path);
    bell.wake();
  };
  const end = (): void => bell.wake();
  signal.addEventListener("abort", end, { once: true });
  let open: { readonly watcher: FSWatcher; readonly folders: ReadonlySet<string> } | null = null;
  let marks = new Map<string, string>();
  const look = setInterval(() => {
    for (const [path, before] of marks) {
      const now = markOf(path);
      if (now === before) continue;
      marks.set(path, now);
      note(path);
    }
  }, lookTime);
  try {
    for (let first = true; !signal.aborted; first = false) {
      const changed = new Set(waiting);
      waiting.clear();
      bell = createBell();
      const begin = Date.now() - clockLag;
      marks = new Map(files.paths().map((path) => [path, markOf(path)]));
      await round(changed);
      for (const path of files.paths()) if (!marks.has(path)) marks.set(path, markOf(path));
      // Folders, not files: a file that is replaced, or that appears only later, is noticed too.
      const folders: ReadonlySet<string> = new Set(files.paths().map((path) => dirname(path)));
      const known: ReadonlySet<string> = open?.folders ?? new Set();
      if (open === null || ![...folders].every((one) => known.has(one))) {
        await open?.watcher.close();
        open = { watcher: await openWatcher(folders, files, note), folders };
        // What changed in a new folder while the round went on has told nobody.
        for (const path of files.paths()) if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > begin) note(path);
      }
      if (first) ready();
      if (waiting.size === 0 && !signal.aborted) await bell.promise;
      await quiet(waiting, signal);
    }
  } finally {
    clearInterval(look);
    signal.removeEventListener("abort", end);
    await open?.watcher.close();
  }
}

/** What tells one state of a file from another without reading it. */
function markOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}

async function openWatcher(folders: ReadonlySet<string>, files: WatchedFiles, note: (path: string) => void): Promise<FSWatcher> {
  const watcher = watch([...folders], { depth: 0, ignoreInitial: true, ignored: (path, stats) => (stats === undefined ? false : stats.isDirectory() ? !folders.has(path) : !files.includes(path)) });
  watcher.on("all", (_event, path) => note(resolve(path)));
  await new Promise<void>((done) => watcher.once("ready", done));
  return watcher;
}

/** Something to wait for, and what ends the wait. */
function createBell(): { readonly promise: Promise<void>; readonly wake: () => void } {
  let wake: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    wake = done;
  });
  return { promise, wake };
}

/** Waits until no more changes arrive. */
async function quiet(waiting: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  for (let before = -1; before !== waiting.size && !signal.aborted; ) {
    before = waiting.size;
    await new Promise((done) => setTimeout(done, quietTime));
  }
}
