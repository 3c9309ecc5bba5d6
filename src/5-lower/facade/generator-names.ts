import { isIdentifier } from "../../../pyast/index.ts";
import type { Operation } from "../../ir/operation.ts";
import { pascalName, snakeName } from "../../4-passes/names/identifier.ts";
import { nameWords } from "../../4-passes/names/words.ts";

/** Names that openapi-generator's Python templates need for themselves, and Python's own words. */
const reserved: ReadonlySet<string> = new Set(
  (
    "all_params resource_path path_params query_params header_params form_params local_var_files body_params auth_settings property schema base64 json date float " +
    "and del from not while as elif global or with assert else if pass yield break except import print class exec in raise continue finally is return def for lambda try " +
    "self nonlocal none true false async await"
  ).split(" "),
);

/** Text as words joined by `_`, without what cannot stand in a name. */
function sanitized(text: string): string {
  return text
    .replace(/\[\]/g, "")
    .replace(/[\[({.\s\-/]+/g, "_")
    .replace(/[^\p{L}\p{N}_]+/gu, "");
}

/** `eventId` as `event_id`, by that generator's rule: a boundary before the last capital of a run, and after a small letter. */
function underscored(text: string): string {
  const words = sanitized(text)
    .replace(/([A-Z]+)([A-Z][a-z][a-z]+)/g, "$1_$2")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2");
  return words.toLowerCase().replace(/^_+/, "");
}

/** A name that Python accepts, otherwise one by our own rule. */
function checked(name: string, text: string, lead: string): string {
  if (reserved.has(name)) return `${lead}_${name}`;
  const made = /^\d/.test(name) ? `${lead}_${name}` : name;
  return isIdentifier(made) && made.length <= 80 && made === made.normalize("NFKC") ? made : snakeName(nameWords(text), "argument");
}

/** What that generator calls an argument: `petId` is `pet_id`, `from` is `var_from`. */
export function generatorVariable(text: string): string {
  return checked(underscored(text), text, "var");
}

/** What that generator calls a method: the operationId, or path and method where there is none. */
export function generatorMethod({ operationId, path, method }: Pick<Operation, "operationId" | "path" | "method">): string {
  const text = operationId ?? `${path.replace(/[{}]/g, "").replace(/^\/+/, "")}_${method.toLowerCase()}`;
  return checked(underscored(text), text, "call");
}

/** What that generator calls a class: `special events` is `SpecialEvents`. */
export function generatorClass(text: string): string {
  const parts = sanitized(text).split("_").filter((part) => part !== "");
  const name = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  return isIdentifier(name) && name.length <= 60 && name === name.normalize("NFKC") ? name : pascalName(nameWords(text));
}

/** The module of a class: `PetApi` is in `pet_api`. */
export function generatorModule(className: string): string {
  return checked(underscored(className), className, "model");
}
