import { randomUUID } from "node:crypto";
import { join, relative } from "node:path";
import { parseCompileFlags } from "../cli/options/arguments.ts";
import { CliError } from "../cli/cli-error.ts";
import { type Compiled, compileDocument } from "../cli/compile/compile-document.ts";
import { type LoadCompiler, prepareJobs } from "../cli/compile/run-compile.ts";
import { createTerminal, type Io } from "../cli/terminal.ts";
import { writeDocument } from "../cli/compile/write-document.ts";
import { version } from "../6-emit/version.ts";
import type { Compilation } from "../compile.ts";
import { argumentsOf, commandOf } from "./arguments-of.ts";
import { fileLines, fileView } from "./file-lines.ts";
import { foundOf } from "./found.ts";
import { writeMessages } from "./messages.ts";
import { packed } from "./packed.ts";
import type { Found, Requests } from "./protocol.ts";

/** What a session works with. */
export interface SessionParts {
  /** Where the command line runs; nothing is printed there. */
  readonly io: Io;
  /** Brings the compiler. */
  readonly loadCompiler: LoadCompiler;
  /** The document that the page starts with; empty for none. */
  readonly place: string;
}

/** Does what each request asks for. Throws what the command line throws. */
export type Session = { readonly [Name in keyof Requests]: (sent: Requests[Name]["sent"]) => Promise<Requests[Name]["answer"]> };

type Compile = Awaited<ReturnType<LoadCompiler>>["compile"];

/** How many outputs are kept for the pages that made them. */
const mostKept = 4;

/** Starts a session: everything it does, the command line does for it. */
export function createSession({ io, loadCompiler, place }: SessionParts): Session {
  const kept = new Map<string, Compiled>();
  const keep = (compiled: Compiled): string => {
    const id = randomUUID();
    kept.set(id, compiled);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return id;
  };
  const keptAs = (id: string): Compiled => {
    const compiled = kept.get(id);
    if (compiled === undefined) throw new CliError("the studio does not have this output any more; generate it again");
    return compiled;
  };
  return {
    about: async () => ({ version, folder: io.cwd, place }),
    read: async (sent) => {
      const { outline } = await import("../compile.ts");
      return (await attempt(sent, io, async (input, options) => ({ ...(await outline(input, options)), files: [] }))).found;
    },
    generate: async (sent) => {
      const { compiled, found } = await attempt(sent, io, (await loadCompiler()).compile);
      const { manifest: { layout, package: name }, place: { root } } = compiled;
      const target = layout === "module" ? relative(io.cwd, join(root, `${name}.py`)) : `${relative(io.cwd, root) || "."}/`;
      const isUsable = compiled.diagnostics.every((one) => one.severity !== "error");
      return { id: keep(compiled), found, command: commandOf(sent.document, sent.choices), target, layout, isUsable, files: fileLines(compiled) };
    },
    file: async ({ id, path }) => {
      const view = fileView(keptAs(id), path);
      if (view === null) throw new CliError("there is no such file any more; generate again");
      return view;
    },
    save: async ({ id, onEdited }) => {
      const compiled = keptAs(id);
      const { job } = compiled;
      const outcome = await writeDocument({ ...compiled, job: { ...job, flags: { ...job.flags, onEdited } } }, { io, terminal: silent(io), taken: new Map() });
      if (outcome.report === null) throw new CliError("the document has errors; nothing was written");
      const { refused, warnings, ...report } = outcome.report;
      const after = refused.length > 0 ? compiled : { ...compiled, previous: compiled.manifest };
      kept.set(id, after);
      return { report, refused: writeMessages(refused), warnings: writeMessages(warnings), files: fileLines(after) };
    },
    download: async ({ id }) => packed(keptAs(id)),
  };
}

/** What is told goes to the page as data. */
function silent(io: Io): ReturnType<typeof createTerminal> {
  return createTerminal({ ...io, stderr: () => undefined, isTerminal: false }, "never");
}

/** Compiles as the command line does with these choices, without printing or writing. */
async function attempt({ document, choices }: Requests["generate"]["sent"], io: Io, compile: Compile): Promise<{ readonly compiled: Compiled; readonly found: Found }> {
  if (document.kind === "place" && document.place === "") throw new CliError("name a file or a URL, or paste a document");
  if (document.kind === "text" && document.text.trim() === "") throw new CliError("the document is empty; paste one, or choose a file");
  const own: Io = { ...io, stdin: async () => Buffer.from(document.kind === "text" ? document.text : "") };
  const seen: Compilation[] = [];
  const watched: Compile = async (input, options) => {
    const compilation = await compile(input, options);
    seen.push(compilation);
    return compilation;
  };
  const flags = { ...parseCompileFlags(argumentsOf(document, choices)), json: true, quiet: true };
  const surroundings = { io: own, terminal: silent(io), loadCompiler: async () => ({ compile: watched }), threads: 1 };
  const [job] = await prepareJobs({ ...surroundings, flags });
  const compiled = job === undefined ? null : await compileDocument(job, surroundings);
  const [compilation] = seen;
  if (compiled?.kind !== "compiled" || compilation === undefined) throw new Error("internal: a compile without a result");
  return { compiled, found: foundOf(compilation) };
}
