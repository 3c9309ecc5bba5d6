import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { CompileOptions } from "../../compile.ts";
import { makeFolder } from "../../6-emit/tree.ts";
import { LoadError } from "../../1-load/load-error.ts";
import { formatDiagnostic, type Sources } from "../../diagnostics/frame.ts";
import type { Diagnostic } from "../../diagnostics/reporter.ts";
import { CliError, exitCodes, reasonOf } from "../cli-error.ts";
import type { Surroundings } from "../command.ts";
import type { InitFlags } from "../commands/init-command.ts";
import { inputOf, isUrl, placeInput } from "../spec-input.ts";
import type { Draft } from "./draft.ts";
import { draftText } from "./draft-text.ts";
import type { StainlessCall, StainlessDraft } from "./stainless/stainless-draft.ts";
import { inferDraft } from "./infer-draft.ts";

/** Writes a configuration for a document. Returns the exit code. */
export async function runInit(flags: InitFlags, { io, terminal, loadCompiler }: Surroundings): Promise<number> {
  const path = flags.output === "-" ? null : resolve(io.cwd, flags.output);
  if (path?.endsWith(".json") === true) throw new CliError("init writes YAML, which has comments; choose a name that ends in .yaml");
  if (path !== null && !flags.force && existsSync(path)) throw new CliError(`${flags.output} exists; --force overwrites it, -o chooses another file`);
  const input = await inputOf(flags.spec, io);
  const { compile } = await loadCompiler();
  const common: CompileOptions = { headers: flags.headers, allowExternal: flags.allowExternal, overlays: flags.overlays.map((one) => placeInput(one, io.cwd)), signal: io.signal };
  const compilation = await compile(input, common);
  for (const one of compilation.diagnostics) if (one.severity === "error") terminal.diagnostic(one, compilation.sources);
  const imported = flags.from === null ? null : await imports(flags.from, { io, natural: compilation, compileWith: (options) => compile(input, { ...common, ...options }) });
  if (imported !== null && !flags.quiet) for (const one of imported.diagnostics) terminal.say(lineOf(one, imported.sources));
  const draft = withOverlays(imported?.draft ?? inferDraft(compilation), { flags, folder: path === null ? io.cwd : dirname(path), cwd: io.cwd });
  const text = draftText(draft);
  if (path === null) io.stdout(text);
  else {
    write(path, text);
    if (!flags.quiet) io.stdout(`${relative(io.cwd, path)}  ${summary(draft)}\n`);
  }
  return exitCodes.done;
}

async function imports(from: string, { io, ...call }: Pick<StainlessCall, "natural" | "compileWith"> & Pick<Surroundings, "io">): Promise<StainlessDraft> {
  const { stainlessDraft } = await import("./stainless/stainless-draft.ts");
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(resolve(io.cwd, from));
  } catch (error) {
    throw new CliError(`${from} cannot be read: ${reasonOf(error)}`);
  }
  try {
    return await stainlessDraft({ name: from, bytes, ...call });
  } catch (error) {
    if (error instanceof LoadError) throw new CliError(`${from} cannot be read`, { diagnostics: error.diagnostics, sources: error.sources });
    throw error;
  }
}

/** A note in one line: there are many of them, and the file lists them again. */
function lineOf(one: Diagnostic, sources: Sources): string {
  return formatDiagnostic(one, sources).split("\n")[0] ?? "";
}

/** Overlays that were given belong to what was inferred; their paths start at the file. */
function withOverlays(draft: Draft, { flags, folder, cwd }: { readonly flags: InitFlags; readonly folder: string; readonly cwd: string }): Draft {
  if (flags.overlays.length === 0) return draft;
  const overlays = flags.overlays.map((one) => (isUrl(one) ? one : relative(folder, resolve(cwd, one)).replaceAll("\\", "/")));
  return { ...draft, settings: { ...draft.settings, overlays } };
}

function write(path: string, text: string): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, text);
  } catch (error) {
    throw new CliError(`the configuration cannot be written: ${reasonOf(error)}`);
  }
}

function summary({ settings: { resources = {}, pagination = {}, renames = {} } }: Draft): string {
  const operations = Object.values(resources).reduce((sum, one) => sum + one.operations.length, 0);
  const counts = [[Object.keys(resources).length, "resource"], [operations, "operation"], [Object.values(pagination).filter((page) => page !== null).length, "paged operation"], [Object.keys(renames).length, "rename"]] as const;
  return counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`])).join(", ");
}
