import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { WriteInProgress } from "../../6-emit/journal.ts";
import { formatManifest } from "../../6-emit/manifest-text.ts";
import { caseless } from "../../6-emit/output-file.ts";
import { makeFolder } from "../../6-emit/tree.ts";
import { drift, type OutputPlace, writeOutput } from "../../6-emit/write.ts";
import { type Diagnostic, diagnostic } from "../../diagnostics/reporter.ts";
import { CliError, exitCodes } from "../cli-error.ts";
import { exitCodeOfErrors } from "../exit-code-of-errors.ts";
import type { Compiled, Job } from "./compile-document.ts";
import { nameChanges } from "./name-changes.ts";
import type { Outcome } from "./report.ts";
import { systemReason } from "../system-reason.ts";
import { isUrl } from "../spec-input.ts";
import type { Io, Terminal } from "../terminal.ts";

/** What writing works with. */
export interface WriteCall {
  readonly io: Io;
  readonly terminal: Terminal;
  /** The documents of this call by the place they were written to. */
  readonly taken: Map<string, string>;
}

/** Writes what a compile made, or compares it where `--check` asks for that, and tells what stands against it. Throws `CliError` where it cannot be written. */
export async function writeDocument(compiled: Compiled, call: WriteCall): Promise<Outcome> {
  const { job, files, manifest, previous, place, diagnostics, inputs } = compiled;
  const { spec, flags, configuration } = job;
  const { io, terminal } = call;
  const base = { kind: "done", spec, manifest, place, diagnostics, inputs, drifted: null, report: null, names: nameChanges(previous, manifest), checks: null } as const;
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (errors.length > 0) return { ...base, exitCode: exitCodeOfErrors(errors) };
  if (flags.strict && diagnostics.some((one) => one.severity === "warning")) {
    if (!flags.quiet) terminal.error("--strict: the warnings above count as errors; nothing was written");
    return { ...base, exitCode: exitCodes.fault };
  }
  if (flags.watch && isHalfWritten(compiled)) {
    if (!flags.quiet) terminal.say("the output stays as it is until that file can be read again");
    return { ...base, exitCode: exitCodes.fault };
  }
  refusePlace(place, job, call);
  const record = { ...place, manifestPath: flags.manifest === null ? place.manifestPath : null, basePath: configuration.keepsBase && flags.manifest !== false ? place.basePath : null };
  const parts = { place: record, files, manifest, previous, onEdited: flags.onEdited };
  if (flags.check) {
    const drifted = guarded(() => drift(parts), parts, io.cwd);
    if (!flags.json) tellFiles(drifted.map((path) => diagnostic("output-differs", { document: path, pointer: "#" }, { path })), place, call);
    return drifted.length > 0 ? { ...base, drifted, exitCode: exitCodes.fault } : verified({ ...base, drifted, exitCode: exitCodes.done }, compiled, call);
  }
  const report = guarded(() => writeOutput(parts), parts, io.cwd);
  if (report.refused.length > 0) {
    if (!flags.json) {
      tellFiles(report.refused, place, call);
      terminal.error("nothing was written; --force overwrites these files, --keep leaves them as they are, --merge brings both together");
    }
    return { ...base, report, exitCode: exitCodes.call };
  }
  if (!flags.json) tellFiles(report.warnings, place, call);
  if (typeof flags.manifest === "string" && flags.manifest !== "-") writeElsewhere(resolve(io.cwd, flags.manifest), formatManifest(manifest));
  return verified({ ...base, report, exitCode: report.warnings.length > 0 ? exitCodes.fault : exitCodes.done }, compiled, call);
}

/** How many files of one output are named one by one. */
const mostFiles = 10;

/** Tells something of files of an output, which are named from the current folder. */
function tellFiles(told: readonly Diagnostic[], { root }: OutputPlace, { io, terminal }: WriteCall): void {
  for (const one of told.slice(0, mostFiles)) terminal.diagnostic({ ...one, origin: { ...one.origin, document: join(relative(io.cwd, root), one.origin.document) } });
  if (told.length > mostFiles) terminal.say(`and ${told.length - mostFiles} more files; --json lists them all`);
}

/** Whether a file that could be read for the output on disk cannot be read now: somebody is at work on it. */
function isHalfWritten({ diagnostics, previous }: Compiled): boolean {
  const before = previous?.diagnostics ?? [];
  return previous !== null && diagnostics.some((one) => one.code === "reference-not-readable" && !before.some((other) => other.code === one.code && other.pointer === one.pointer));
}

/** Adds what `--verify` finds in the output. */
async function verified(outcome: Outcome, { job, options }: Compiled, { io, terminal }: WriteCall): Promise<Outcome> {
  if (!job.flags.verify) return outcome;
  const { isFaulty, verifyPath } = await import("../run-verify.ts");
  const { manifest, place, report } = outcome;
  terminal.progress(`${job.spec}: verify`);
  const path = manifest.layout === "module" ? join(place.root, `${manifest.package}.py`) : place.root;
  const allowedEdits = new Set([...(report?.kept ?? []), ...(report?.merged ?? [])]);
  const checks = await verifyPath({ path, python: null, targetPython: options.python, lineLength: options.lineLength, types: true, allowedEdits }, io);
  terminal.progress(null);
  return { ...outcome, checks, exitCode: isFaulty(checks) ? exitCodes.fault : outcome.exitCode };
}

/** Does something with the disk; what the system says against it is told in words. */
function guarded<T>(work: () => T, { place }: { readonly place: OutputPlace }, cwd: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("internal:")) throw error;
    const path = relative(cwd, place.root) || ".";
    if (error instanceof WriteInProgress) throw new CliError(`${error.message}; wait until it is done`);
    throw new CliError(`${path} cannot be written: ${systemReason(error)}; nothing has changed`, { diagnostics: [diagnostic("output-not-writable", { document: path, pointer: "#" }, { path, reason: `${systemReason(error)}; nothing has changed` })] });
  }
}

/** A manifest outside the output: whole or not at all. */
function writeElsewhere(path: string, text: string): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  } catch (error) {
    if (existsSync(`${path}.part`)) rmSync(`${path}.part`);
    throw new CliError(`the manifest ${path} cannot be written: ${systemReason(error)}`);
  }
}

/** One key for all the ways in which file systems see a place as the same. */
export function placeKey(place: OutputPlace): string {
  return caseless(join(place.root, place.stagingPath));
}

/** Refuses to write two documents into one place, or a project over its own document. */
function refusePlace(place: OutputPlace, { spec }: Job, { io, taken }: WriteCall): void {
  const key = placeKey(place);
  const other = taken.get(key);
  if (other !== undefined) throw new CliError(`${other} and ${spec} would both be written as ${relative(io.cwd, place.root)}; compile them one by one with --name`);
  taken.set(key, spec);
  if (spec !== "-" && !isUrl(spec) && place.manifestPath === ".pysdk/manifest.json" && dirname(resolve(io.cwd, spec)) === place.root) {
    throw new CliError(`the project would be written into ${relative(io.cwd, place.root)}, the folder of the document itself; choose another with -o or --name`);
  }
}
