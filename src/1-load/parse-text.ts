import { diagnostic, type Reporter } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import { type DocumentId, isArray, join, type JsonPointer, root, setMember } from "../ir/origin.ts";
import { createLineIndex } from "./line-index.ts";
import { deepest, parseError, placeAt, type Parsed, type Parsing } from "./parsed.ts";
import { parseJson, parsedOrUndefined } from "./parse-json.ts";
import { parseYaml } from "./parse-yaml.ts";

/** Reads a text as JSON or YAML, whichever it is. A text that begins like JSON is JSON, unless its name says YAML. */
export async function parseText(text: string, document: DocumentId, reporter: Reporter): Promise<Parsed> {
  const parsing: Parsing = { text, document, reporter, position: createLineIndex(text) };
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) throw parseError(parsing, [diagnostic("document-empty", placeAt(parsing, 0))]);
  if (first === "<") {
    throw parseError(parsing, [diagnostic("document-not-openapi", placeAt(parsing, 0), { detail: "it looks like HTML or XML" })]);
  }
  const flow = /\.ya?ml$/i.test(document) && parsedOrUndefined(text) === undefined;
  if ((first === "{" || first === "[") && !flow) {
    const parsed = parseJson(parsing);
    return parsed.depth <= deepest ? parsed : { ...parsed, value: cutDeep(parsed.value, document, reporter) };
  }
  const parsed = await parseYaml(parsing);
  if (parsed.value === null) throw parseError(parsing, [diagnostic("document-empty", placeAt(parsing, 0))]);
  return parsed;
}

/** A copy without what lies deeper than later stages can walk. Recursion is safe here: it stops at the limit. */
export function cutDeep(value: Json, document: DocumentId, reporter: Reporter): Json {
  const cut = (current: Json, pointer: JsonPointer, depth: number): Json => {
    if (typeof current !== "object" || current === null) return current;
    if (depth >= deepest) {
      reporter.report("document-too-deep", { document, pointer }, { limit: deepest });
      return {};
    }
    if (isArray(current)) return current.map((one, index) => cut(one, join(pointer, index), depth + 1));
    const out: Record<string, Json> = {};
    for (const [key, one] of Object.entries(current)) setMember(out, key, cut(one, join(pointer, key), depth + 1));
    return out;
  };
  return cut(value, root, 0);
}
