/** A media type with its parameters, or a range. */
export interface MediaType {
  /** In lower case: `application/json`, `text/*`. */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Takes a media type apart; parameters may be quoted. */
export function parseMediaType(text: string): MediaType {
  const [essence = "", ...rest] = splitOutsideQuotes(text, ";");
  const parameters = new Map<string, string>();
  for (const one of rest) {
    const cut = one.indexOf("=");
    if (cut < 0) continue;
    const value = one.slice(cut + 1).trim();
    parameters.set(one.slice(0, cut).trim().toLowerCase(), unquoted(value));
  }
  return { essence: essence.trim().toLowerCase(), parameters };
}

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
}

/** Splits at a character where it is not inside double quotes. */
export function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted && character === "\\") index++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** How well a range fits a type: 0 not at all, 4 best. */
export function fit(range: MediaType, type: MediaType): number {
  const [main = "", sub = ""] = range.essence.split("/");
  if (range.essence === "*/*" || range.essence === "*") return 1;
  if (sub === "*") return type.essence.startsWith(`${main}/`) ? 2 : 0;
  if (range.essence !== type.essence) return 0;
  const own = [...range.parameters].filter(([name]) => name !== "charset" && name !== "boundary" && name !== "q");
  if (!own.every(([name, value]) => type.parameters.get(name)?.toLowerCase() === value.toLowerCase())) return 0;
  return own.length > 0 ? 4 : 3;
}

/** Of what the document declares, the entry that fits a type best. */
export function bestFit<T>(content: readonly (readonly [string, T])[], type: MediaType): readonly [string, T] | undefined {
  let best: readonly [string, T] | undefined;
  let score = 0;
  for (const entry of content) {
    const one = fit(parseMediaType(entry[0]), type);
    if (one > score) [best, score] = [entry, one];
  }
  return best;
}

/** What a body of a media type is made of. */
export type BodyKind = "json" | "json-lines" | "form" | "multipart" | "events" | "xml" | "text" | "bytes";

/** How bodies of a media type are written. */
export function bodyKind(essence: string): BodyKind {
  if (essence === "application/json" || essence === "text/json" || essence.endsWith("+json")) return "json";
  if (["application/jsonl", "application/x-jsonl", "application/ndjson", "application/x-ndjson", "application/json-lines", "application/jsonlines", "application/x-json-stream", "application/stream+json", "application/json-seq"].includes(essence)) return "json-lines";
  if (essence === "application/x-www-form-urlencoded") return "form";
  if (essence.startsWith("multipart/")) return "multipart";
  if (essence === "text/event-stream") return "events";
  if (essence === "application/xml" || essence === "text/xml" || essence.endsWith("+xml")) return "xml";
  return essence.startsWith("text/") ? "text" : "bytes";
}
