/** What a configuration is made of. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };

const words = new Set(["null", "true", "false", "yes", "no", "on", "off", "y", "n"]);

/** A text as YAML: plain where nothing can mistake it, in double quotes with escapes otherwise. */
export function scalar(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  if (/^[A-Za-z_](?:[\w./-]|:(?=[\w./-]))*$/.test(value) && !words.has(value.toLowerCase())) return value;
  // JSON is YAML, but for characters that YAML wants escaped.
  return JSON.stringify(value).replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ud800-\udfff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A value in one line. */
export function flow(value: PlainValue): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isMapping(value)) {
    const entries = Object.entries(value);
    return entries.length === 0 ? "{}" : `{ ${entries.map(([key, one]) => `${scalar(key)}: ${flow(one)}`).join(", ")} }`;
  }
  return scalar(value as string | number | boolean | null);
}

/** Whether a value has keys. */
export function isMapping(value: PlainValue): value is { readonly [key: string]: PlainValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text without line breaks of any kind, and without what steers a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\s]+/g, " ").trim().toWellFormed();
}

/** A text from a document as a comment of one line. */
export function comment(text: string, longest = 160): string {
  const line = oneLine(text);
  return `# ${line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line}`;
}

/** Prose as comment lines of at most 100 columns. */
export function prose(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "#";
  for (const word of oneLine(text).split(" ")) {
    if (line.length + 1 + word.length > 100 && line !== "#") {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
