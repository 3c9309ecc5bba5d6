import { parseMediaType, splitOutsideQuotes } from "./media-type.ts";

/** One part of a multipart body. */
export interface Part {
  /** The field's name; null where the part has none. */
  readonly name: string | null;
  /** The file's name; null where the part has none. */
  readonly filename: string | null;
  /** As it was sent; null where the part has none. */
  readonly contentType: string | null;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly content: Uint8Array;
}

/** Takes a multipart body apart. Returns what is wrong as a text. */
export function parseMultipart(body: Uint8Array, boundary: string): readonly Part[] | string {
  if (boundary === "" || boundary.length > 70) return "the Content-Type has no usable boundary";
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const first = `--${boundary}`;
  if (bytes.subarray(0, first.length).toString("latin1") !== first) return "the body does not begin with the boundary";
  const parts: Part[] = [];
  let at = first.length;
  for (;;) {
    const mark = bytes.subarray(at, at + 2).toString("latin1");
    if (mark === "--") {
      const rest = bytes.subarray(at + 2).toString("latin1");
      return rest === "" || rest === "\r\n" ? parts : "something follows the last boundary";
    }
    if (mark !== "\r\n") return "a boundary is not followed by a line break";
    const headersEnd = bytes.indexOf("\r\n\r\n", at);
    const end = bytes.indexOf(`\r\n${first}`, at);
    if (end < 0) return "the last boundary is missing";
    if (headersEnd < 0 || headersEnd > end) return "a part has no headers";
    const part = partOf(bytes.subarray(at + 2, headersEnd).toString("utf8"), bytes.subarray(headersEnd + 4, Math.max(end, headersEnd + 4)));
    if (typeof part === "string") return part;
    parts.push(part);
    at = end + 2 + first.length;
  }
}

function partOf(text: string, content: Uint8Array): Part | string {
  const headers = new Map<string, string>();
  for (const line of text.split("\r\n")) {
    const cut = line.indexOf(":");
    if (cut <= 0) return "a header of a part has no name";
    headers.set(line.slice(0, cut).toLowerCase(), line.slice(cut + 1).trim());
  }
  const disposition = headers.get("content-disposition");
  const fields = disposition === undefined ? new Map<string, string>() : fieldsOf(disposition);
  return { name: fields.get("name") ?? null, filename: fields.get("filename*") ?? fields.get("filename") ?? null, contentType: headers.get("content-type") ?? null, headers, content };
}

function fieldsOf(disposition: string): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const one of splitOutsideQuotes(disposition, ";").slice(1)) {
    const cut = one.indexOf("=");
    if (cut < 0) continue;
    const key = one.slice(0, cut).trim().toLowerCase();
    const value = one.slice(cut + 1).trim();
    out.set(key, key.endsWith("*") ? extended(value) : unescaped(value));
  }
  return out;
}

/** Browsers and most clients write quotes and line breaks as percent signs, others with a backslash. */
function unescaped(value: string): string {
  const text = value.startsWith('"') && value.endsWith('"') && value.length >= 2 ? value.slice(1, -1).replace(/\\(["\\])/g, "$1") : value;
  return text.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}

function extended(value: string): string {
  const [, , text = value] = /^([^']*)'[^']*'(.*)$/.exec(value) ?? [];
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The boundary that a Content-Type names. */
export function boundaryOf(contentType: string): string {
  return parseMediaType(contentType).parameters.get("boundary") ?? "";
}
