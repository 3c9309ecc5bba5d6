import { patternOf } from "./validator-schema.ts";

/** A text that a pattern matches, or undefined where none was found: alternatives are taken first to last, repetitions as short as allowed. */
export function samplePattern(pattern: string): string | undefined {
  const check = patternOf(pattern);
  if (check === undefined || pattern.length > 500) return undefined;
  const reader: Reader = { pattern, at: 0, budget: 4000 };
  const text = alternatives(reader);
  return text !== undefined && reader.at === pattern.length && check.test(text) ? text : undefined;
}

interface Reader {
  readonly pattern: string;
  at: number;
  /** Characters that may still be written. */
  budget: number;
}

function alternatives(reader: Reader): string | undefined {
  const options: (string | undefined)[] = [sequence(reader)];
  while (reader.pattern[reader.at] === "|") {
    reader.at++;
    options.push(sequence(reader));
  }
  return options.find((one) => one !== undefined && one !== "") ?? options.find((one) => one !== undefined);
}

function sequence(reader: Reader): string | undefined {
  let out = "";
  for (;;) {
    const next = reader.pattern[reader.at];
    if (next === undefined || next === "|" || next === ")") return out;
    const one = atom(reader);
    if (one === undefined) return undefined;
    const times = repetitions(reader, one === "");
    reader.budget -= one.length * times;
    if (reader.budget < 0) return undefined;
    out += one.repeat(times);
  }
}

function repetitions(reader: Reader, empty: boolean): number {
  const { pattern } = reader;
  const rest = /^(?:([*+?])|\{([0-9]+)(?:(,)([0-9]*))?\})\??/.exec(pattern.slice(reader.at));
  if (rest === null) return 1;
  reader.at += rest[0].length;
  if (rest[1] !== undefined) return rest[1] === "+" ? 1 : rest[1] === "*" && !empty ? 1 : 0;
  return Math.min(Number(rest[2]), 2000);
}

function atom(reader: Reader): string | undefined {
  const character = reader.pattern[reader.at++];
  switch (character) {
    case "^":
    case "$":
      return "";
    case ".":
      return "a";
    case "(":
      return group(reader);
    case "[":
      return classMember(reader);
    case "\\":
      return escaped(reader);
    case undefined:
      return undefined;
    default:
      return character;
  }
}

function group(reader: Reader): string | undefined {
  const opening = /^\?(?::|<[A-Za-z_$][\w$]*>|<?[=!])/.exec(reader.pattern.slice(reader.at))?.[0] ?? "";
  reader.at += opening.length;
  const text = alternatives(reader);
  if (reader.pattern[reader.at++] !== ")") return undefined;
  // What is only looked at writes nothing; the check at the end says whether that was right.
  return /^\?<?[=!]$/.test(opening) ? "" : text;
}

const classes: Readonly<Record<string, string>> = { d: "1", D: "a", w: "a", W: "-", s: " ", S: "a", b: "", B: "", n: "\n", t: "\t", r: "\r", f: "\f", v: "\v" };

function escaped(reader: Reader): string | undefined {
  const { pattern } = reader;
  const code = /^(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\})/.exec(pattern.slice(reader.at));
  if (code !== null) {
    reader.at += code[0].length;
    return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "41", 16) % 0x110000);
  }
  const property = /^[pP]\{[^}]*\}/.exec(pattern.slice(reader.at));
  if (property !== null) {
    reader.at += property[0].length;
    return /^p\{(?:N|Nd)\}/.test(property[0]) ? "1" : /^p\{Lu\}/.test(property[0]) ? "A" : "a";
  }
  const character = pattern[reader.at++];
  if (character === undefined || (character >= "1" && character <= "9")) return undefined;
  return Object.hasOwn(classes, character) ? classes[character] : character;
}

/** One character of a class: the first that is plain enough and that the class matches. */
function classMember(reader: Reader): string | undefined {
  const { pattern } = reader;
  const start = reader.at - 1;
  if (pattern[reader.at] === "^") reader.at++;
  while (reader.at < pattern.length && pattern[reader.at] !== "]") reader.at += pattern[reader.at] === "\\" ? 2 : 1;
  reader.at++;
  const check = patternOf(`^${pattern.slice(start, reader.at)}$`);
  if (check === undefined) return undefined;
  for (const one of "a1AzZ09bBcdefgCDEFGhxXyY2345678-_./: +*!@#$%&=,;~") if (check.test(one)) return one;
  for (let code = 32; code < 0x250; code++) if (check.test(String.fromCharCode(code))) return String.fromCharCode(code);
  return undefined;
}
