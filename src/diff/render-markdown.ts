import type { Change, Difference } from "./change.ts";
import { onOneLine, summary } from "./render-text.ts";

/** A difference for a release page or a pull request. */
export function renderMarkdown(difference: Difference): string {
  const breaking = difference.changes.filter((one) => one.breaking);
  const others = difference.changes.filter((one) => !one.breaking);
  const parts = [...part("Breaking", breaking), ...part(breaking.length === 0 ? "Changed" : "Not breaking", others)];
  return `${[`**${escaped(summary(difference))}**`, ...parts].join("\n\n")}\n`;
}

function part(title: string, changes: readonly Change[]): readonly string[] {
  return changes.length === 0 ? [] : [`## ${title}`, changes.map((one) => `- ${code(one.python)}: ${escaped(one.message)} (${escaped(one.reason)})`).join("\n")];
}

/** Text of a document in a code span, whatever backticks it holds. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

/** Text with what Markdown and HTML would take for their own made harmless; our own code spans stay. */
function escaped(text: string): string {
  return onOneLine(text).replace(/(`[^`\n]*`)|[\\*_[\]<>&|]/g, (found: string, span: string | undefined) => span ?? (found === "<" ? "&lt;" : found === ">" ? "&gt;" : found === "&" ? "&amp;" : `\\${found}`));
}
