import { isNewerLetter } from "../../../pyast/index.ts";

/** Letters that every supported Python and Node agree on; others are spelled as code points, so that output does not depend on the Unicode version of the machine. */
const settled =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}\p{Script=Georgian}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Inherited}\p{Script=Common}]$/u;

/** Texts that have no capitals to look at, which most wire names are. */
const plain = /^[a-z0-9_./ -]{0,400}$/;

const wordCharacter = /^[\p{XID_Continue}]$/u;
const combining = /^\p{M}$/u;
const digit = /^\p{Nd}$/u;
const upper = /^\p{Lu}$/u;
const lower = /^\p{Ll}$/u;

/** What symbols are called when they are all there is, or what tells two names apart. */
const symbolNames: ReadonlyMap<string, string> = new Map([
  ["+", "plus"], ["-", "minus"], ["*", "star"], ["/", "slash"], ["\\", "backslash"], ["=", "equal"], ["<", "less"], [">", "greater"],
  ["!", "not"], ["?", "question"], ["@", "at"], ["#", "hash"], ["$", "dollar"], ["%", "percent"], ["&", "and"], ["|", "or"], ["^", "caret"],
  ["~", "tilde"], [".", "dot"], [",", "comma"], [":", "colon"], [";", "semicolon"], ["_", "underscore"], [" ", "space"], ["'", "quote"],
  ['"', "double_quote"], ["`", "backtick"], ["(", "open"], [")", "close"], ["[", "open_bracket"], ["]", "close_bracket"], ["{", "open_brace"],
  ["}", "close_brace"], ["\t", "tab"], ["\n", "newline"], ["€", "euro"], ["£", "pound"], ["¥", "yen"], ["°", "degree"], ["×", "times"],
]);

/** Texts in which case is the only difference that may be removed. */
const ascii = /^[\x00-\x7f]*$/;

/** The longest text that is looked at; what is longer cannot become a readable name anyway. */
const longest = 400;

type Kind = "upper" | "lower" | "digit" | "other" | "mark" | "break";

function kindOf(character: string): Kind {
  if (character <= "\x7f") {
    if (character >= "a" && character <= "z") return "lower";
    if (character >= "A" && character <= "Z") return "upper";
    return character >= "0" && character <= "9" ? "digit" : "break";
  }
  if (character.length > 1 || isNewerLetter(character) || !wordCharacter.test(character) || !settled.test(character)) return "break";
  if (combining.test(character)) return "mark";
  if (digit.test(character)) return "digit";
  if (upper.test(character)) return "upper";
  return lower.test(character) ? "lower" : "other";
}

/** Whether a letter takes part in case: `ID2x` splits differently from `名前`. */
function isLetter(kind: Kind): boolean {
  return kind === "upper" || kind === "lower" || kind === "other";
}

/**
 * The words of a text in the document's own capitals: `eventId` gives `event`, `Id`; `HTTPServer2` gives `HTTP`, `Server2`.
 * Anything that cannot stand in a Python name separates words and is dropped, so the result may be empty.
 */
export function splitWords(text: string): readonly string[] {
  if (plain.test(text)) return text.split(/[-_./ ]+/).filter((word) => word !== "");
  const characters = [...text.slice(0, longest).normalize("NFKC")];
  const kinds = characters.map(kindOf);
  const words: string[] = [];
  let word = "";
  const flush = (): void => {
    if (word !== "") words.push(word);
    word = "";
  };
  for (const [index, character] of characters.entries()) {
    const kind = kinds[index] ?? "break";
    if (kind === "break" || (kind === "mark" && word === "")) {
      flush();
      continue;
    }
    if (word !== "" && startsWord(kinds, index)) flush();
    word += character;
  }
  flush();
  return joinHalves(words);
}

/** Whether a capital begins a word: after a small letter or digit, or as the last capital before a small letter. */
function startsWord(kinds: readonly Kind[], index: number): boolean {
  if (kinds[index] !== "upper") return false;
  const before = kinds[index - 1] ?? "break";
  if (before === "lower" || before === "mark" || before === "other") return true;
  const after = kinds[index + 1] ?? "break";
  if (before === "digit") return after === "lower" || !startsWithCapitals(kinds, index);
  return before === "upper" && after === "lower";
}

/** Whether the run before a digit is capitals, as in `S3URL` or `B2B`, which stay whole. */
function startsWithCapitals(kinds: readonly Kind[], index: number): boolean {
  let at = index - 1;
  while (kinds[at] === "digit") at -= 1;
  return kinds[at] === "upper" && !isLetter(kinds[at - 1] ?? "break");
}

/** `IDs` and `URLs` were cut into `I` and `Ds`, and `OAuth2` into `O` and `Auth2`; here they are whole again. */
function joinHalves(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const isPlural = /^[A-Z]s$/.test(word) && /^[A-Z]+$/.test(last ?? "");
    if (last !== undefined && (isPlural || (last === "O" && /^Auth\d*$/.test(word)))) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

/** The name of one symbol: `plus`, or the code point of what has none. */
function symbolName(character: string): string {
  return symbolNames.get(character) ?? `u${(character.codePointAt(0) ?? 0).toString(16)}`;
}

/** Like `splitWords`, with a name for every symbol that is neither a usual separator between words nor a letter: `+1` gives `plus`, `1`. */
export function spellWords(text: string): readonly string[] {
  const characters = [...text.slice(0, longest).normalize("NFKC")];
  let spelled = "";
  for (const [index, character] of characters.entries()) {
    const separates = index > 0 && index < characters.length - 1 && /[-_. ]/.test(character);
    spelled += separates || kindOf(character) !== "break" ? character : ` ${symbolName(character)} `;
  }
  return splitWords(spelled);
}

/** The words to build a name from: symbols count only where a sign stands before a digit, or where there is nothing else. */
export function nameWords(text: string): readonly string[] {
  if (/^[+-]\d/.test(text)) return spellWords(text);
  const words = splitWords(text);
  if (words.length > 0) return words;
  return text === "" ? ["empty"] : spellWords(text.slice(0, 40));
}

/** Whether a text holds a letter that a name can begin with. */
export function isUsable(text: string): boolean {
  const first = splitWords(text)[0];
  return first !== undefined && !/^\p{Nd}/u.test(first);
}

/** Differences of case and compatibility forms removed: names with equal folds cannot stand side by side. */
export function fold(name: string): string {
  if (ascii.test(name)) return name.toLowerCase();
  return name.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

/** The fold of a class, without underscores: modules named after classes with different folds are different files everywhere. */
export function foldClass(name: string): string {
  return fold(name).replaceAll("_", "");
}
