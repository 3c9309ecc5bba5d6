import { cleanText } from "../docs.ts";

/** The text as Markdown that shows it as it is, on one line: nothing of it acts as markup. */
export function markdownText(text: string): string {
  return cleanText(text.toWellFormed())
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>()#+!|~&$]/g, "\\$&")
    .replace(/^([-=]|\d+)(?=[.)\s-])/, "\\$1");
}

/** The text as a code span, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const clean = cleanText(text.toWellFormed()).replace(/\s+/g, " ");
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${clean}${pad}${fence}`;
}
