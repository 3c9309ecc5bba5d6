import type { Change, Difference, Step } from "./change.ts";

/** A difference for people: what breaks first, then the rest, a line each. */
export function renderText(difference: Difference): string {
  const breaking = difference.changes.filter((one) => one.breaking);
  const others = difference.changes.filter((one) => !one.breaking);
  const part = (title: string, changes: readonly Change[]): string => (changes.length === 0 ? "" : `\n${title}\n${changes.map((one) => `  ${onOneLine(`${one.python}: ${one.message} (${one.reason})`)}\n`).join("")}`);
  return `${summary(difference)}\n${part("Breaking", breaking)}${part(breaking.length === 0 ? "Changed" : "Not breaking", others)}`;
}

/** One line: from where to where, how much, and the version step. */
export function summary({ before, after, changes, step }: Difference): string {
  const breaking = changes.filter((one) => one.breaking).length;
  const others = changes.length - breaking;
  const counted = [count(breaking, "breaking change"), count(others, breaking === 0 ? "change" : "other")].filter((text) => text !== "");
  const sides = before.package === after.package ? `${before.package}, ${before.version} to ${after.version}` : `${before.package} ${before.version} to ${after.package} ${after.version}`;
  return `${onOneLine(sides)}: ${counted.length === 0 ? "nothing that callers see" : counted.join(", ")}; ${stepWords[step]}`;
}

/** What a version step is called. */
const stepWords = {
  major: "calls for a major version",
  minor: "calls for a minor version",
  patch: "calls for a patch version",
  none: "calls for no new version",
} as const satisfies Record<Step, string>;

/** Text of a document without what would break a line or steer a terminal. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

function count(number: number, word: string): string {
  return number === 0 ? "" : `${number} ${word}${number === 1 ? "" : "s"}`;
}
