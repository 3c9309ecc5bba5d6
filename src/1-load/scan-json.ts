/** What a look over the text of a JSON document finds, without parsing it. */
export interface JsonScan {
  /** How many members its objects have, counted with repeated keys. */
  readonly members: number;
  /** How deep it nests. */
  readonly depth: number;
  /** Integers that a double cannot hold, as start and end offsets. */
  readonly longIntegers: readonly (readonly [start: number, end: number])[];
}

const quote = 34;
const plus = 43;
const zero = 48;
const nine = 57;
const colon = 58;
const upperE = 69;
const bracket = 91;
const backslash = 92;
const closeBracket = 93;
const lowerE = 101;
const brace = 123;
const closeBrace = 125;

/** Looks over a text that `JSON.parse` accepts; strings are skipped by searching for their end. */
export function scanJson(text: string): JsonScan {
  let members = 0;
  let depth = 0;
  let deepest = 0;
  const longIntegers: (readonly [number, number])[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === colon) {
      members++;
    } else if (code === brace || code === bracket) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === closeBrace || code === closeBracket) {
      depth--;
    } else if (code >= zero && code <= nine) {
      const end = endOfNumber(text, at);
      if (end - at >= 16 && isLongInteger(text.slice(at, end))) {
        longIntegers.push([text[at - 1] === "-" ? at - 1 : at, end]);
      }
      at = end - 1;
    }
  }
  return { members, depth: deepest, longIntegers };
}

/** The offset of the quote that ends a string. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && text.charCodeAt(end - 1) === backslash) {
    let slashes = 1;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return end < 0 ? text.length : end;
}

function endOfNumber(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const inside = (code >= plus && code <= nine && code !== 44 && code !== 47) || code === lowerE || code === upperE;
    if (!inside) return at;
  }
  return text.length;
}

function isLongInteger(digits: string): boolean {
  return /^[0-9]+$/.test(digits) && !Number.isSafeInteger(Number(digits));
}
