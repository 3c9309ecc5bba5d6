import { LoadError } from "../1-load/load-error.ts";
import { diagnosticsToJson } from "../diagnostics/json.ts";
import { CliError, exitCodes, reasonOf } from "./cli-error.ts";
import type { LoadCompiler } from "./run-compile.ts";
import { createTerminal, type Io } from "./terminal.ts";
import { version } from "../6-emit/version.ts";

const defaultCompiler: LoadCompiler = () => import("../compile.ts");

/** Runs one call of the command line. Returns its exit code; never throws. */
export async function run(argv: readonly string[], io: Io, loadCompiler: LoadCompiler = defaultCompiler): Promise<number> {
  let terminal = createTerminal(io, "auto");
  let json = false;
  try {
    const { parseArguments } = await import("./arguments.ts");
    const call = parseArguments(argv);
    if (call.kind === "print") {
      io.stdout(call.text);
      return exitCodes.done;
    }
    terminal = createTerminal(io, call.task.color);
    json = call.task.json;
    return await call.task.run({ io, terminal, loadCompiler });
  } catch (error) {
    if (json && (error instanceof LoadError || error instanceof CliError)) io.stdout(failureJson(error));
    else if (error instanceof LoadError) {
      for (const one of error.diagnostics) terminal.diagnostic(one, error.sources);
    } else if (error instanceof CliError) {
      for (const one of error.diagnostics) terminal.diagnostic(one, error.sources);
      if (error.diagnostics.length === 0) terminal.error(error.message);
    }
    if (error instanceof LoadError) return exitCodes.document;
    if (error instanceof CliError) return error.exitCode;
    if (io.signal.aborted) return 130;
    terminal.error(`pysdk-compile ${version} failed in a way it should not: ${reasonOf(error)}`);
    if (io.environment["DEBUG"] !== undefined && error instanceof Error) terminal.say(error.stack ?? "");
    return 70;
  }
}

/** A call that could not be done, as `--json` prints it. */
function failureJson(error: LoadError | CliError): string {
  const exitCode = error instanceof LoadError ? exitCodes.document : error.exitCode;
  const diagnostics = diagnosticsToJson(error.diagnostics, error.sources ?? { entry: "", files: new Map() });
  return `${JSON.stringify({ ok: false, exitCode, message: error.message, diagnostics }, null, 2)}\n`;
}
