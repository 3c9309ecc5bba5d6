import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Input } from "../../1-load/index.ts";
import type { WrittenSettings } from "../../compile.ts";
import { defaultOptions, type Options } from "../../options.ts";
import { CliError } from "../cli-error.ts";
import { placeInput } from "../spec-input.ts";
import { systemReason } from "../system-reason.ts";
import schema from "../pysdk.schema.json" with { type: "json" };
import { checkSettings } from "./check-settings.ts";
import { checkValue } from "./check-value.ts";
import { type ConfigurationFile, refuseFaults, refuseSyntax } from "./configuration-file.ts";
import { readExtraFiles } from "./extra-files.ts";
import { optionsOf } from "./options-of-settings.ts";
import { profileOf } from "./profiles.ts";
import { readSettings, type Settings } from "./settings.ts";

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
    throw new CliError(`the configuration ${shown} cannot be read: ${systemReason(error)}`);
  }
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const file: ConfigurationFile = { shown, text, document, lines };
  refuseSyntax(file);
  const value: unknown = text.trim() === "" ? {} : (document.toJS() ?? {});
  refuseFaults(file, checkValue(value, schema));
  const settings = readSettings(value);
  refuseFaults(file, checkSettings(settings));
  const made = overProfile(settings, profile);
  const extra = readExtraFiles(settings["extra-files"] ?? [], dirname(path));
  refuseFaults(file, extra.faults);
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
