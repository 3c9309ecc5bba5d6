import type { Compiled } from "../cli/compile/compile-document.ts";
import { planWrite } from "../6-emit/plan.ts";
import { unifiedDiff } from "../6-emit/unified-diff.ts";
import type { FileLine, FileView } from "./protocol.ts";

/** Every file of an output, and what is left over on disk, as a write would find it now. */
export function fileLines({ place, files, previous }: Compiled): readonly FileLine[] {
  const plan = planWrite({ root: place.root, files, previous: previous?.files ?? {} });
  const made = plan.files.map(({ path, state, text }): FileLine => ({ path, state, edited: state === "edited" || state === "foreign", lines: countLines(text) }));
  const left = plan.stale.map(({ path, current, edited }): FileLine => ({ path, state: "stale", edited, lines: countLines(current) }));
  return [...made, ...left];
}

/** One of those files; null where there is none of that path. */
export function fileView({ place, files, previous }: Compiled, path: string): FileView | null {
  const plan = planWrite({ root: place.root, files: files.filter((one) => one.path === path), previous: {} });
  const [made] = plan.files;
  if (made !== undefined) return { text: made.text, diff: made.state === "same" ? "" : unifiedDiff({ path, before: made.current, after: made.text }) };
  const stale = planWrite({ root: place.root, files, previous: previous?.files ?? {} }).stale.find((one) => one.path === path);
  return stale === undefined ? null : { text: stale.current, diff: unifiedDiff({ path, before: stale.current, after: null }) };
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
