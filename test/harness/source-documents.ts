import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, posix, join } from "node:path";
import { parse } from "yaml";

/** The plain data of a document and of the files that its path items lead to, read without the compiler's loader. */
export interface SourceDocuments {
  /** The name of the root among `files`. */
  readonly root: string;
  readonly files: Readonly<Record<string, unknown>>;
}

/** Parses JSON or YAML leniently: what matters here is which operations there are. */
export function parseSource(text: string): unknown {
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return parseYaml(text);
    }
  }
  return parseYaml(text);
}

function parseYaml(text: string): unknown {
  return parse(text, { merge: true, maxAliasCount: -1, uniqueKeys: false, strict: false, logLevel: "silent", intAsBigInt: false });
}

/** Reads a document from disk with every file that its path items or operations refer to. */
export async function readSourceDocuments(path: string): Promise<SourceDocuments> {
  const folder = dirname(path);
  const root = posix.basename(path);
  const files = new Map<string, unknown>();
  const waiting = [root];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (files.has(name) || !existsSync(join(folder, name))) continue;
    const document = parseSource(await readFile(join(folder, name), "utf8"));
    files.set(name, document);
    const from = name;
    const start = name === root ? property(document, "paths") : document;
    for (const reference of shallowReferences(start)) {
      const target = reference.split("#")[0] ?? "";
      if (target !== "" && !/^[a-z]+:/i.test(target)) waiting.push(posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(target))));
    }
  }
  return { root, files: Object.fromEntries(files) };
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** The `$ref`s of a path item, of its operations, and of a map of path items. */
function shallowReferences(value: unknown, depth = 3): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const reference = property(value, "$ref");
  const here = typeof reference === "string" ? [reference] : [];
  return depth === 1 ? here : [...here, ...Object.values(value).flatMap((child) => shallowReferences(child, depth - 1))];
}
