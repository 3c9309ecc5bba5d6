import { cleanText } from "../docs.ts";

/** A link to the web: the markup of descriptions that does no more than the address alone would. */
const webLink = /(?<!!)\[([^[\]`]{1,200})\]\((https?:\/\/[\w./~%?=&:,;@#+-]{1,500})\)/g;

/** The text as Markdown on one line: links to the web stay what they are, and nothing else of it acts as markup. */
export function markdownText(text: string): string {
  const line = cleanText(text.toWellFormed()).replace(/\s+/g, " ");
  const parts: string[] = [];
  let end = 0;
  for (const found of line.matchAll(webLink)) {
    const [whole, label = "", address = ""] = found;
    parts.push(escapeMarkup(line.slice(end, found.index)), `[${escapeMarkup(label)}](${address})`);
    end = found.index + whole.length;
  }
  return [...parts, escapeMarkup(line.slice(end))].join("").replace(/^([-=]|\d+)(?=[.)\s-])/, "\\$1");
}

function escapeMarkup(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~&$]/g, "\\$&");
}

/** The text as a code span, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const clean = cleanText(text.toWellFormed()).replace(/\s+/g, " ");
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${clean}${pad}${fence}`;
}
