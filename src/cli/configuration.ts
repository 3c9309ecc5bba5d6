import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Document, LineCounter } from "yaml";
import type { Input } from "../1-load/index.ts";
import type { WrittenSettings } from "../compile.ts";
import { diagnostic, type Diagnostic } from "../diagnostics/reporter.ts";
import { join as joinPointer, type Position, root } from "../ir/origin.ts";
import type { Pagination } from "../ir/operation.ts";
import { defaultOptions, type Options } from "../options.ts";
import { readExtraFiles } from "./extra-files.ts";
import { profileOf } from "./profiles.ts";
import { checkSettings } from "./check-settings.ts";
import { checkValue, type Fault, type ValueSchema } from "./check-value.ts";
import { CliError, reasonOf } from "./cli-error.ts";
import { placeInput } from "./spec-input.ts";
import schema from "./pysdk.schema.json" with { type: "json" };

/** What a configuration file says, as options. */
export interface Configuration {
  /** The file, null where there is none. */
  readonly path: string | null;
  /** The files on disk that it consists of. */
  readonly inputs: readonly string[];
  /** Only what the file says, and the parts it completes. */
  readonly options: Partial<Options>;
  /** The file's text, for messages about what it says; null where there is none. */
  readonly written: Omit<WrittenSettings, "overridden"> | null;
  /** Overlays for the document; their paths start at the configuration's folder. */
  readonly overlays: readonly Input[];
  /** Whether what was generated is kept for `--merge`. */
  readonly keepsBase: boolean;
  /** The folder that the profile has for outputs; null where nothing says so. */
  readonly folder: string | null;
}

/** Where a configuration is read, and what the command line says before it. */
export interface ConfigurationCall {
  readonly cwd: string;
  /** `--profile`, which comes before the file's own. */
  readonly profile: string | null;
}

const names = ["pysdk.yaml", "pysdk.yml", "pysdk.json"];

/** The configuration beside a document, then in the current folder; null where there is none. */
export function findConfiguration(spec: string | null, cwd: string): string | null {
  const folders = [...(spec === null ? [] : [dirname(resolve(cwd, spec))]), cwd];
  for (const folder of folders) {
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** Reads a configuration file, over the defaults of a profile. Throws `CliError` with every fault and its place. */
export async function readConfiguration(path: string | null, { cwd, profile }: ConfigurationCall): Promise<Configuration> {
  if (path === null) return { path, inputs: [], written: null, overlays: [], keepsBase: true, ...overProfile({}, profile) };
  const shown = relative(cwd, path) || path;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CliError(`the configuration ${shown} cannot be read: ${reasonOf(error)}`);
  }
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const file: ConfigFile = { shown, text, document, lines };
  if (document.errors.length > 0) throw refused(file, document.errors.map((one) => report(file, { key: "syntax", reason: one.message, position: place(file, one.pos[0]) })));
  const value: unknown = text.trim() === "" ? {} : (document.toJS() ?? {});
  const faults = checkValue(value, schema);
  if (faults.length > 0) throw refused(file, faults.map((fault) => faultReport(file, fault)));
  const settings = readSettings(value);
  const wrong = checkSettings(settings);
  if (wrong.length > 0) throw refused(file, wrong.map((fault) => faultReport(file, fault)));
  const made = overProfile(settings, profile);
  const extra = readExtraFiles(settings["extra-files"] ?? [], dirname(path));
  if (extra.faults.length > 0) throw refused(file, extra.faults.map((fault) => faultReport(file, fault)));
  // A name without folders: messages go into the manifest, which knows no place on this machine.
  const written = { document: basename(path), text };
  return { path, inputs: [path, ...extra.paths], written, overlays: (settings.overlays ?? []).map((one) => placeInput(one, dirname(path))), keepsBase: settings.base ?? true, ...made, options: { ...made.options, extraFiles: extra.files } };
}

/** What a file says, over the profile that the command line or the file names. */
function overProfile(settings: Settings, chosen: string | null): Pick<Configuration, "options" | "folder"> {
  const name = chosen ?? settings.profile ?? null;
  const profile = name === null ? null : profileOf(name);
  if (profile === null) return { options: optionsOf(settings, defaultOptions), folder: null };
  return { options: { ...profile.options, ...optionsOf(settings, { ...defaultOptions, ...profile.options }) }, folder: profile.folder };
}

interface ConfigFile {
  readonly shown: string;
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function refused({ shown, text }: ConfigFile, diagnostics: readonly Diagnostic[]): CliError {
  const sources = { entry: shown, files: new Map([[shown, { text, locate: () => undefined }]]) };
  return new CliError(`the configuration ${shown} is not valid`, { diagnostics, sources });
}

function place({ lines }: ConfigFile, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

interface Report {
  readonly key: string;
  readonly reason: string;
  readonly position: Position;
  readonly pointer?: string;
}

function report({ shown }: ConfigFile, { key, reason, position, pointer }: Report): Diagnostic {
  return diagnostic("configuration-not-valid", { document: shown, pointer: pointer ?? root, position }, { key, reason: reason.replace(/[.?]$/, "") });
}

function faultReport(file: ConfigFile, { path, atKey, reason }: Fault): Diagnostic {
  const pointer = joinPointer(root, ...path);
  return report(file, { key: path.length === 0 ? "the configuration" : path.join("."), reason, position: place(file, offsetOf(file, path, atKey)), pointer });
}

/** Something of a parsed document that knows where it stands. */
function startOf(node: unknown): number | null {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return null;
  const [start]: readonly unknown[] = node.range;
  return typeof start === "number" ? start : null;
}

/** Where a key or a value begins in the text. */
function offsetOf({ document }: ConfigFile, path: readonly (string | number)[], atKey: boolean): number {
  let node: unknown = document.contents;
  let start = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const items: readonly unknown[] = typeof node === "object" && node !== null && "items" in node && Array.isArray(node.items) ? node.items : [];
    const found = typeof part === "number" ? items[part] : items.find((item) => keyOf(item) === part);
    const isPair = typeof found === "object" && found !== null && "key" in found && "value" in found;
    const isLast = index === path.length - 1;
    start = (isPair && (isLast ? atKey : false) ? startOf(found.key) : startOf(isPair ? found.value : found)) ?? (isPair ? startOf(found.key) : null) ?? start;
    node = isPair ? found.value : found;
  }
  return start;
}

function keyOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null || !("key" in item)) return null;
  const { key } = item;
  return typeof key === "object" && key !== null && "value" in key ? String(key.value) : null;
}

/** A configuration after it was checked against its schema. */
export interface Settings {
  readonly name?: string | null;
  readonly layout?: Options["layout"];
  readonly http?: Options["http"];
  readonly python?: string;
  readonly models?: Options["models"];
  readonly surface?: Options["surface"];
  readonly twins?: Options["twins"];
  readonly "line-length"?: number;
  readonly profile?: string | null;
  readonly auth?: string | null;
  readonly "auth-type"?: Options["authType"];
  readonly facade?: Options["facade"];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly overlays?: readonly string[];
  readonly base?: boolean;
  readonly renames?: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, { readonly operations: readonly string[]; readonly positional?: readonly string[] }>>;
  readonly types?: Readonly<Record<string, string>>;
  readonly results?: Readonly<Record<string, { readonly unwrap?: string; readonly absent?: number; readonly otherwise?: string }>>;
  readonly pagination?: Readonly<Record<string, PageSettings | null>>;
  readonly streaming?: { readonly sentinel?: string | null };
  readonly client?: {
    readonly timeout?: number;
    readonly "max-retries"?: number;
    readonly backoff?: readonly [number, number];
    readonly "retry-methods"?: "idempotent" | "all";
    readonly "env-prefix"?: string | null;
  };
  readonly wire?: "rest" | "orpc-rpc";
  readonly "extra-files"?: readonly string[];
  readonly exports?: Readonly<Record<string, string>>;
  readonly signatures?: {
    readonly defaults?: Options["signatures"]["defaults"];
    readonly options?: boolean;
    readonly keywords?: Readonly<Record<string, string>>;
    readonly supplied?: Readonly<Record<string, string>>;
  };
}

/** How pages of one operation follow one another, as it is written. */
export interface PageSettings {
  readonly style: Pagination["style"];
  readonly page?: string;
  readonly offset?: string;
  readonly cursor?: string;
  readonly size?: string | null;
  readonly items: string;
  readonly next?: string;
  readonly "next-header"?: string;
  readonly total?: string | null;
  readonly more?: string | null;
}

/** The value has passed the schema that ships beside this file, which says exactly this type. */
function isSettings(value: unknown): value is Settings {
  return checkValue(value, schema satisfies ValueSchema).length === 0;
}

function readSettings(value: unknown): Settings {
  if (!isSettings(value)) throw new Error("internal: a checked configuration does not fit its schema");
  return value;
}

/** Settings as options, over others. */
export function optionsOf(settings: Settings, base: Options = defaultOptions): Partial<Options> {
  const { client = {}, streaming = {} } = settings;
  const given = <K extends keyof Options>(key: K, value: Options[K] | undefined): Partial<Options> => (value === undefined ? {} : { [key]: value });
  const defaults = base.client;
  return {
    ...given("name", settings.name),
    ...given("layout", settings.layout),
    ...given("http", settings.http),
    ...given("python", settings.python),
    ...given("models", settings.models),
    ...given("surface", settings.surface),
    ...(settings.surface === "functions" && settings.layout === undefined ? { layout: "module" as const } : {}),
    ...given("twins", settings.twins),
    ...given("auth", settings.auth),
    ...given("authType", settings["auth-type"]),
    ...given("lineLength", settings["line-length"]),
    ...given("include", settings.include),
    ...given("exclude", settings.exclude),
    ...given("renames", settings.renames),
    ...given("types", settings.types),
    ...given("exports", settings.exports),
    ...given("wire", settings.wire),
    ...given("facade", settings.facade),
    resources: Object.fromEntries(Object.entries(settings.resources ?? {}).map(([key, one]) => [key, { operations: one.operations, positional: one.positional ?? [] }])),
    pagination: Object.fromEntries(Object.entries(settings.pagination ?? {}).map(([key, one]) => [key, one === null ? null : paginationOf(one)])),
    results: Object.fromEntries(Object.entries(settings.results ?? {}).map(([key, { unwrap = null, absent = null, otherwise = null }]) => [key, { unwrap, absent, otherwise }])),
    signatures: { ...base.signatures, ...settings.signatures },
    streaming: { sentinel: streaming.sentinel === undefined ? base.streaming.sentinel : streaming.sentinel },
    client: {
      timeout: client.timeout ?? defaults.timeout,
      maxRetries: client["max-retries"] ?? defaults.maxRetries,
      backoff: client.backoff ?? defaults.backoff,
      retryMethods: client["retry-methods"] ?? defaults.retryMethods,
      envPrefix: client["env-prefix"] ?? defaults.envPrefix,
    },
  };
}

function paginationOf(page: PageSettings): Pagination {
  const { style, items, size = null, total = null, more = null } = page;
  const need = (key: "page" | "offset" | "cursor"): string => page[key] ?? "";
  const header = page["next-header"];
  const way = header === undefined ? { next: page.next ?? "" } : { nextHeader: header };
  switch (style) {
    case "page":
    case "offset":
      return { style, parameter: need(style), size, items, total, more };
    case "cursor":
      return { style, parameter: need("cursor"), items, ...way, more };
    case "link":
      return { style, items };
    case "url":
      return { style, items, ...way };
    default:
      return style satisfies never;
  }
}
