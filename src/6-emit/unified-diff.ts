import { linesOf, matchLines } from "./match-lines.ts";

/** Two states of one file. */
export interface DiffParts {
  /** Below the output folder. */
  readonly path: string;
  /** What is on disk; null where nothing is. */
  readonly before: string | null;
  /** What would be written; null where it would be removed. */
  readonly after: string | null;
}

/** How many equal lines stand around a change. */
const around = 3;

/** A line of either text: ` ` in both, `-` only before, `+` only after. */
interface Step {
  readonly mark: " " | "-" | "+";
  readonly line: string;
}

/** The difference between two texts as `diff -u` and `git apply` know it; empty where there is none. Line ends of a checkout are no difference. */
export function unifiedDiff({ path, before, after }: DiffParts): string {
  const [old, now] = [linesOf((before ?? "").replaceAll("\r\n", "\n")), linesOf(after ?? "")];
  const steps = stepsOf(old, now);
  const hunks = hunksOf(steps);
  if (hunks.length === 0) return "";
  const head = `--- ${before === null ? "/dev/null" : `a/${path}`}\n+++ ${after === null ? "/dev/null" : `b/${path}`}\n`;
  return head + hunks.map(({ from, to }) => hunkText(steps, from, to)).join("");
}

function stepsOf(old: readonly string[], now: readonly string[]): readonly Step[] {
  const shortest = Math.min(old.length, now.length);
  let same = 0;
  while (same < shortest && old[same] === now[same]) same += 1;
  let sameEnd = 0;
  while (sameEnd < shortest - same && old[old.length - 1 - sameEnd] === now[now.length - 1 - sameEnd]) sameEnd += 1;
  const [a, b] = [old.slice(same, old.length - sameEnd), now.slice(same, now.length - sameEnd)];
  const pairs = matchLines(a, b);
  const both = (line: string): Step => ({ mark: " ", line });
  const steps: Step[] = old.slice(0, same).map(both);
  let atNow = 0;
  for (const [index, line] of a.entries()) {
    const twin = pairs.get(index);
    if (twin === undefined) steps.push({ mark: "-", line });
    else {
      for (; atNow < twin; atNow += 1) steps.push({ mark: "+", line: b[atNow] ?? "" });
      steps.push(both(line));
      atNow += 1;
    }
  }
  for (; atNow < b.length; atNow += 1) steps.push({ mark: "+", line: b[atNow] ?? "" });
  return [...steps, ...old.slice(old.length - sameEnd).map(both)];
}

/** Ranges of steps that are shown together: changes with what is around them. */
function hunksOf(steps: readonly Step[]): readonly { readonly from: number; readonly to: number }[] {
  const hunks: { from: number; to: number }[] = [];
  for (const [index, { mark }] of steps.entries()) {
    if (mark === " ") continue;
    const to = Math.min(steps.length, index + around + 1);
    const last = hunks.at(-1);
    if (last !== undefined && index - around <= last.to) last.to = to;
    else hunks.push({ from: Math.max(0, index - around), to });
  }
  return hunks;
}

function hunkText(steps: readonly Step[], from: number, to: number): string {
  const shown = steps.slice(from, to);
  const range = (other: Step["mark"]): string => {
    const count = shown.filter(({ mark }) => mark !== other).length;
    const start = steps.slice(0, from).filter(({ mark }) => mark !== other).length;
    return `${count === 0 ? start : start + 1},${count}`;
  };
  const lines = shown.map(({ mark, line }) => (line.endsWith("\n") ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`));
  return `@@ -${range("+")} +${range("-")} @@\n${lines.join("")}`;
}
