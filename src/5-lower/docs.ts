import type { Docs } from "../ir/schema.ts";

/** Lines that must stay as they are: tables, headings, fences, HTML, indented code. */
const verbatim = /^(\s*[|#]|\s*```|\s*~~~|\s*<|\s{4,})/;

/** A list item or a quotation: wrapped by itself, the lines after the first under its text. */
const item = /^(\s{0,3}(?:[-*+]|\d{1,3}[.)]|>)\s+)(.*)$/;

/** Control characters that no docstring needs; a tab or a form feed would also change how it is laid out. */
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f\u0085\u2028\u2029]/g;

/** Half of a pair that stands alone: text that cannot be written as UTF-8, which no docstring may hold. */
const halfCharacter = /\p{Cs}/gu;

/** Text of the document as plain lines: other line ends become `\n`, control characters and tabs become blanks. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(unprintable, " ").replace(halfCharacter, "\ufffd").trim();
}

/** The text with its prose wrapped to `width` columns; tables, headings and code keep their lines. */
export function wrap(text: string, width: number): string {
  return blocks(cleanText(text))
    .map((block) => block.lines.map((line) => wrapLine(line, width)).join("\n"))
    .join("\n\n");
}

function wrapLine(line: Line, width: number): string {
  if (line.verbatim) return line.text.trimEnd();
  const found = item.exec(line.text);
  if (found === null) return fill(line.text, width);
  const [, marker = "", rest = ""] = found;
  const lead = marker.trimStart().startsWith(">") ? marker : " ".repeat(marker.length);
  return marker + fill(rest, width - marker.length).replaceAll("\n", `\n${lead}`);
}

/** A line as it will be wrapped: prose has been joined, an item stands alone. */
interface Line {
  readonly text: string;
  readonly verbatim: boolean;
}

interface Block {
  readonly lines: readonly Line[];
}

function blocks(text: string): readonly Block[] {
  const result: Block[] = [];
  let lines: Line[] = [];
  let fenced = false;
  const flush = (): void => {
    if (lines.length > 0) result.push({ lines });
    lines = [];
  };
  for (const line of text.split("\n")) {
    const fence = /^\s*(```|~~~)/.test(line);
    if (line.trim() === "" && !fenced) {
      flush();
      continue;
    }
    const keep = fenced || fence || verbatim.test(line);
    if (fence) fenced = !fenced;
    const before = lines.at(-1);
    const joins = before !== undefined && !before.verbatim && !keep && !item.test(line);
    if (joins) lines[lines.length - 1] = { text: `${before.text} ${line.trim()}`, verbatim: false };
    else lines.push({ text: line, verbatim: keep });
  }
  flush();
  return result;
}

/** One paragraph wrapped to `width` columns; a word longer than that stands alone. */
export function fill(text: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    if (line === "") line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  return lines.join("\n");
}

/** The sentence or paragraphs that say what something is, or null where the document says nothing. */
export function describe(docs: Docs, fallback: string | null = null): string | null {
  const summary = docs.summary === null ? "" : cleanText(docs.summary);
  const description = docs.description === null ? "" : cleanText(docs.description);
  const text = join(summary, description) || (fallback ?? "");
  if (!docs.deprecated) return text === "" ? null : text;
  return text === "" ? "Deprecated." : `${text}\n\nDeprecated.`;
}

/** A one-paragraph description says it all; a longer text takes the summary as its first line. */
function join(summary: string, description: string): string {
  if (description === "") return summary === "" ? "" : sentence(summary);
  if (summary === "" || !description.includes("\n\n")) return description;
  return description.startsWith(summary) ? description : `${sentence(summary)}\n\n${description}`;
}

/** The text with an end mark. */
export function sentence(text: string): string {
  return /[.!?:。！？]["'`)\]]*$/.test(text) ? text : `${text}.`;
}

/** One entry of a docstring's `Args:` or `Raises:` section. */
export interface ArgumentDoc {
  readonly name: string;
  readonly text: string;
}

/** The `Args:` section, each entry wrapped with a hanging indent; empty where nothing is described. */
export function argumentSection(entries: readonly ArgumentDoc[], width: number): string {
  const described = entries.filter((entry) => entry.text !== "");
  return described.length === 0 ? "" : section("Args", described, width);
}

/** A section of a docstring: a title, and under it what belongs to each name. */
function section(title: string, entries: readonly ArgumentDoc[], width: number): string {
  const lines = entries.map((entry) => {
    const [first = "", ...rest] = wrapHanging(`${entry.name}: ${entry.text}`, width - 4);
    return [`    ${first}`, ...rest.map((line) => (line === "" ? "" : `        ${line}`))].join("\n");
  });
  return `${title}:\n${lines.join("\n")}`;
}

/** The `Raises:` section of a method whose document lists the status 304: an answer, told by an exception. */
export function raisesSection(docs: Docs | null, width: number): string {
  const text = docs === null ? "" : (describe(docs) ?? "");
  return docs === null ? "" : section("Raises", [{ name: "NotModifiedError", text: text === "" ? "What the caller has is still current." : sentence(text) }], width);
}

/** The first line is four columns wider than the rest, which hang. */
function wrapHanging(text: string, width: number): readonly string[] {
  const [head = "", ...paragraphs] = wrap(text, width - 4).split("\n\n");
  return [head, ...paragraphs].flatMap((paragraph, index) => (index === 0 ? paragraph.split("\n") : ["", ...paragraph.split("\n")]));
}

/** Sections of a docstring, blank lines between; where there are several, the quotes get a line of their own. */
export function docstringText(sections: readonly string[]): string | null {
  const parts = sections.filter((section) => section !== "");
  if (parts.length === 0) return null;
  return parts.length === 1 ? parts.join("") : `${parts.join("\n\n")}\n`;
}
