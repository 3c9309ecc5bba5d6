import { fileURLToPath } from "node:url";
import { join, resolve } from "node:path";
import type { Input } from "../../1-load/index.ts";
import { packageNames } from "../../4-passes/names/package-names.ts";
import type { Manifest } from "../../6-emit/manifest.ts";
import type { OutputFile } from "../../6-emit/output-file.ts";
import type { OutputPlace } from "../../6-emit/write.ts";
import type { Compilation, CompileOptions, WrittenSettings } from "../../compile.ts";
import type { Sources } from "../../diagnostics/frame.ts";
import { type DiagnosticJson, diagnosticsToJson } from "../../diagnostics/json.ts";
import type { Info } from "../../ir/api.ts";
import { defaultOptions, type Options } from "../../options.ts";
import { CliError } from "../cli-error.ts";
import type { Surroundings } from "../command.ts";
import type { CompileFlags } from "../commands/compile-command.ts";
import { chooseOptions, chooseOverlays, findSettings, type Settings } from "./compile-options.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { dumpValue, StageReached } from "./dump.ts";
import { placeOf, readPrevious } from "../place.ts";
import type { LoadCompiler } from "./run-compile.ts";
import { inputOf } from "../spec-input.ts";
import { tellDiagnostics } from "../tell-diagnostics.ts";
import type { Io } from "../terminal.ts";

/** One document of a call, with everything that is known before it is read. Plain data: it travels to other threads. */
export interface Job extends Settings {
  /** As it was given. */
  readonly spec: string;
  /** What the command line says. */
  readonly flags: CompileFlags;
}

/** What a compile gave, before anything is written. Plain data: it travels between threads. */
export interface Compiled {
  readonly kind: "compiled";
  /** The job that it came of. */
  readonly job: Job;
  /** The generated files. */
  readonly files: readonly OutputFile[];
  /** The record. */
  readonly manifest: Manifest;
  /** The record of the compile before. */
  readonly previous: Manifest | null;
  /** Where the output belongs. */
  readonly place: OutputPlace;
  /** What holds for checking the output. */
  readonly options: Pick<Options, "python" | "lineLength">;
  /** What was reported, with places. */
  readonly diagnostics: readonly DiagnosticJson[];
  /** The files on disk that were read. */
  readonly inputs: readonly string[];
}

/** What `--dump` asked for. */
export interface Dumped {
  readonly kind: "dumped";
  /** The IR as JSON. */
  readonly text: string;
}

/** Finds the configuration and the target of a document. */
export async function prepareJob(spec: string, flags: CompileFlags, { cwd }: Pick<Io, "cwd">): Promise<Job> {
  return { spec, flags, ...(await findSettings(spec, flags, { cwd })) };
}

/** Compiles one document in memory and tells what there is to tell. Throws `LoadError` and `CliError`. */
export async function compileDocument(job: Job, { io, terminal, loadCompiler }: Pick<Surroundings, "io" | "terminal" | "loadCompiler">): Promise<Compiled | Dumped> {
  const { spec, flags, configuration, target } = job;
  const options = chooseOptions(configuration.options, flags, target);
  const input = await inputOf(spec, io);
  const { compile } = await loadCompiler();
  const overlays = chooseOverlays(configuration, flags, io);
  const attempt = compileKnowing({ job, io, options: { ...options, overlays, configuration: writtenSettings(job) }, input, compile });
  if (flags.dump !== null) return { kind: "dumped", text: await dumpStage(flags.dump, attempt) };
  const { compilation, place, previous } = await attempt.run({ onProgress: ({ stage, number, of }) => terminal.progress(flags.quiet ? null : `${spec}: ${stage} (${number} of ${of})`) });
  terminal.progress(null);
  const { diagnostics, sources, manifest, files } = compilation;
  if (!flags.json) {
    tellDiagnostics(terminal, diagnostics, { sources, quiet: flags.quiet });
    const notes = diagnostics.filter((one) => one.severity === "note").length;
    if (notes > 0 && !flags.quiet) terminal.say(`${notes} ${notes === 1 ? "note is" : "notes are"} in the manifest, and shown by --json.`);
  }
  return { kind: "compiled", job, files, manifest, previous, place, options: { python: options.python ?? defaultOptions.python, lineLength: options.lineLength ?? defaultOptions.lineLength }, diagnostics: diagnosticsToJson(diagnostics, sources), inputs: filesOf(sources, configuration) };
}

/** The paths of what was read from the disk. */
export function filesOf(sources: Sources | undefined, configuration: Configuration): readonly string[] {
  const paths = [...(sources?.files.values() ?? []), ...(sources?.overlays?.values() ?? [])].flatMap(({ uri }) => (uri?.startsWith("file:") === true ? [fileURLToPath(uri)] : []));
  return [...paths, ...configuration.inputs];
}

/** The text of the settings, without those that the command line has its own word on. */
function writtenSettings({ configuration: { written }, flags }: Job): WrittenSettings | null {
  const overridden = (["include", "exclude"] as const).filter((key) => flags[key].length > 0);
  return written === null ? null : { ...written, overridden };
}

interface Attempt {
  readonly run: (watch: Pick<CompileOptions, "onStage" | "onProgress">) => Promise<{ readonly compilation: Compilation; readonly place: OutputPlace; readonly previous: Manifest | null }>;
}

interface AttemptParts {
  readonly job: Job;
  readonly io: Io;
  readonly options: CompileOptions;
  readonly input: Input;
  readonly compile: Awaited<ReturnType<LoadCompiler>>["compile"];
}

/** The names lock of an output is found by its name, which may come from the document: it is looked for once the title is known. */
function compileKnowing({ job, io, options, input, compile }: AttemptParts): Attempt {
  const { flags, target } = job;
  const whole = { ...defaultOptions, ...options };
  const at = (name: string): { readonly place: OutputPlace; readonly previous: Manifest | null } => {
    const place = placeOf(target, whole.layout, name);
    const path = typeof flags.manifest === "string" && flags.manifest !== "-" ? resolve(io.cwd, flags.manifest) : join(place.root, place.manifestPath ?? "");
    return { place, previous: flags.manifest === false ? null : readPrevious(path, { force: flags.onEdited === "force", cwd: io.cwd }) };
  };
  const common: CompileOptions = { ...options, headers: flags.headers, allowExternal: flags.allowExternal, validate: flags.strict ? "always" : "in-doubt", signal: io.signal };
  return {
    async run(watch) {
      let found: ReturnType<typeof at> | null = null;
      const previous = (info: Info): Manifest | null => {
        found = at(whole.name ?? packageNames(info, whole).module);
        return found.previous;
      };
      const compilation = await compile(input, { ...common, ...watch, previous });
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
    await attempt.run({
      onStage: (name, value) => {
        seen.add(name);
        if (name !== stage) return;
        dumped = dumpValue(value);
        throw reached;
      },
    });
  } catch (error) {
    if (error !== reached) throw error;
  }
  if (dumped === null) throw new CliError(`there is no stage or pass ${JSON.stringify(stage)}; there are ${[...seen].join(", ")}`);
  return dumped;
}
