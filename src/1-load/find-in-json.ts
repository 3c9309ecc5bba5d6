import { endOfString } from "./scan-json.ts";

/** Where the members of an object or list stand: offsets of what is found there, and of its value. */
type Members = ReadonlyMap<string, { readonly at: number; readonly value: number }>;

const space = 32;
const quote = 34;
const comma = 44;
const bracket = 91;
const closeBracket = 93;
const brace = 123;
const closeBrace = 125;

/**
 * Finds places in a text that `JSON.parse` accepts: the offset of a member's key, of a list's item, or of the last thing on
 * the way that exists. Only what the ways lead through is looked into, once.
 */
export function createFinder(text: string): (tokens: readonly string[]) => number {
  const start = skipSpace(text, 0);
  const known = new Map<number, Members>();
  const membersAt = (value: number): Members => {
    let members = known.get(value);
    if (members === undefined) known.set(value, (members = readMembers(text, value)));
    return members;
  };
  return (tokens) => {
    let current = { at: start, value: start };
    for (const token of tokens) {
      const next = membersAt(current.value).get(token);
      if (next === undefined) break;
      current = next;
    }
    return current.at;
  };
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= space) at += 1;
  return at;
}

/** The members of what stands at an offset; of several equal keys the last, because that is the one that counts. */
function readMembers(text: string, start: number): Members {
  const members = new Map<string, { readonly at: number; readonly value: number }>();
  const opening = text.charCodeAt(start);
  if (opening !== brace && opening !== bracket) return members;
  let at = skipSpace(text, start + 1);
  while (at < text.length && text.charCodeAt(at) !== closeBrace && text.charCodeAt(at) !== closeBracket) {
    if (opening === brace) {
      const end = endOfString(text, at) + 1;
      const value = skipSpace(text, text.indexOf(":", end) + 1);
      members.set(JSON.parse(text.slice(at, end)) as string, { at, value });
      at = endOfValue(text, value);
    } else {
      members.set(String(members.size), { at, value: at });
      at = endOfValue(text, at);
    }
    if (text.charCodeAt(at) === comma) at = skipSpace(text, at + 1);
  }
  return members;
}

/** The offset of the comma or bracket after a value. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === brace || code === bracket) {
      depth += 1;
    } else if (code === closeBrace || code === closeBracket) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (code === comma && depth === 0) {
      return at;
    }
  }
  return text.length;
}
