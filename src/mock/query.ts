/** One `key=value` of a query or form; `raw` is the value before decoding. */
export interface Pair {
  readonly key: string;
  readonly value: string;
  readonly raw: string;
}

/** Decodes percent signs and plus signs; undefined where they are not valid. */
export function decodeForm(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** The pairs of a query without its question mark; what cannot be decoded stays as it is. */
export function parsePairs(text: string): readonly Pair[] {
  return text.split("&").filter((one) => one !== "").map((one) => {
    const cut = one.indexOf("=");
    const key = cut < 0 ? one : one.slice(0, cut);
    const raw = cut < 0 ? "" : one.slice(cut + 1);
    return { key: decodeForm(key) ?? key, value: decodeForm(raw) ?? raw, raw };
  });
}

/** Whether a query or form has percent signs that mean nothing, or bytes that are not UTF-8. */
export function isMalformed(text: string): boolean {
  return decodeForm(text) === undefined;
}
