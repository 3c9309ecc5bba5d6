import type { Input } from "../../1-load/index.ts";
import { formatManifest } from "../../6-emit/manifest-text.ts";
import type { Compilation, CompileOptions } from "../../compile.ts";
import { CliError, exitCodes } from "../cli-error.ts";
import type { Surroundings } from "../command.ts";
import type { CompileFlags } from "../commands/compile-command.ts";
import { type Compiled, compileDocument, type Dumped, type Job, prepareJob } from "./compile-document.ts";
import { recoverAll, type Target, targetOf } from "../place.ts";
import { type Failed, type Outcome, reportJson, reportText } from "./report.ts";
import { type Failure, tellFailure } from "../tell-failure.ts";
import { writeDocument } from "./write-document.ts";

/** The compiler, loaded only when something is compiled; tests bring their own. */
export type LoadCompiler = () => Promise<{ readonly compile: (input: Input, options: CompileOptions) => Promise<Compilation> }>;

/** What a compile of the command line works with. */
export interface CompileCall extends Surroundings {
  /** What the command line says. */
  readonly flags: CompileFlags;
}

/** Compiles every document of a call. Returns the exit code. */
export async function runCompile(given: CompileCall): Promise<number> {
  const call = given.flags.specs.length > 0 ? given : await withSpec(given);
  if (call.flags.watch) {
    const { runWatch } = await import("./run-watch.ts");
    return runWatch(call);
  }
  const jobs = await prepareJobs(call);
  const results = await runJobs(jobs, call);
  print(results, call);
  return Math.max(exitCodes.done, ...results.map((one) => one.exitCode));
}

/** A call of overlays alone is about what they extend. */
async function withSpec(call: CompileCall): Promise<CompileCall> {
  const { specOfOverlays } = await import("./overlay-spec.ts");
  return { ...call, flags: { ...call.flags, specs: [await specOfOverlays(call.flags, call.io)] } };
}

/** Restores what an earlier run left unfinished, refuses what does not go together, and finds the configuration of each document. */
export async function prepareJobs({ flags, io, terminal }: CompileCall): Promise<readonly Job[]> {
  const recovered = new Set<string>();
  const recoverOnce = (target: Target): void => {
    if (recovered.has(target.parent)) return;
    recovered.add(target.parent);
    for (const message of recoverAll(target)) if (!flags.quiet) terminal.say(message);
  };
  const target = targetOf(flags.output, io.cwd);
  recoverOnce(target);
  const several = flags.specs.length > 1;
  if (several && (flags.name !== null || target.moduleName !== null)) throw new CliError("--name and -o NAME.py take one document; several get their names from their titles");
  if (several && flags.output === null) throw new CliError("several documents need -o DIR");
  if (several && typeof flags.manifest === "string" && flags.manifest !== "-") throw new CliError("--manifest PATH takes one document");
  const jobs: Job[] = [];
  for (const spec of flags.specs) jobs.push(await prepareJob(spec, flags, io));
  for (const job of jobs) recoverOnce(job.target);
  return jobs;
}

/**
 * Compiles and writes documents, in their order. One of several that cannot be compiled does not cost the others. `taken` are the places
 * of documents that are not among them.
 */
export async function runJobs(jobs: readonly Job[], call: CompileCall, taken = new Map<string, string>()): Promise<readonly (Outcome | Failed)[]> {
  const { io, terminal } = call;
  const results: (Outcome | Failed)[] = [];
  const take = async (job: Job, work: () => Promise<Answer>): Promise<void> => {
    try {
      const answer = await work();
      if (answer.kind === "dumped") io.stdout(answer.text);
      else results.push(answer.kind === "failed" ? { ...answer, spec: job.spec } : await writeDocument(answer, { io, terminal, taken }));
    } catch (error) {
      const failure = tellFailure(error, terminal, job.flags);
      if (failure === null) throw error;
      results.push({ kind: "failed", spec: job.spec, ...failure });
    }
  };
  const threads = Math.min(jobs.length, call.flags.jobs ?? call.threads);
  if (threads < 2) {
    for (const job of jobs) await take(job, () => compileDocument(job, call));
    return results;
  }
  const { compileInThreads } = await import("./compile-in-threads.ts");
  // Only here is written: Ctrl-C waits for a write of this thread, and two documents of one name meet.
  for await (const { job, result, talk } of compileInThreads(jobs, { io, threads, color: call.terminal.isColored })) {
    terminal.tell(talk);
    await take(job, async () => result);
    if (!job.flags.quiet) terminal.progress(`${results.length} of ${jobs.length} documents`);
  }
  terminal.progress(null);
  return results;
}

/** What became of a document before anything is written. */
type Answer = Compiled | Dumped | ({ readonly kind: "failed" } & Failure);

/** Prints what became of documents, as JSON, as manifests, or for people. */
export function print(results: readonly (Outcome | Failed)[], { flags, io }: CompileCall, text: (outcome: Outcome, cwd: string) => string = reportText): void {
  const done = results.filter((one) => one.kind === "done");
  const [first] = results;
  if (first === undefined) return;
  if (flags.json) io.stdout(`${JSON.stringify(flags.specs.length === 1 ? reportJson(first) : results.map(reportJson), null, 2)}\n`);
  else if (flags.manifest === "-") for (const outcome of done) io.stdout(formatManifest(outcome.manifest));
  else if (!flags.quiet) for (const outcome of done) io.stdout(text(outcome, io.cwd));
}
