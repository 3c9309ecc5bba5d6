import type { Options } from "../../options.ts";
import type { PackageNames } from "../../ir/api.ts";
import { isIdentifier } from "../../../pyast/index.ts";
import { pascalName, snakeName } from "./identifier.ts";
import { foreignModules, rootNames } from "./reserved.ts";
import { pep440 } from "./version.ts";
import { foldClass, splitWords } from "./words.ts";

/** Words of a title that say what kind of document it is, not what it is about. */
const noise = new Set(["api", "apis", "openapi", "swagger-api", "oas", "oas2", "oas3", "rest", "restful", "http", "specification", "spec", "documentation"]);

const versionWord = /^\(?v?[0-9]+(?:[.-][0-9a-z]+)*\)?$/i;

/** The words of a title that name the API: `Swagger Petstore - OpenAPI 3.0` gives `Swagger`, `Petstore`. */
function titleWords(title: string): readonly string[] {
  const words = title.slice(0, 400).split(/\s+/).filter((word) => word !== "");
  const cut = words.length > 3 ? words.findIndex((word, index) => index > 0 && isCut(word)) : -1;
  const kept = (cut > 0 ? words.slice(0, cut) : words).map(ascii).filter((word) => !versionWord.test(word) && !isNoise(word));
  return kept.flatMap((word) => word.replace(/['’]s?\b/g, "").split(/[^A-Za-z0-9]+/)).filter((word) => word !== "").filter((word) => !isNoise(word));
}

/** Where a long title stops: at `API`, `with`, `-` or `+`. */
function isCut(word: string): boolean {
  return /^(?:apis?|with|[-–—+])$/i.test(word);
}

function isNoise(word: string): boolean {
  const bare = word.toLowerCase().replace(/[^a-z0-9]/g, "");
  return bare === "api" || bare === "apis" || bare === "openapi" || bare === "";
}

/** The ASCII letters of a word, accents removed: distribution names have no others. */
function ascii(word: string): string {
  return word.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
}

/** Words that are left when what merely describes an API is gone too; all of them when nothing else is left. */
export function essentialWords(title: string): readonly string[] {
  const words = titleWords(title);
  const essential = words.filter((word) => !noise.has(word.toLowerCase()));
  return essential.length > 0 ? essential : words;
}

/** The import name that a title suggests; never a keyword and never a module that exists already. */
function moduleNameFrom(title: string): string {
  const words = titleWords(title);
  if (words.length === 0) return "api_client";
  const name = snakeName(words, "namespace");
  const plain = name.replace(/_+$/, "");
  return foreignModules.has(plain) || plain !== name || !isIdentifier(plain) ? `${plain}_api` : plain;
}

/** Capitals as the title has them: `halopsa` with the title `HaloPSA API` is `HaloPSA`. */
function classWords(module: string, title: string): readonly string[] {
  const written = new Map<string, readonly string[]>();
  for (const word of title.slice(0, 400).split(/[^\p{L}\p{N}]+/u)) if (word !== "") written.set(foldClass(word), [word]);
  const whole = titleWords(title);
  if (whole.length > 0 && foldClass(whole.join("")) === foldClass(module)) return whole;
  const found = written.get(foldClass(module));
  if (found !== undefined) return found;
  return splitWords(module).flatMap((word) => written.get(foldClass(word)) ?? [word === "api" ? "API" : word]);
}

/** The names of the package as a whole. */
export function packageNames(info: { readonly title: string; readonly version: string }, options: Options): PackageNames {
  const module = options.name ?? moduleNameFrom(info.title);
  const client = pascalName(classWords(module, info.title));
  const environment = module.toUpperCase().replace(/_+$/, "").replace(/[^A-Z0-9_]/g, "");
  return {
    module,
    distribution: module.replace(/^_+|_+$/g, "").replaceAll("_", "-"),
    client: rootNames.has(client) ? `${client}Client` : client,
    environment: options.client.envPrefix ?? (environment === "" ? "API" : environment),
    version: pep440(info.version),
  };
}
