import type { Manifest, ManifestField, ManifestOperation, ManifestResult, ManifestSchema } from "../6-emit/manifest.ts";
import type { Use } from "./change.ts";
import { namesIn, parseType, type PythonType } from "./python-type.ts";

/** What callers of one SDK see, ready for look-ups. Names of types are those of the new SDK on both sides. */
export interface Surface {
  /** What was compiled. */
  readonly manifest: Manifest;
  /** The models by name. */
  readonly models: ReadonlyMap<string, Model>;
  /** Takes a type apart. */
  readonly type: (text: string) => PythonType;
}

/** A class or an alias of `models`. */
export interface Model {
  /** What the manifest says. */
  readonly entry: ManifestSchema;
  /** The name without its module. */
  readonly name: string;
  /** What an alias stands for, null for a class, undefined where the manifest does not tell. */
  readonly alias: PythonType | null | undefined;
  /** The class it extends, undefined where the manifest does not tell. */
  readonly base: string | null | undefined;
}

/** The name without its module. */
export function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf(".") + 1);
}

/** The surface of a manifest; `rename` gives the new name of a model. */
export function surfaceOf(manifest: Manifest, rename: (name: string) => string): Surface {
  const type = (text: string): PythonType => parseType(text, rename);
  const models = manifest.schemas.map((entry): [string, Model] => {
    const name = rename(lastPart(entry.python));
    const base = typeof entry.extends === "string" ? rename(lastPart(entry.extends)) : entry.extends;
    return [name, { entry, name, alias: typeof entry.type === "string" ? type(entry.type) : entry.type, base }];
  });
  return { manifest, models: new Map(models), type };
}

/** A class and those it extends, itself first. */
export function lineage(surface: Surface, name: string): readonly Model[] {
  const found: Model[] = [];
  for (let next = surface.models.get(name); next !== undefined && !found.includes(next); ) {
    found.push(next);
    next = typeof next.base === "string" ? surface.models.get(next.base) : undefined;
  }
  return found;
}

/** The fields of a class by wire name, with those it inherits. */
export function fieldsOf(surface: Surface, name: string): ReadonlyMap<string, ManifestField> {
  return new Map(lineage(surface, name).toReversed().flatMap(({ entry }) => Object.entries(entry.fields)));
}

/** How callers meet each model: what a request can hold they give, what a response can hold they get. One that nothing holds may be both. */
export function usesOf(surface: Surface): (name: string) => Use {
  const { operations, webhooks } = surface.manifest;
  const given = reached(surface, operations.flatMap(inputTypes));
  const got = reached(surface, [...operations.flatMap(outputTypes), ...webhooks.flatMap(({ python }) => (python === null ? [] : [lastPart(python)]))]);
  return (name) => (given.has(name) || got.has(name) ? { input: given.has(name), output: got.has(name) } : { input: true, output: true });
}

function inputTypes({ parameters, body }: ManifestOperation): readonly string[] {
  return [...parameters.map((one) => one.type), ...(body?.type === null || body === null ? [] : [body.type])];
}

function outputTypes({ result, streamResult, errors }: ManifestOperation): readonly string[] {
  const results: readonly ManifestResult[] = [...(isList(result) ? result : [result]), ...(streamResult === undefined ? [] : [streamResult])];
  return [...results.map((one) => one.type), ...Object.values(errors).filter((one) => one !== null)];
}

/** Whether a result differs by status and media type. */
export function isList<T, U>(value: T | readonly U[]): value is readonly U[] {
  return Array.isArray(value);
}

/** The models that these types lead to. */
function reached(surface: Surface, types: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = types.flatMap((text) => namesIn(surface.type(text)));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const model = surface.models.get(name);
    if (model === undefined || found.has(name)) continue;
    found.add(name);
    if (typeof model.base === "string") open.push(model.base);
    if (model.alias !== null && model.alias !== undefined) open.push(...namesIn(model.alias));
    for (const field of Object.values(model.entry.fields)) open.push(...namesIn(surface.type(field.type)));
  }
  return found;
}
