import { hasNewerLetter, isIdentifier, keywords } from "../../../pyast/index.ts";
import { nameWords } from "./words.ts";

/** The longest attribute, argument or method. */
const longestName = 80;
/** The longest class, module or namespace, since these are file names too. */
const longestFile = 60;

/** What stands before a name that would begin with a digit, by what is named. */
const leads = { attribute: "value", argument: "value", method: "call", namespace: "api", module: "module" } as const;
/** The things that are named in snake case. */
export type SnakeKind = keyof typeof leads;

/** Names that Windows gives to devices, with any suffix. */
export const deviceNames = /^(?:con|prn|aux|nul|conin|conout|clock|com[0-9]|lpt[0-9])$/;

/** Names that are hard to tell from digits. */
const ambiguous = new Set(["l", "I", "O"]);

/** A hash of a text in eight characters, for names that had to be cut (FNV-1a; the text is data, not a secret). */
export function shortHash(text: string): string {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    high = Math.imul(high ^ text.charCodeAt(index), 0x01000193) >>> 0;
    low = Math.imul(low ^ text.charCodeAt(text.length - 1 - index), 0x85ebca6b) >>> 0;
  }
  return ((high ^ (low >>> 3)) >>> 0).toString(16).padStart(8, "0").slice(0, 8);
}

/** Joins as many whole words as fit. */
function joinWithin(words: readonly string[], options: { readonly limit: number; readonly glue: string }): string {
  let result = "";
  for (const word of words) {
    const next = result === "" ? word : `${result}${options.glue}${word}`;
    if (next.length > options.limit) return result === "" ? word.slice(0, options.limit) : result;
    result = next;
  }
  return result;
}

/** Adds the underscore that makes a taken or forbidden name free. */
export function avoid(name: string, reserved: ReadonlySet<string>): string {
  let result = name;
  while (reserved.has(result)) result += "_";
  return result;
}

/** Words as a snake case name that Python accepts: no keyword, no device, no lonely `l`, in the form Python binds. */
export function snakeName(words: readonly string[], kind: SnakeKind): string {
  const limit = kind === "namespace" || kind === "module" ? longestFile - 4 : longestName;
  const lowered = words.map((word) => word.toLowerCase());
  let name = joinWithin(lowered, { limit, glue: "_" }).normalize("NFKC");
  if (name === "") name = leads[kind];
  if (!isIdentifier(name) && !keywords.has(name)) name = `${leads[kind]}_${name}`;
  if (keywords.has(name) || ambiguous.has(name) || (limit < longestName && deviceNames.test(name))) name += "_";
  return isIdentifier(name) ? name : `${leads[kind]}_${shortHash(words.join(" "))}`;
}

/** A wire name as a snake case name: `eventId` is `event_id`, `+1` is `plus_1`, `class` is `class_`. */
export function snakeCase(text: string, kind: SnakeKind): string {
  return snakeName(nameWords(text), kind);
}

/** A word with a capital first letter; what the document writes in capitals stays. */
function capitalize(word: string): string {
  const first = [...word][0] ?? "";
  const capital = first.toUpperCase().normalize("NFKC");
  // Some old small letters got their capital late.
  return hasNewerLetter(capital) ? word : capital + word.slice(first.length);
}

/** Words as a class name: `special`, `event` is `SpecialEvent`; acronyms stay as the document has them, shouting does not. */
export function pascalName(words: readonly string[]): string {
  const shouting = words.length > 1 && words.every((word) => word === word.toUpperCase() && /\p{Lu}/u.test(word)) && words.join("").length > 6;
  const parts = words.map((word) => capitalize(shouting ? word.toLowerCase() : word));
  let name = joinWithin(separateDigits(parts), { limit: longestFile, glue: "" }).normalize("NFKC");
  if (!isIdentifier(name) && !keywords.has(name)) name = `Model${name}`.slice(0, longestFile);
  if (keywords.has(name) || ambiguous.has(name)) name += "_";
  return isIdentifier(name) ? name : `Model${shortHash(words.join(" "))}`;
}

/** Digits that touch in different words would read as one number: `v1`, `2` is `V1_2`. */
function separateDigits(words: readonly string[]): readonly string[] {
  return words.map((word, index) => (index > 0 && /^\d/.test(word) && /\d$/.test(words[index - 1] ?? "") ? `_${word}` : word));
}

/** Whether the words of a class name had to be cut to fit. */
export function isCut(words: readonly string[]): boolean {
  return words.join("").length > longestFile;
}

/** The module that holds a class: `SpecialEvent` is in `special_event`. Classes with different folds have different modules. */
export function moduleName(className: string): string {
  const name = snakeName(nameWords(className), "module");
  const trailing = /_+$/.exec(className)?.[0] ?? "";
  const cut = className.length + nameWords(className).length > longestFile - 4;
  const whole = cut ? `${name.slice(0, longestFile - 13)}_${shortHash(className)}` : name.endsWith("_") ? name : name + trailing;
  return whole === className ? `${whole}_` : whole;
}
