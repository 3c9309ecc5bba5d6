import type { Canonical } from "../2-normalize/index.ts";
import type { Raw } from "./coerce.ts";
import type { Place } from "./place.ts";
import type { Pair } from "./query.ts";
import { decodeForm } from "./query.ts";
import { isFreeForm, propertyNames, typesOf } from "./schema-view.ts";

/** How a value is written, whatever carries it. */
export interface Written {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  readonly schema: Place | undefined;
}

/** What was found of a value. */
export interface Reading {
  /** What the texts can mean, the likeliest first; empty where nothing is there. */
  readonly readings: readonly Raw[];
  /** The keys that belong to it. */
  readonly claimed: readonly string[];
  /** Whether a value that cannot be a list was given more than once. */
  readonly repeated: boolean;
}

/** The shapes that a schema allows. */
interface Shapes {
  readonly primitive: boolean;
  readonly array: boolean;
  readonly object: boolean;
}

function shapesOf(canonical: Canonical, schema: Place | undefined): Shapes {
  const types = typesOf(canonical, schema);
  if (types === null) return { primitive: true, array: true, object: false };
  return { primitive: [...types].some((one) => one !== "array" && one !== "object"), array: types.has("array"), object: types.has("object") };
}

const delimiters: Readonly<Record<string, RegExp>> = { spaceDelimited: /%20|\+| /, pipeDelimited: /%7[Cc]|\|/, tabDelimited: /%09|\t/ };

/** A parameter in a query, or a field of a form: by the tables of styles. `taken` are keys that other parameters declare. */
export function readPairs(canonical: Canonical, written: Written, { pairs, taken }: { readonly pairs: readonly Pair[]; readonly taken: ReadonlySet<string> }): Reading {
  const { name, style, explode, schema } = written;
  const shapes = shapesOf(canonical, schema);
  const nothing: Reading = { readings: [], claimed: [], repeated: false };
  if (style === "deepObject") return readDeep(name, pairs) ?? nothing;
  const own = pairs.filter((pair) => pair.key === name);
  if (own.length === 0) {
    if (!shapes.object || !explode || schema === undefined) return nothing;
    const names = propertyNames(canonical, schema);
    const members = pairs.filter((pair) => !taken.has(pair.key) && (names.includes(pair.key) || isFreeForm(canonical, schema)));
    return members.length === 0 ? nothing : { readings: [grouped(members)], claimed: members.map((pair) => pair.key), repeated: false };
  }
  const claimed = [name];
  const values = own.map((pair) => pair.value);
  if (own.length > 1) return { readings: [values], claimed, repeated: !shapes.array };
  const raw = own[0]?.raw ?? "";
  const decode = (text: string): string => decodeForm(text) ?? text;
  const separator = delimiters[style];
  const parts = explode && separator === undefined ? [raw] : raw.split(separator ?? ",");
  return { readings: readingsOf({ parts: parts.map(decode), whole: values[0] ?? "", shapes }), claimed, repeated: false };
}

/** A parameter in a path or header, or a cookie of one text. */
export function readText(canonical: Canonical, written: Written, { text, decode }: { readonly text: string; readonly decode: (text: string) => string }): readonly Raw[] | null {
  const { name, style, explode, schema } = written;
  const shapes = shapesOf(canonical, schema);
  const both = { shapes, decode };
  switch (style) {
    case "label":
      if (!text.startsWith(".")) return null;
      return fromList(text.slice(1), { ...both, separator: explode ? "." : ",", named: explode });
    case "matrix": {
      if (!text.startsWith(";")) return null;
      const parts = text.slice(1).split(";");
      if (explode && shapes.object && !shapes.array) return [mapOf(parts, decode)];
      const values = parts.map((part) => (part === name ? "" : part.startsWith(`${name}=`) ? part.slice(name.length + 1) : null));
      if (values.some((value) => value === null)) return null;
      const texts = values.map(String);
      if (explode) return readingsOf({ parts: texts.map(decode), whole: decode(texts[0] ?? ""), shapes });
      return texts.length > 1 ? null : fromList(texts[0] ?? "", { ...both, separator: ",", named: false });
    }
    default:
      return fromList(text, { ...both, separator: ",", named: explode });
  }
}

interface ListText {
  readonly shapes: Shapes;
  readonly decode: (text: string) => string;
  readonly separator: string;
  /** Whether members of an object are written as `key=value`. */
  readonly named: boolean;
}

function fromList(text: string, { shapes, decode, separator, named }: ListText): readonly Raw[] {
  const parts = text.split(separator);
  if (named && shapes.object && !shapes.array) {
    const object = parts.every((part) => part.includes("=")) ? [mapOf(parts, decode)] : [];
    return shapes.primitive || object.length === 0 ? [...object, decode(text)] : object;
  }
  return readingsOf({ parts: parts.map(decode), whole: decode(text), shapes });
}

function readingsOf({ parts, whole, shapes }: { readonly parts: readonly string[]; readonly whole: string; readonly shapes: Shapes }): readonly Raw[] {
  const many: Raw[] = [];
  if (shapes.array) many.push(parts);
  if (shapes.object && parts.length % 2 === 0) many.push(alternating(parts));
  if (shapes.array && parts.length === 1 && parts[0] === "") many.push([]);
  const single: Raw[] = shapes.primitive || many.length === 0 ? [whole] : [];
  return parts.length > 1 ? [...many, ...single] : [...single, ...many];
}

function alternating(parts: readonly string[]): Raw {
  const out = new Map<string, Raw>();
  for (let index = 0; index + 1 < parts.length; index += 2) out.set(parts[index] ?? "", parts[index + 1] ?? "");
  return out;
}

function mapOf(parts: readonly string[], decode: (text: string) => string): Raw {
  return new Map(parts.map((part) => {
    const cut = part.indexOf("=");
    return cut < 0 ? [decode(part), ""] : [decode(part.slice(0, cut)), decode(part.slice(cut + 1))];
  }));
}

function grouped(pairs: readonly Pair[]): Raw {
  const out = new Map<string, Raw>();
  for (const { key, value } of pairs) {
    const before = out.get(key);
    out.set(key, before === undefined ? value : typeof before === "string" ? [before, value] : Array.isArray(before) ? [...before, value] : value);
  }
  return out;
}

type Branch = Map<string, Branch | string[]>;

/** `filter[a][b]=1`: a tree by what is in brackets; `[]` and numbers make lists. */
function readDeep(name: string, pairs: readonly Pair[]): Reading | null {
  const tree: Branch = new Map();
  const claimed: string[] = [];
  for (const { key, value } of pairs) {
    if (!key.startsWith(`${name}[`) || !key.endsWith("]")) continue;
    claimed.push(key);
    const keys = key.slice(name.length + 1, -1).split("][");
    let at = tree;
    for (const [index, one] of keys.entries()) {
      if (index === keys.length - 1 || (one !== "" && keys[index + 1] === "" && index === keys.length - 2)) {
        const before = at.get(one);
        at.set(one, Array.isArray(before) ? [...before, value] : [value]);
        break;
      }
      const next = at.get(one);
      const branch: Branch = next instanceof Map ? next : new Map();
      at.set(one, branch);
      at = branch;
    }
  }
  return claimed.length === 0 ? null : { readings: [leavesOf(tree)], claimed, repeated: false };
}

function leavesOf(branch: Branch): Raw {
  return new Map([...branch].map(([key, value]): [string, Raw] => {
    if (value instanceof Map) return [key, leavesOf(value)];
    return [key, value.length === 1 ? (value[0] ?? "") : value];
  }));
}
