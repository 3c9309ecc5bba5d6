import type { Document, Node } from "yaml";
import { diagnostic } from "../diagnostics/reporter.ts";
import { parse } from "../ir/origin.ts";
import { parseError, placeAt, type Parsed, type Parsing } from "./parsed.ts";
import { yamlValue } from "./yaml-value.ts";

/** Trees of larger documents are not kept for positions but made again when one is asked for. */
const keptBelow = 2_000_000;

type Yaml = typeof import("yaml");

/** Reads YAML 1.2 with the core schema. The library is loaded here, because JSON documents do not need it. */
export async function parseYaml(parsing: Parsing): Promise<Parsed> {
  const yaml = await import("yaml");
  const document = documentOf(yaml, parsing);
  const problems = document.errors.filter((error) => error.code !== "MULTIPLE_DOCS");
  if (problems.length > 0) {
    const shown = problems.slice(0, 10);
    throw parseError(parsing, shown.map((error) => diagnostic("document-not-yaml", placeAt(parsing, error.pos[0]), { detail: detailOf(error) })));
  }
  for (const error of document.errors) parsing.reporter.report("more-than-one-document", placeAt(parsing, error.pos[0]));
  for (const warning of document.warnings) {
    parsing.reporter.report("tag-not-understood", placeAt(parsing, warning.pos[0]), { detail: warning.message });
  }
  const { value, lexical } = yamlValue(yaml, document, parsing);
  return { syntax: "yaml", value, lexical, locate: createLocate({ yaml, document, parsing }) };
}

function documentOf(yaml: Yaml, parsing: Parsing): Document.Parsed {
  try {
    return yaml.parseDocument(parsing.text, { version: "1.2", schema: "core", merge: false, uniqueKeys: false, prettyErrors: false, stringKeys: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw parseError(parsing, [diagnostic("document-not-yaml", placeAt(parsing, 0), { detail: "it nests too deeply to be read" })]);
  }
}

function detailOf(error: { readonly code: string; readonly message: string }): string {
  switch (error.code) {
    case "TAB_AS_INDENT":
      return "a tab stands where only spaces may indent";
    case "BAD_INDENT":
      return "the indentation does not fit the lines before";
    case "RESOURCE_EXHAUSTION":
      return "it nests too deeply to be read";
    default:
      if (error.message.startsWith("Maximum call stack")) return "it nests too deeply to be read";
      return error.message.replace(/\s+/g, " ");
  }
}

interface Tree {
  readonly yaml: Yaml;
  readonly document: Document.Parsed;
  readonly parsing: Parsing;
}

function createLocate({ yaml, document, parsing }: Tree): Parsed["locate"] {
  let tree = parsing.text.length <= keptBelow ? document : undefined;
  return (pointer) => {
    tree ??= documentOf(yaml, parsing);
    let current: Node | null = tree.contents;
    let offset = current?.range?.[0] ?? 0;
    for (const token of parse(pointer)) {
      const next = step(yaml, tree, current, token);
      if (next === undefined) break;
      offset = next.offset;
      current = next.node;
    }
    return parsing.position(offset);
  };
}

interface Step {
  readonly node: Node | null;
  readonly offset: number;
}

function step(yaml: Yaml, document: Document.Parsed, from: Node | null, token: string): Step | undefined {
  const node = yaml.isAlias(from) ? from.resolve(document) : from;
  if (yaml.isSeq(node)) {
    const item = node.items[Number(token)] as Node | undefined;
    return item === undefined ? undefined : { node: item, offset: item.range?.[0] ?? 0 };
  }
  if (!yaml.isMap(node)) return undefined;
  const pair = node.items.findLast((one) => yaml.isScalar(one.key) && (one.key.source ?? String(one.key.value)) === token);
  if (pair === undefined || !yaml.isScalar(pair.key)) return undefined;
  return { node: (pair.value ?? null) as Node | null, offset: pair.key.range?.[0] ?? 0 };
}
