import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Input } from "../1-load/index.ts";
import { LoadError } from "../1-load/load-error.ts";
import { packageNames } from "../4-passes/names/package-names.ts";
import { formatManifest } from "../6-emit/manifest-text.ts";
import type { Manifest } from "../6-emit/manifest.ts";
import { drift, type OutputPlace, writeOutput, type WriteReport } from "../6-emit/write.ts";
import type { Compilation, CompileOptions } from "../compile.ts";
import { diagnostic } from "../diagnostics/reporter.ts";
import type { Info } from "../ir/api.ts";
import { defaultOptions, type Options } from "../options.ts";
import type { CompileFlags } from "./commands/compile-command.ts";
import { CliError, exitCodes, reasonOf } from "./cli-error.ts";
import type { Surroundings } from "./command.ts";
import { findConfiguration, readConfiguration } from "./configuration.ts";
import { dumpValue, StageReached } from "./dump.ts";
import { placeOf, readPrevious, recoverAll, type Target, targetOf } from "./place.ts";
import { type Outcome, reportJson, reportText } from "./report.ts";
import { inputOf, isUrl } from "./spec-input.ts";

/** The compiler, loaded only when something is compiled; tests bring their own. */
export type LoadCompiler = () => Promise<{ readonly compile: (input: Input, options: CompileOptions) => Promise<Compilation> }>;

/** What a compile of the command line works with. */
export interface CompileCall extends Surroundings {
  /** What the command line says. */
  readonly flags: CompileFlags;
}

/** Compiles every document of a call. Returns the exit code. */
export async function runCompile(call: CompileCall): Promise<number> {
  const { flags, io, terminal } = call;
  const target = targetOf(flags.output, io.cwd);
  for (const message of recoverAll(target)) if (!flags.quiet) terminal.say(message);
  if (flags.specs.length > 1 && (flags.name !== null || target.moduleName !== null)) throw new CliError("--name and -o NAME.py take one document; several get their names from their titles");
  if (flags.specs.length > 1 && flags.output === null) throw new CliError("several documents need -o DIR");
  if (flags.specs.length > 1 && typeof flags.manifest === "string" && flags.manifest !== "-") throw new CliError("--manifest PATH takes one document");
  const outcomes: Outcome[] = [];
  const taken = new Map<string, string>();
  let unread = false;
  for (const spec of flags.specs) {
    try {
      const outcome = await compileOne(spec, { ...call, target, taken });
      if (outcome !== null) outcomes.push(outcome);
    } catch (error) {
      // One of several documents that cannot be read does not cost the others.
      if (!(error instanceof LoadError) || flags.specs.length === 1) throw error;
      for (const one of error.diagnostics) terminal.diagnostic(one, error.sources);
      unread = true;
    }
  }
  if (outcomes.length === 0) return unread ? exitCodes.document : exitCodes.done;
  if (flags.json) io.stdout(`${JSON.stringify(flags.specs.length === 1 ? reportJson(outcomes[0]) : outcomes.map(reportJson), null, 2)}\n`);
  else if (flags.manifest === "-") for (const outcome of outcomes) io.stdout(formatManifest(outcome.manifest));
  else if (!flags.quiet) for (const outcome of outcomes) io.stdout(reportText(outcome, io.cwd));
  return Math.max(unread ? exitCodes.document : exitCodes.done, ...outcomes.map((outcome) => outcome.exitCode));
}

interface OneCall extends CompileCall {
  readonly target: Target;
  /** Roots that this call has written to already, by document. */
  readonly taken: Map<string, string>;
}

async function compileOne(spec: string, call: OneCall): Promise<Outcome | null> {
  const { flags, io, terminal } = call;
  const isFile = spec !== "-" && !isUrl(spec);
  const configuration = await readConfiguration(flags.config === null ? findConfiguration(isFile ? spec : null, io.cwd) : resolve(io.cwd, flags.config), { cwd: io.cwd, profile: flags.profile });
  // Only now is it known where a profile wants its outputs.
  const target = flags.output === null && configuration.folder !== null ? targetOf(configuration.folder, io.cwd) : call.target;
  if (target !== call.target) for (const message of recoverAll(target)) if (!flags.quiet) terminal.say(message);
  const options = mergeOptions(configuration.options, flags, target);
  refuseSurface({ ...defaultOptions, ...options });
  const input = await inputOf(spec, io);
  const { compile } = await call.loadCompiler();
  const attempt = compileKnowing({ call: { ...call, target }, options, input, compile });
  const dumped = flags.dump === null ? null : await dumpStage(flags.dump, attempt);
  if (dumped !== null) {
    io.stdout(dumped);
    return null;
  }
  const { compilation, place, previous } = await attempt.run();
  const { diagnostics, sources, manifest, files } = compilation;
  if (!flags.quiet || diagnostics.some((one) => one.severity === "error")) {
    for (const one of diagnostics) if (!flags.json && (one.severity === "error" || (!flags.quiet && one.severity === "warning"))) terminal.diagnostic(one, sources);
    const notes = diagnostics.filter((one) => one.severity === "note").length;
    if (notes > 0 && !flags.quiet && !flags.json) terminal.say(`${notes} ${notes === 1 ? "note is" : "notes are"} in the manifest, and shown by --json.`);
  }
  const base = { spec, compilation, manifest, place, drifted: null, report: null };
  if (diagnostics.some((one) => one.severity === "error")) return { ...base, exitCode: exitCodes.document };
  if (flags.strict && diagnostics.some((one) => one.severity === "warning")) {
    if (!flags.quiet) terminal.error("--strict: the warnings above count as errors; nothing was written");
    return { ...base, exitCode: exitCodes.fault };
  }
  refusePlace(place, { spec, isFile, call });
  const record = { ...place, manifestPath: flags.manifest === null ? place.manifestPath : null, basePath: configuration.keepsBase && flags.manifest !== false ? place.basePath : null };
  const parts = { place: record, files, manifest, previous, onEdited: flags.onEdited };
  if (flags.check) {
    const drifted = drift(parts);
    if (!flags.json) for (const path of drifted) terminal.diagnostic(diagnostic("output-differs", { document: join(relative(io.cwd, place.root), path), pointer: "#" }, { path }));
    return { ...base, drifted, exitCode: drifted.length > 0 ? exitCodes.fault : exitCodes.done };
  }
  const report = write(parts);
  if (report.refused.length > 0) {
    if (!flags.json) {
      for (const one of report.refused) terminal.diagnostic(one);
      terminal.error("nothing was written; --force overwrites these files, --keep leaves them as they are, --merge brings both together");
    }
    return { ...base, report, exitCode: exitCodes.call };
  }
  for (const one of report.warnings) if (!flags.json) terminal.diagnostic(one);
  if (typeof flags.manifest === "string" && flags.manifest !== "-") writeElsewhere(resolve(io.cwd, flags.manifest), formatManifest(manifest));
  return { ...base, report, exitCode: exitCodes.done };
}

function write(parts: Parameters<typeof writeOutput>[0]): WriteReport {
  try {
    return writeOutput(parts);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("internal:")) throw error;
    throw new CliError(`the output cannot be written into ${parts.place.root}: ${reasonOf(error)}; nothing has changed`);
  }
}

/** A manifest outside the output: whole or not at all. */
function writeElsewhere(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  } catch (error) {
    throw new CliError(`the manifest cannot be written: ${reasonOf(error)}`);
  }
}

function refusePlace(place: OutputPlace, { spec, isFile, call }: { readonly spec: string; readonly isFile: boolean; readonly call: OneCall }): void {
  const { io, taken } = call;
  const key = join(place.root, place.stagingPath);
  const other = taken.get(key);
  if (other !== undefined) throw new CliError(`${other} and ${spec} would both be written as ${relative(io.cwd, place.root)}; compile them one by one with --name`);
  taken.set(key, spec);
  if (isFile && place.manifestPath === ".pysdk/manifest.json" && dirname(resolve(io.cwd, spec)) === place.root) {
    throw new CliError(`the project would be written into ${relative(io.cwd, place.root)}, the folder of the document itself; choose another with -o or --name`);
  }
}

interface Attempt {
  readonly run: (onStage?: CompileOptions["onStage"]) => Promise<{ readonly compilation: Compilation; readonly place: OutputPlace; readonly previous: Manifest | null }>;
}

interface AttemptParts {
  readonly call: OneCall;
  readonly options: Partial<Options>;
  readonly input: Input;
  readonly compile: Awaited<ReturnType<LoadCompiler>>["compile"];
}

/** The names lock of an output is found by its name, which may come from the document: it is looked for once the title is known. */
function compileKnowing({ call, options, input, compile }: AttemptParts): Attempt {
  const { flags, io, target } = call;
  const whole = { ...defaultOptions, ...options };
  const at = (name: string): { readonly place: OutputPlace; readonly previous: Manifest | null } => {
    const place = placeOf(target, whole.layout, name);
    const path = typeof flags.manifest === "string" && flags.manifest !== "-" ? resolve(io.cwd, flags.manifest) : join(place.root, place.manifestPath ?? "");
    return { place, previous: flags.manifest === false ? null : readPrevious(path, { force: flags.onEdited === "force", cwd: io.cwd }) };
  };
  const common: CompileOptions = { ...options, headers: flags.headers, allowExternal: flags.allowExternal, validate: flags.strict ? "always" : "in-doubt", signal: io.signal };
  return {
    async run(onStage = () => undefined) {
      let found: ReturnType<typeof at> | null = null;
      const previous = (info: Info): Manifest | null => {
        found = at(whole.name ?? packageNames(info, whole).module);
        return found.previous;
      };
      const compilation = await compile(input, { ...common, previous, onStage });
      return { compilation, ...(found ?? at(compilation.api.names.module)) };
    },
  };
}

/** Runs a compile up to a stage and gives what is there. */
async function dumpStage(stage: string, attempt: Attempt): Promise<string> {
  const seen = new Set<string>();
  let dumped: string | null = null;
  const reached = new StageReached(stage);
  try {
    await attempt.run((name, value) => {
      seen.add(name);
      if (name !== stage) return;
      dumped = dumpValue(value);
      throw reached;
    });
  } catch (error) {
    if (error !== reached) throw error;
  }
  if (dumped === null) throw new CliError(`there is no stage or pass ${JSON.stringify(stage)}; there are ${[...seen].join(", ")}`);
  return dumped;
}

/** Refuses what does not go together. */
function refuseSurface(options: Options): void {
  if (options.surface === "functions" && options.layout === "package") throw new CliError("functions are for one module: the surface needs layout module, not package");
  if (options.auth !== null && options.surface === "clients") throw new CliError("a credential provider is for the surface functions; clients take their credentials as arguments");
  if (options.authType !== null && options.auth === null) throw new CliError("--auth-type says what a provider holds: it needs --auth or --profile");
}

function mergeOptions(configured: Partial<Options>, flags: CompileFlags, target: Target): Partial<Options> {
  const name = flags.name ?? target.moduleName;
  return {
    ...configured,
    ...(name === null ? {} : { name }),
    ...(flags.layout === null ? (target.moduleName === null ? {} : { layout: "module" as const }) : { layout: flags.layout }),
    ...(flags.http === null ? {} : { http: flags.http }),
    ...(flags.auth === null ? {} : { auth: flags.auth }),
    ...(flags.authType === null ? {} : { authType: flags.authType }),
    ...(flags.python === null ? {} : { python: flags.python }),
    ...(flags.lineLength === null ? {} : { lineLength: flags.lineLength }),
    ...(flags.include.length === 0 ? {} : { include: flags.include }),
    ...(flags.exclude.length === 0 ? {} : { exclude: flags.exclude }),
  };
}
