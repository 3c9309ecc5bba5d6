import { type ParseError, parseTree, printParseErrorCode, visit } from "jsonc-parser";
import { diagnostic } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import { isArray, parse } from "../ir/origin.ts";
import { createFinder } from "./find-in-json.ts";
import { parseError, placeAt, type Parsed, type Parsing } from "./parsed.ts";
import { type JsonScan, scanJson } from "./scan-json.ts";

/** Reads JSON with `JSON.parse`; positions and repeated keys cost a second look only when they matter. */
export function parseJson(parsing: Parsing): Parsed & { readonly depth: number } {
  const { text } = parsing;
  const value = parsedOrUndefined(text);
  if (value === undefined) throw brokenJson(parsing);
  const scan = scanJson(text);
  const exact = scan.longIntegers.length === 0 ? value : withLongIntegers(text, scan);
  if (countMembers(exact) !== scan.members) reportRepeatedKeys(parsing);
  return { syntax: "json", value: exact, depth: scan.depth, lexical: new Map(), locate: createLocate(parsing) };
}

/** What `JSON.parse` makes of a text, or undefined where it refuses. */
export function parsedOrUndefined(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function countMembers(value: Json): number {
  let count = 0;
  const open: Json[] = [value];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (typeof current !== "object" || current === null) continue;
    const children = isArray(current) ? current : Object.values(current);
    if (!isArray(current)) count += children.length;
    for (const one of children) if (typeof one === "object" && one !== null) open.push(one);
  }
  return count;
}

/** Long integers pass through `JSON.parse` as marked strings, then become what they are. */
function withLongIntegers(text: string, scan: JsonScan): Json {
  let mark = "int:";
  while (text.includes(`"${mark}`)) mark = `~${mark}`;
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of scan.longIntegers) {
    parts.push(text.slice(from, start), '"', mark, text.slice(start, end), '"');
    from = end;
  }
  parts.push(text.slice(from));
  return JSON.parse(parts.join(""), (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  ) as Json;
}

function reportRepeatedKeys(parsing: Parsing): void {
  const objects: Map<string, number>[] = [];
  visit(parsing.text, {
    onObjectBegin: () => void objects.push(new Map()),
    onObjectEnd: () => void objects.pop(),
    onObjectProperty: (key, offset) => {
      const first = objects.at(-1)?.get(key);
      if (first === undefined) {
        objects.at(-1)?.set(key, offset);
        return;
      }
      parsing.reporter.report("duplicate-key", placeAt(parsing, offset), { key, first: parsing.position(first).line });
    },
  });
}

function brokenJson(parsing: Parsing): Error {
  const errors: ParseError[] = [];
  try {
    parseTree(parsing.text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const first = errors[0];
  return parseError(parsing, [diagnostic("document-not-json", placeAt(parsing, first?.offset ?? 0), { detail: sentence(first) })]);
}

function sentence(error: ParseError | undefined): string {
  const name = error === undefined ? "InvalidSymbol" : printParseErrorCode(error.error);
  return sentences.get(name) ?? "something that is not JSON stands here";
}

/** The library's names of errors; its enumeration exists for the compiler only. */
const sentences: ReadonlyMap<string, string> = new Map([
  ["InvalidNumberFormat", "a number is written in a way JSON does not know"],
  ["PropertyNameExpected", "a key in double quotes is expected"],
  ["ValueExpected", "a value is expected"],
  ["ColonExpected", "a colon is expected"],
  ["CommaExpected", "a comma is expected"],
  ["CloseBraceExpected", "a closing brace is expected"],
  ["CloseBracketExpected", "a closing bracket is expected"],
  ["EndOfFileExpected", "something follows after the end of the document"],
  ["InvalidCommentToken", "JSON has no comments"],
  ["UnexpectedEndOfComment", "a comment is not closed"],
  ["UnexpectedEndOfString", "a string is not closed"],
  ["UnexpectedEndOfNumber", "a number breaks off"],
  ["InvalidUnicode", "a string has an escape JSON does not know"],
  ["InvalidEscapeCharacter", "a string has an escape JSON does not know"],
  ["InvalidCharacter", "a string contains a control character"],
]);

function createLocate({ text, position }: Parsing): Parsed["locate"] {
  let find: ReturnType<typeof createFinder> | undefined;
  return (pointer) => position((find ??= createFinder(text))(parse(pointer)));
}
