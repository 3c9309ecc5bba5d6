/** The only place besides ../literal.ts where strings become Python. */

const unprintable = /[\p{C}\p{Zl}\p{Zp}\p{Zs}\\]/gu;
const plain = /^[ !#-&(-[\]-~]*$/;

const short: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** The quote that needs fewer escapes, double quotes when it is all the same. */
export function preferredQuote(text: string): '"' | "'" {
  if (!text.includes('"')) return '"';
  return count(text, '"') > count(text, "'") ? "'" : '"';
}

/** A string literal on one line; `forbidden` are quotes that may not occur in it. */
export function stringLiteral(text: string, forbidden = ""): string {
  if (forbidden === "" && plain.test(text)) return `"${text}"`;
  const quote = allowedQuote(preferredQuote(text), forbidden);
  return quote + escapeText(text, quote) + quote;
}

function allowedQuote(preferred: '"' | "'", forbidden: string): '"' | "'" {
  if (!forbidden.includes(preferred)) return preferred;
  const other = preferred === '"' ? "'" : '"';
  return forbidden.includes(other) ? preferred : other;
}

/** The text with everything escaped that may not stand between such quotes. */
export function escapeText(text: string, quote: string): string {
  const safe = text.replace(unprintable, escapeCharacter);
  if (quote.length === 1) return safe.replaceAll(quote, `\\${quote}`);
  const mark = quote.charAt(0);
  const inner = safe.replaceAll(quote, `\\${mark}\\${mark}\\${mark}`);
  return escapeLast(inner, mark);
}

/** Escapes a quote at the end that is not escaped yet, or it would end the literal early. */
function escapeLast(text: string, mark: string): string {
  if (!text.endsWith(mark)) return text;
  let backslashes = 0;
  while (text.charAt(text.length - 2 - backslashes) === "\\") backslashes += 1;
  return backslashes % 2 === 1 ? text : `${text.slice(0, -1)}\\${mark}`;
}

function escapeCharacter(character: string): string {
  if (character === " ") return character;
  return short.get(character) ?? escapeCode(character.codePointAt(0) ?? 0);
}

function escapeCode(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${digits.padStart(4, "0")}`;
  return `\\U${digits.padStart(8, "0")}`;
}

/** A string literal from code points; halves of surrogate pairs stay apart. */
export function codesLiteral(codes: readonly number[], forbidden = ""): string {
  const quote = allowedQuote('"', forbidden);
  return quote + escapeCodes(codes, quote) + quote;
}

/** The code points, escaped for text between such quotes. */
export function escapeCodes(codes: readonly number[], quote: string): string {
  return codes.map((code) => escapeText(String.fromCodePoint(code), quote)).join("");
}

/** A bytes literal from base64. */
export function bytesLiteral(base64: string, forbidden = ""): string {
  const text = atob(base64);
  const quote = allowedQuote(preferredQuote(text), forbidden);
  const safe = text.replace(/[^ -[\]-~]/g, escapeCharacter).replaceAll(quote, `\\${quote}`);
  return `b${quote}${safe}${quote}`;
}

/** An integer as formatters spell it: lower-case prefix, upper-case digits. */
export function intLiteral(spelling: string): string {
  const lower = spelling.toLowerCase();
  return lower.startsWith("0x") ? `0x${lower.slice(2).toUpperCase()}` : lower;
}

/** A float as formatters spell it: `1e100`, `1.0`, `0.5`. */
export function floatLiteral(spelling: string): string {
  const [mantissa = "0", exponent] = spelling.toLowerCase().split("e");
  const whole = mantissa.startsWith(".") ? `0${mantissa}` : mantissa;
  const digits = whole.endsWith(".") ? `${whole}0` : whole;
  return exponent === undefined ? digits : `${digits}e${exponent.replace(/^\+/, "")}`;
}

/**
 * A docstring as the lines of its literal, from the second on indented by `indentation`: blanks at the ends of lines
 * and at the start go, what all lines but the first have in common as indentation is replaced.
 */
export function docstringLiteral(text: string, indentation: string): string {
  const [first = "", ...rest] = text.split("\n").map(trimEnd);
  const lines = rest.map(expandIndentation);
  const margin = lines.reduce((least, line) => (line === "" ? least : Math.min(least, width(line))), Infinity);
  while (lines.length > 0 && lines.at(-1) === "" && (lines.length === 1 || lines.at(-2) === "")) lines.pop();
  const start = first.replace(/^[ \t\f]+/, "");
  const isBlank = start === "" && lines.length === 0;
  if (isBlank) return text === "" ? '""""""' : '""" """';
  const endsInLine = rest.length > 0 && rest.at(-1) === "";
  const body = [start, ...lines.map((line) => (line === "" ? "" : indentation + line.slice(margin)))];
  while (body.length > 1 && body.at(-1) === "") body.pop();
  const escaped = escapeDocstring(body.join("\n"));
  const opening = escaped.startsWith('"') ? '""" ' : '"""';
  const closing = endsInLine && body.length > 1 ? `\n${indentation}"""` : '"""';
  return opening + escaped + closing;
}

/** Without the blanks at its end; a loop, since a pattern would be slow on lines made of blanks. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && " \t\f".includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

function width(line: string): number {
  return line.search(/[^ ]|$/);
}

function escapeDocstring(text: string): string {
  const safe = text.replace(unprintable, (found) => (found === "\n" || found === "\t" ? found : escapeCharacter(found)));
  const inner = safe.replaceAll('"""', '\\"\\"\\"');
  return escapeLast(inner, '"');
}

/** Tabs at the start of a line become blanks up to the next multiple of eight columns. */
function expandIndentation(line: string): string {
  const body = line.replace(/^[ \t\f]+/, "");
  let columns = 0;
  for (const character of line.slice(0, line.length - body.length)) {
    if (character === "\t") columns += 8 - (columns % 8);
    else if (character === " ") columns += 1;
  }
  return " ".repeat(columns) + body;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const zero = /\p{Mn}|\p{Me}|\p{Cf}/u;
const ascii = /^[ -~]*$/;

/** How many columns the text takes; wide characters take two. */
export function textWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += zero.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}
