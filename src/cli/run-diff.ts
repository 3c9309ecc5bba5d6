import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { packageNames } from "../4-passes/names/package-names.ts";
import { ManifestError, parseManifest } from "../6-emit/manifest-text.ts";
import type { Manifest } from "../6-emit/manifest.ts";
import type { CompileOptions } from "../compile.ts";
import { type Difference, diffManifests, renderMarkdown, renderText } from "../diff/index.ts";
import type { Info } from "../ir/api.ts";
import { defaultOptions, type Options } from "../options.ts";
import { CliError, exitCodes, reasonOf } from "./cli-error.ts";
import type { Surroundings } from "./command.ts";
import type { DiffFlags } from "./commands/diff-command.ts";
import { exitCodeOfErrors } from "./exit-code-of-errors.ts";
import { chooseOptions, chooseOverlays, findSettings } from "./compile/compile-options.ts";
import { placeOf, type Target } from "./place.ts";
import { inputOf } from "./spec-input.ts";

/** What a comparison of the command line works with. */
interface DiffCall extends Surroundings {
  /** What the command line says. */
  readonly flags: DiffFlags;
}

/** Compares and prints; nothing is written. Returns the exit code. */
export async function runDiff(call: DiffCall): Promise<number> {
  const { flags, io } = call;
  const { configuration, target } = await findSettings(flags.spec, flags, io);
  const options = { ...chooseOptions(configuration.options, flags, target), overlays: chooseOverlays(configuration, flags, io) };
  const before = flags.old === null ? null : await manifestOf(flags.old, { call, options, previous: null });
  if (before !== null && isFailure(before)) return before.exitCode;
  let found: Manifest | null = before;
  // The names of before hold for the new document: what was only reordered keeps its name.
  const previous = (info: Info): Manifest => (found ??= compiledBefore(call, { target, options, info }));
  const after = await manifestOf(flags.spec, { call, options, previous });
  if (isFailure(after)) return after.exitCode;
  if (found === null) throw new Error("internal: the compile did not ask for the manifest of before");
  io.stdout(shown(diffManifests(found, after), flags.format));
  return exitCodes.done;
}

function shown(difference: Difference, format: DiffFlags["format"]): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(difference, null, 2)}\n`;
    case "markdown":
      return renderMarkdown(difference);
    case "text":
      return renderText(difference);
    default:
      return format satisfies never;
  }
}

/** A document that has been told to be wrong. */
interface Failure {
  readonly exitCode: number;
}

function isFailure(value: Manifest | Failure): value is Failure {
  return "exitCode" in value;
}

async function manifestOf(spec: string, { call, options, previous }: { readonly call: DiffCall; readonly options: CompileOptions; readonly previous: NonNullable<CompileOptions["previous"]> | null }): Promise<Manifest | Failure> {
  const { flags, io, terminal } = call;
  const { outline } = await import("../compile.ts");
  const { manifest, diagnostics, sources } = await outline(await inputOf(spec, io), { ...options, headers: flags.headers, allowExternal: flags.allowExternal, signal: io.signal, previous });
  const errors = diagnostics.filter((one) => one.severity === "error");
  for (const one of errors) terminal.diagnostic(one, sources);
  const warnings = diagnostics.filter((one) => one.severity === "warning").length;
  if (errors.length === 0 && warnings > 0) terminal.say(`${spec}: ${warnings} ${warnings === 1 ? "warning, which a compile shows" : "warnings, which a compile shows"}`);
  return errors.length > 0 ? { exitCode: exitCodeOfErrors(errors) } : manifest;
}

/** The manifest of what was compiled: where it was put, in the project's folder, or where a compile of the document would put it. */
function compiledBefore({ flags, io }: DiffCall, { target, options, info }: { readonly target: Target; readonly options: Partial<Options>; readonly info: Info }): Manifest {
  const whole = { ...defaultOptions, ...options };
  const place = placeOf(target, whole.layout, whole.name ?? packageNames(info, whole).module);
  const usual = join(place.root, place.manifestPath ?? "");
  const itself = join(target.parent, ".pysdk", "manifest.json");
  const path = flags.manifest === null ? (existsSync(usual) ? usual : existsSync(itself) ? itself : usual) : resolve(io.cwd, flags.manifest);
  const name = relative(io.cwd, path);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (existsSync(path)) throw new CliError(`the manifest ${name} cannot be read: ${reasonOf(error)}`);
    throw new CliError(`there is nothing to compare with: no manifest at ${name}; say where the output is with -o, where the manifest is with --manifest, or give two documents`);
  }
  try {
    return parseManifest(text);
  } catch (error) {
    throw new CliError(`the manifest ${name} cannot be used: ${error instanceof ManifestError ? error.message : reasonOf(error)}`);
  }
}
