import { escapeToken, isArray, isObject, type JsonPointer, root } from "../ir/origin.ts";
import type { Json } from "../ir/json.ts";

/** An `$id` of a schema, or the `$self` of a document: what relative references inside it start from. */
export interface Resource {
  /** Where it stands. */
  readonly pointer: JsonPointer;
  /** What it says. */
  readonly id: string;
}

/** What a look over a whole document finds, before anything is known about its meaning. */
export interface Discovery {
  /** References that may lead to another document. */
  readonly references: readonly { readonly from: JsonPointer; readonly reference: string }[];
  /** Every `$id` and `$self`. */
  readonly resources: readonly Resource[];
  /** Every `$anchor` and `$dynamicAnchor`. */
  readonly anchors: readonly { readonly pointer: JsonPointer; readonly name: string }[];
}

const nothing: Discovery = { references: [], resources: [], anchors: [] };

/** A reference that does not begin with `#`, in JSON or YAML; anything unusual between counts as one, too. */
const outward = /\$ref["']?\s*:\s*["']?[^#"'\s]/;

/** Searched for one by one, which is several times faster than one expression; the last two are escapes of the dollar sign. */
const identifiers = ["$id", "$self", "$anchor", "$dynamicAnchor", "\\u0024", "\\x24"] as const;

/** Whether a text may hold anything that `discover` would find; most documents do not, and are spared the walk. */
export function mayDiscover(text: string): boolean {
  return outward.test(text) || identifiers.some((one) => text.includes(one));
}

/** Keys whose value maps names to things: below them a key is a name, never a keyword. */
const nameMaps = new Set([
  "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas", "responses", "parameters", "requestBodies",
  "headers", "securitySchemes", "links", "callbacks", "pathItems", "paths", "webhooks", "content", "encoding", "mediaTypes", "mapping", "variables",
]);

/** Keys whose value is data, in which a `$ref` is only text. */
const dataKeys = new Set(["example", "default", "enum", "const", "value", "dataValue"]);

interface Task {
  readonly value: Json;
  readonly pointer: JsonPointer;
  readonly names: boolean;
  readonly mapping: boolean;
}

/**
 * Looks over a document for references to other documents and for identifiers. It follows rather too much than too little:
 * what a reference means is decided in normalization, and reading a file too many is harmless inside the territory.
 */
export function discover(value: Json): Discovery {
  if (!isObject(value) && !isArray(value)) return nothing;
  const references: { from: JsonPointer; reference: string }[] = [];
  const resources: Resource[] = [];
  const anchors: { pointer: JsonPointer; name: string }[] = [];
  const seen = new Set<Json>();
  const open: Task[] = [{ value, pointer: root, names: false, mapping: false }];
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    const { pointer, names, mapping } = task;
    if (seen.has(task.value)) continue;
    seen.add(task.value);
    if (isArray(task.value)) {
      task.value.forEach((one, index) => {
        if (typeof one === "object" && one !== null) open.push({ value: one, pointer: `${pointer}/${index}`, names: false, mapping: false });
      });
      continue;
    }
    if (!isObject(task.value)) continue;
    for (const [key, one] of Object.entries(task.value)) {
      if (typeof one === "string") {
        if (mapping ? /[./]/.test(one) && !one.startsWith("#") : key === "$ref" && !one.startsWith("#")) references.push({ from: pointer, reference: one });
        else if (!names && (key === "$id" || (key === "$self" && pointer === root))) resources.push({ pointer, id: one });
        else if (!names && (key === "$anchor" || key === "$dynamicAnchor")) anchors.push({ pointer, name: one });
      } else if (typeof one === "object" && one !== null) {
        if (!names && (dataKeys.has(key) || (key === "examples" && isArray(one)))) continue;
        const below = `${pointer}/${escapeToken(key)}`;
        open.push({ value: one, pointer: below, names: !names && nameMaps.has(key), mapping: !names && key === "mapping" });
      }
    }
  }
  return { references: references.reverse(), resources, anchors };
}
