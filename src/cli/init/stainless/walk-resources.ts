import { snakeCase } from "../../../4-passes/names/identifier.ts";
import type { Json, JsonObject } from "../../../ir/json.ts";
import { isObject, member } from "../../../ir/origin.ts";
import { isSkipped, leave, leaveOthers, mappingAt, type StainlessFile, textAt, textsAt } from "./stainless-file.ts";

/** A method as the file names it. */
export interface StainlessMethod {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** The attribute path from the client. */
  readonly python: readonly string[];
  /** In upper case. */
  readonly method: string;
  readonly template: string;
  /** Null where nothing is said. */
  readonly paginated: boolean | null;
  readonly positional: readonly string[];
  /** Whether it is not made for Python. */
  readonly skipped: boolean;
}

/** A model as the file names it. */
export interface StainlessModel {
  readonly path: readonly string[];
  /** The attribute path of its resource. */
  readonly resource: readonly string[];
  readonly name: string;
  /** A pointer, or the last part of one. */
  readonly target: string;
}

/** Everything that the resources of a file name. */
export interface StainlessResources {
  readonly methods: readonly StainlessMethod[];
  readonly models: readonly StainlessModel[];
}

/** Walks through `resources` and what is below them. */
export function walkResources(file: StainlessFile): StainlessResources {
  const found = { methods: [] as StainlessMethod[], models: [] as StainlessModel[] };
  walk(file, mappingAt(file.value, "resources"), { path: ["resources"], python: [], skipped: false, found });
  return found;
}

interface Step {
  readonly path: readonly string[];
  readonly python: readonly string[];
  readonly skipped: boolean;
  readonly found: { readonly methods: StainlessMethod[]; readonly models: StainlessModel[] };
}

function walk(file: StainlessFile, resources: JsonObject, step: Step): void {
  for (const [name, resource] of Object.entries(resources)) {
    if (!isObject(resource)) continue;
    const path = [...step.path, name];
    const python = name.startsWith("$") ? step.python : [...step.python, snakeCase(name, "namespace")];
    const skipped = step.skipped || isSkipped(resource);
    leaveOthers(file, path, { value: resource, known: ["methods", "models", "subresources", "skip", "only", "name", "description", "terraform", "mcp", "standalone_api"] });
    for (const [key, value] of Object.entries(mappingAt(resource, "methods"))) readMethod(file, value, { ...step, path: [...path, "methods", key], python: [...python, snakeCase(key, "method")], skipped });
    for (const [key, value] of Object.entries(mappingAt(resource, "models"))) readModel(file, value, { ...step, path: [...path, "models", key], python });
    walk(file, mappingAt(resource, "subresources"), { ...step, path: [...path, "subresources"], python, skipped });
  }
}

function readMethod(file: StainlessFile, value: Json, { path, python, skipped, found }: Step): void {
  const settings = isObject(value) ? value : {};
  const endpoint = typeof value === "string" ? value : textAt(settings, "endpoint");
  const [, method, template] = /^\s*([A-Za-z]+)\s+(\/\S*)\s*$/.exec(endpoint ?? "") ?? [];
  if (textAt(settings, "type") === "alias") leave(file, path, "is an alias; an operation has one method here");
  else if (method === undefined || template === undefined) leave(file, path, "has no endpoint of the form `get /path`");
  else {
    leaveOthers(file, path, { value: settings, known: ["type", "endpoint", "paginated", "positional_params", "skip", "only", "streaming", "description", "terraform", "mcp", "docs", "method_name"] });
    const paginated = member(settings, "paginated");
    found.methods.push({ path, python, method: method.toUpperCase(), template, paginated: typeof paginated === "boolean" ? paginated : null, positional: textsAt(settings, "positional_params"), skipped: skipped || isSkipped(settings) });
  }
}

function readModel(file: StainlessFile, value: Json, { path, python, found }: Step): void {
  const settings = isObject(value) ? value : {};
  const target = typeof value === "string" ? value : textAt(settings, "openapi_uri");
  const name = path.at(-1) ?? "";
  if (textAt(settings, "type") === "alias") leave(file, path, "is an alias; a schema has one class here");
  else if (target === null) leave(file, path, "names no schema");
  else if (/^\$|[?@*[\]]/.test(target)) leave(file, path, `names its schema by a query (${target}); write its pointer into renames`);
  else if (!isSkipped(settings)) found.models.push({ path, resource: python, name, target });
}
