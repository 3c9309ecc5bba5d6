import type { Api } from "../../../ir/api.ts";
import { formatOrigin, isArray, isObject, member } from "../../../ir/origin.ts";
import type { Settings } from "../../configuration/settings.ts";
import { pythonOf } from "../infer-draft.ts";
import { operationSelector } from "../operation-selector.ts";
import { carryClient, carryCredentials, carryName, carryStreaming } from "./carry-client.ts";
import { type CarriedMethods, carryMethods } from "./carry-methods.ts";
import { carryModels } from "./carry-models.ts";
import { carryPages } from "./carry-pages.ts";
import { carryResults } from "./carry-results.ts";
import { leave, mappingAt, type StainlessFile } from "./stainless-file.ts";
import { walkResources } from "./walk-resources.ts";

/** What a file says, as settings, beside what is needed to look after it. */
export interface Carried {
  readonly settings: Settings;
  readonly methods: CarriedMethods;
}

/** What takes the place of a part of the file that is not carried over. */
const elsewhere: Readonly<Record<string, string>> = {
  organization: "has no counterpart; the document's title and contact are used",
  security: "has no counterpart; what the document says holds, and an overlay can change it",
  security_schemes: "has no counterpart; what the document says holds, and an overlay can change it",
  settings: "has no counterpart",
  query_settings: "has no counterpart; `style` and `explode` of each parameter say how it is written, and an overlay can set them",
  multipart_settings: "has no counterpart; `encoding` of each body says how it is written",
  readme: "has no counterpart; the README shows operations of the document",
  openapi: "has no counterpart; write transformations as an overlay, and list it under overlays",
};

const carriedKeys = new Set(["resources", "pagination", "client_settings", "targets", "streaming", "environments"]);
/** What is about the service that read the file, or about nothing that an SDK shows. */
const silentKeys = new Set(["edition", "codeflow", "diagnostics"]);

/** Turns a `stainless.yml` into settings for a document as it was compiled without any. */
export function importStainless(file: StainlessFile, api: Api): Carried {
  const { methods: wanted, models } = walkResources(file);
  const methods = carryMethods(file, wanted, api);
  const name = carryName(file);
  const client = carryClient(file);
  const streaming = carryStreaming(file);
  const pagination = carryPages(file, methods, api);
  const results = carryResults(file, methods, { api, pages: pagination });
  const exclude = methods.skipped.flatMap((operation) => operationSelector(operation, api.operations) ?? []);
  leaveRest(file, api);
  return {
    methods,
    settings: {
      ...(name === null ? {} : { name }),
      ...(exclude.length === 0 ? {} : { exclude }),
      renames: { ...renamesOf(methods, api), ...carryModels(file, models, api), ...carryCredentials(file, api) },
      ...(Object.keys(results).length === 0 ? {} : { results }),
      pagination,
      ...(streaming === undefined ? {} : { streaming }),
      client,
    },
  };
}

/** Attribute paths for the operations whose own would be another. */
export function renamesOf({ named }: CarriedMethods, api: Api): Readonly<Record<string, string>> {
  const renames: Record<string, string> = {};
  for (const operation of api.operations) {
    const wished = named.get(operation.id)?.python.join(".");
    if (wished !== undefined && wished !== pythonOf(operation)) renames[formatOrigin(operation.origin, api.origin.document)] = wished;
  }
  return renames;
}

/** Arguments that the file has by position, by resource; those of the path are so anyway. */
export function positionalOf({ named }: CarriedMethods, api: Api): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const operation of api.operations) {
    const inPath = new Set(operation.parameters.filter((parameter) => parameter.in === "path").map(({ wire }) => wire));
    const more = (named.get(operation.id)?.positional ?? []).filter((wire) => !inPath.has(wire));
    const resource = operation.namespace.join(".");
    if (more.length > 0) found.set(resource, [...new Set([...(found.get(resource) ?? []), ...more])]);
  }
  return found;
}

function leaveRest(file: StainlessFile, api: Api): void {
  const { value } = file;
  for (const key of Object.keys(value)) {
    if (carriedKeys.has(key) || silentKeys.has(key)) continue;
    if (key === "settings") leaveSettings(file);
    else leave(file, [key], Object.hasOwn(elsewhere, key) ? (elsewhere[key] ?? "") : "is not known");
  }
  const urls = new Set(api.servers.map(({ url }) => url.replace(/\/$/, "")));
  for (const [name, url] of Object.entries(mappingAt(value, "environments"))) {
    if (typeof url === "string" && !urls.has(url.replace(/\/$/, ""))) leave(file, ["environments", name], `${url} is none of the document's servers; an overlay can add it, and base_url takes any`);
  }
  const targets = Object.keys(mappingAt(value, "targets")).filter((target) => target !== "python");
  if (targets.length > 0) leave(file, ["targets"], `${targets.join(", ")} are not Python`);
}

function leaveSettings(file: StainlessFile): void {
  const settings = mappingAt(file.value, "settings");
  for (const [key, value] of Object.entries(settings)) {
    const isIdle = value === false || value === null || (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
    if (!isIdle && key !== "unwrap_response_fields") leave(file, ["settings", key], key === "license" ? "has no counterpart; the output is yours, under any licence" : "has no counterpart");
  }
  if (member(file.value, "settings") === null) leave(file, ["settings"], "is empty");
}
