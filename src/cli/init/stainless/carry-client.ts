import { isIdentifier } from "../../../../pyast/index.ts";
import type { Api } from "../../../ir/api.ts";
import type { JsonObject } from "../../../ir/json.ts";
import { formatOrigin, isArray, isObject, member } from "../../../ir/origin.ts";
import type { Settings } from "../../configuration/settings.ts";
import { importName } from "../../options/option-values.ts";
import { leave, leaveOthers, mappingAt, type StainlessFile, textAt } from "./stainless-file.ts";

/** The import name of the Python target, where the file has one that can be used. */
export function carryName(file: StainlessFile): string | null {
  const python = mappingAt(mappingAt(file.value, "targets"), "python");
  const wished = textAt(python, "package_name");
  leaveOthers(file, ["targets", "python"], { value: python, known: ["package_name", "project_name", "edition", "publish", "production_repo", "skip"] });
  const distribution = textAt(python, "project_name");
  if (distribution !== null && wished !== null && distribution.replaceAll("_", "-") !== wished.replaceAll("_", "-")) leave(file, ["targets", "python", "project_name"], `${distribution} differs from the import name; the distribution is named after that`);
  if (wished === null) return null;
  try {
    return importName(wished);
  } catch {
    leave(file, ["targets", "python", "package_name"], `${wished} cannot be an import name`);
    return null;
  }
}

/** Defaults of the client. */
export function carryClient(file: StainlessFile): NonNullable<Settings["client"]> {
  const client = mappingAt(file.value, "client_settings");
  leaveOthers(file, ["client_settings"], { value: client, known: ["opts", "default_env_prefix", "default_timeout", "default_retries"] });
  const prefix = textAt(client, "default_env_prefix");
  const timeout = seconds(member(client, "default_timeout"));
  if (timeout === null && member(client, "default_timeout") !== undefined) leave(file, ["client_settings", "default_timeout"], "is neither milliseconds nor a duration such as PT1M");
  const retries = mappingAt(client, "default_retries");
  const number = (key: string): number | null => {
    const value = member(retries, key);
    return typeof value === "number" && value >= 0 ? value : null;
  };
  const [most, first, longest] = [number("max_retries"), number("initial_delay_seconds"), number("max_delay_seconds")];
  return {
    ...(timeout === null ? {} : { timeout }),
    ...(most === null ? {} : { "max-retries": most }),
    ...(first === null || longest === null ? {} : { backoff: [first, longest] }),
    ...(prefix !== null && /^[A-Z][A-Z0-9_]*$/.test(prefix) ? { "env-prefix": prefix } : {}),
  };
}

/** Milliseconds, or an ISO 8601 duration of hours, minutes and seconds, as seconds. */
function seconds(value: unknown): number | null {
  if (typeof value === "number") return value / 1000;
  const [whole, hours = "0", minutes = "0", rest = "0"] = (typeof value === "string" ? /^PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?$/.exec(value) : null) ?? [];
  return whole === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** The arguments of the client that hold credentials, by the pointer of their scheme, where their own names are others. */
export function carryCredentials(file: StainlessFile, api: Api): Readonly<Record<string, string>> {
  const renames: Record<string, string> = {};
  for (const [name, opt] of Object.entries(mappingAt(mappingAt(file.value, "client_settings"), "opts"))) {
    const key = isObject(opt) ? textAt(mappingAt(opt, "auth"), "security_scheme") : null;
    const scheme = api.auth.find((one) => one.key === key && one.arguments.length === 1);
    if (scheme !== undefined && scheme.arguments[0] !== name && isIdentifier(name)) renames[formatOrigin(scheme.origin, api.origin.document)] = name;
  }
  return renames;
}

/** Says where the credentials of the compiled client are not those of the file. */
export function compareCredentials(file: StainlessFile, api: Api): void {
  const opts = mappingAt(mappingAt(file.value, "client_settings"), "opts");
  const credentials = api.auth.flatMap((scheme) => scheme.arguments.map((argument, index) => ({ argument, variable: scheme.environment[index] ?? "", scheme: scheme.key })));
  for (const [name, opt] of Object.entries(opts)) {
    if (!isObject(opt)) continue;
    const path = ["client_settings", "opts", name];
    const scheme = textAt(mappingAt(opt, "auth"), "security_scheme");
    const variable = textAt(opt, "read_env");
    const own = credentials.find((one) => one.argument === name) ?? credentials.find((one) => one.variable === variable) ?? (scheme === null ? undefined : credentials.find((one) => one.scheme === scheme));
    if (own === undefined) leave(file, path, scheme === null ? "is no credential of the document; other arguments of the client have no counterpart" : `belongs to ${scheme}, which the document does not have`);
    else if (own.argument !== name) leave(file, path, `is the argument ${own.argument} here`);
    if (own !== undefined && variable !== null && own.variable !== variable) leave(file, [...path, "read_env"], `${variable} is ${own.variable} here`);
  }
}

/** The data that ends a stream; undefined where the file does not say it. */
export function carryStreaming(file: StainlessFile): Settings["streaming"] {
  const events = member(mappingAt(file.value, "streaming"), "on_event");
  if (!isArray(events)) return undefined;
  let sentinel: string | undefined;
  for (const [index, event] of events.entries()) {
    if (!isObject(event)) continue;
    const text = textAt(event, "data_starts_with");
    if (textAt(event, "handle") === "done" && text !== null && sentinel === undefined) sentinel = text;
    else if (!isDefault(event)) leave(file, ["streaming", "on_event", String(index)], "has no counterpart; every other event is given as the document describes it");
  }
  return sentinel === undefined ? undefined : { sentinel };
}

function isDefault(event: JsonObject): boolean {
  return textAt(event, "kind") === "fallthrough" && textAt(event, "handle") === "yield" && member(event, "error_property") === undefined;
}
