import { dirname, resolve } from "node:path";
import { CliError, exitCodes } from "../cli-error.ts";
import { changesText, type Outcome } from "./report.ts";
import { type CompileCall, prepareJobs, print, runJobs } from "./run-compile.ts";
import { isUrl } from "../spec-input.ts";
import { tellFailure } from "../tell-failure.ts";
import { watchFiles } from "./watch-files.ts";
import { placeKey } from "./write-document.ts";

/** Names under which a configuration may appear. */
const configurationNames = /[\\/]pysdk\.(?:ya?ml|json)$/;

/** Compiles, and again whenever a file that was read changes, until the call is ended. What is broken meanwhile is told and costs no output. */
export async function runWatch(call: CompileCall): Promise<number> {
  const { flags, io, terminal } = call;
  const specs = flags.specs.map((spec) => ({ spec, path: spec === "-" || isUrl(spec) ? null : resolve(io.cwd, spec) }));
  if (flags.check || flags.dump !== null) throw new CliError("--watch writes whenever something changes; --check and --dump are for one compile");
  if (specs.every(({ path }) => path === null)) throw new CliError("--watch needs a file that may change; standard input and URLs do not");
  const last = new Map<string, Outcome>();
  const given = flags.config === null ? null : resolve(io.cwd, flags.config);
  const isConfiguration = (path: string): boolean => path === given || (given === null && configurationNames.test(path) && [io.cwd, ...specs.map((one) => dirname(one.path ?? ""))].includes(dirname(path)));
  const isInput = ({ spec, path: own }: (typeof specs)[number], path: string): boolean => path === own || last.get(spec)?.inputs.includes(path) === true;
  const files = {
    paths: () => [...specs.map((one) => one.path), given ?? resolve(io.cwd, "pysdk.yaml"), ...[...last.values()].flatMap((one) => one.inputs)].filter((path) => path !== null),
    includes: (path: string) => isConfiguration(path) || specs.some((one) => isInput(one, path)),
  };
  let first = true;
  await watchFiles(files, {
    round: async (changed) => {
      const stale = first ? flags.specs : specs.filter((one) => [...changed].some((path) => isConfiguration(path) || isInput(one, path))).map((one) => one.spec);
      // A file that cannot be read for a moment is watched on.
      for (const one of await compileAgain(call, stale, last)) last.set(one.spec, { ...one, inputs: [...new Set([...one.inputs, ...(last.get(one.spec)?.inputs ?? [])])] });
      first = false;
    },
    ready: () => (flags.quiet ? undefined : terminal.say("watching for changes; Ctrl-C ends it")),
    signal: io.signal,
  });
  return exitCodes.done;
}

/** Compiles the documents that changed, and prints what that changed. Returns what could be compiled. */
async function compileAgain(call: CompileCall, specs: readonly string[], last: ReadonlyMap<string, Outcome>): Promise<readonly Outcome[]> {
  try {
    const jobs = (await prepareJobs(call)).filter((job) => specs.includes(job.spec));
    const others = [...last.values()].filter((one) => !specs.includes(one.spec));
    const results = await runJobs(jobs, call, new Map(others.map((one) => [placeKey(one.place), one.spec])));
    print(results, call, last.size === 0 ? undefined : changesText);
    return results.filter((one) => one.kind === "done");
  } catch (error) {
    // Also a configuration may be broken for a moment.
    if (tellFailure(error, call.terminal, { json: false }) === null) throw error;
    return [];
  }
}
