import { availableParallelism } from "node:os";
import { exitCodes, reasonOf } from "./cli-error.ts";
import type { LoadCompiler } from "./compile/run-compile.ts";
import { tellFailure } from "./tell-failure.ts";
import { createTerminal, type Io } from "./terminal.ts";
import { version } from "../6-emit/version.ts";

/** Runs one call of the command line. Returns its exit code; never throws. A compiler of the caller's own stays in this thread. */
export async function run(argv: readonly string[], io: Io, loadCompiler?: LoadCompiler): Promise<number> {
  let terminal = createTerminal(io, "auto");
  let json = false;
  try {
    const { parseArguments } = await import("./options/arguments.ts");
    const call = parseArguments(argv, io);
    if (call.kind === "print") {
      io.stdout(call.text);
      return exitCodes.done;
    }
    terminal = createTerminal(io, call.task.color);
    json = call.task.json;
    return await call.task.run({ io, terminal, loadCompiler: loadCompiler ?? (() => import("../compile.ts")), threads: loadCompiler === undefined ? availableParallelism() : 1 });
  } catch (error) {
    const failure = tellFailure(error, terminal, { json });
    if (failure !== null) {
      if (json) io.stdout(`${JSON.stringify({ ok: false, ...failure }, null, 2)}\n`);
      return failure.exitCode;
    }
    if (io.signal.aborted) return 130;
    terminal.error(`pysdk-compile ${version} failed in a way it should not: ${reasonOf(error)}`);
    if (io.environment["DEBUG"] !== undefined && error instanceof Error) terminal.say(error.stack ?? "");
    return 70;
  }
}
