import type { Alias, Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { diagnostic } from "../diagnostics/reporter.ts";
import type { Json, JsonObject } from "../ir/json.ts";
import { isArray, isObject, join, type JsonPointer, root, setMember } from "../ir/origin.ts";
import { deepest, parseError, placeAt, type Parsing } from "./parsed.ts";

/** Values that aliases may repeat before the document is taken for a bomb. */
const largestExpansion = 500_000;

type Yaml = typeof import("yaml");

interface Trail {
  readonly parent: Trail | undefined;
  readonly token: string | number;
  readonly depth: number;
}

interface Anchored {
  readonly value: Json;
  readonly size: number;
}

interface Conversion {
  readonly yaml: Yaml;
  readonly parsing: Parsing;
  readonly anchors: Map<string, Anchored | "open">;
  readonly lexical: Map<JsonPointer, string>;
  size: number;
  repeated: number;
}

/** Turns YAML nodes into JSON: aliases share what they repeat, `<<` is merged, keys become text, long integers stay exact. */
export function yamlValue(yaml: Yaml, document: Document.Parsed, parsing: Parsing): { readonly value: Json; readonly lexical: Map<JsonPointer, string> } {
  const state: Conversion = { yaml, parsing, anchors: new Map(), lexical: new Map(), size: 0, repeated: 0 };
  return { value: valueOf(document.contents, undefined, state), lexical: state.lexical };
}

function valueOf(node: Node | ParsedNode | null | undefined, trail: Trail | undefined, state: Conversion): Json {
  state.size++;
  if (node === null || node === undefined) return null;
  if (state.yaml.isAlias(node)) return aliasValue(node, state);
  if (!state.yaml.isScalar(node) && !state.yaml.isMap(node) && !state.yaml.isSeq(node)) return null;
  const { anchor } = node;
  if (anchor === undefined) return plainValue(node, trail, state);
  const before = state.size;
  state.anchors.set(anchor, "open");
  const value = plainValue(node, trail, state);
  state.anchors.set(anchor, { value, size: state.size - before + 1 });
  return value;
}

function aliasValue(node: Alias, state: Conversion): Json {
  const found = state.anchors.get(node.source);
  const place = placeAt(state.parsing, node.range?.[0] ?? 0);
  if (found === undefined) throw parseError(state.parsing, [diagnostic("alias-not-found", place, { name: node.source })]);
  if (found === "open") {
    throw parseError(state.parsing, [diagnostic("document-not-yaml", place, { detail: `the alias *${node.source} stands inside the value it repeats` })]);
  }
  state.size += found.size;
  state.repeated += found.size;
  if (state.repeated > largestExpansion) {
    throw parseError(state.parsing, [diagnostic("alias-expansion", place, { limit: largestExpansion })]);
  }
  return found.value;
}

function plainValue(node: Scalar | YAMLMap | YAMLSeq, trail: Trail | undefined, state: Conversion): Json {
  if (state.yaml.isScalar(node)) return scalarValue(node, trail, state);
  if ((trail?.depth ?? 0) >= deepest) {
    const place = { document: state.parsing.document, pointer: pointerOf(trail) };
    state.parsing.reporter.report("document-too-deep", place, { limit: deepest });
    return {};
  }
  if (state.yaml.isSeq(node)) {
    return node.items.map((item, index) => valueOf(asNode(item), below(trail, index), state));
  }
  return mapValue(node, trail, state);
}

function mapValue(node: YAMLMap, trail: Trail | undefined, state: Conversion): JsonObject {
  const out: Record<string, Json> = {};
  const own = new Map<string, number>();
  for (const pair of node.items) {
    const offset = offsetOf(pair);
    const key = keyText(pair, state);
    if (key === undefined) {
      state.parsing.reporter.report("key-not-text", placeAt(state.parsing, offset));
      continue;
    }
    const value = valueOf(asNode(pair.value), below(trail, key), state);
    if (key === "<<" && isPlainScalar(pair.key, state) && merge(out, value, own)) continue;
    const first = own.get(key);
    if (first !== undefined) {
      state.parsing.reporter.report("duplicate-key", placeAt(state.parsing, offset), { key, first: state.parsing.position(first).line });
    }
    own.set(key, offset);
    setMember(out, key, value);
  }
  return out;
}

/** Earlier sources win over later ones, and a key of the mapping itself over all of them. */
function merge(out: Record<string, Json>, value: Json, own: ReadonlyMap<string, number>): boolean {
  const sources = isArray(value) ? value : [value];
  if (sources.length === 0 || !sources.every(isObject)) return false;
  for (const source of sources) {
    for (const [key, one] of Object.entries(source)) {
      if (!own.has(key) && !Object.hasOwn(out, key)) setMember(out, key, one);
    }
  }
  return true;
}

function scalarValue(node: Scalar, trail: Trail | undefined, state: Conversion): Json {
  const { value } = node;
  const source = node.source ?? String(value);
  if (typeof value === "string" || value === null) return value;
  if (typeof value === "boolean") {
    if (source !== String(value)) state.lexical.set(pointerOf(trail), source);
    return value;
  }
  if (typeof value !== "number") return source;
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?[0-9]+$/.test(source)) {
    return BigInt(source.startsWith("+") ? source.slice(1) : source);
  }
  if (!Number.isFinite(value)) return source;
  if (source !== String(value)) state.lexical.set(pointerOf(trail), source);
  return value;
}

function keyText(pair: Pair, state: Conversion): string | undefined {
  const { key } = pair;
  if (state.yaml.isAlias(key)) {
    const found = state.anchors.get(key.source);
    return found !== undefined && found !== "open" && typeof found.value === "string" ? found.value : undefined;
  }
  if (!state.yaml.isScalar(key)) return key === null ? "" : undefined;
  const text = key.source ?? String(key.value);
  if (key.anchor !== undefined) state.anchors.set(key.anchor, { value: text, size: 1 });
  return text;
}

function isPlainScalar(key: unknown, { yaml }: Conversion): boolean {
  return yaml.isScalar(key) && key.type === "PLAIN";
}

/** Node types of the library are loose about what a collection holds after parsing. */
function asNode(item: unknown): Node | null {
  return (item ?? null) as Node | null;
}

function offsetOf(pair: Pair): number {
  const key = asNode(pair.key);
  return key?.range?.[0] ?? asNode(pair.value)?.range?.[0] ?? 0;
}

function below(parent: Trail | undefined, token: string | number): Trail {
  return { parent, token, depth: (parent?.depth ?? 0) + 1 };
}

function pointerOf(trail: Trail | undefined): JsonPointer {
  const tokens: (string | number)[] = [];
  for (let at = trail; at !== undefined; at = at.parent) tokens.push(at.token);
  return join(root, ...tokens.reverse());
}
