import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type CheckRow, renderRows } from "../verify/check-row.ts";
import { findTools } from "../verify/find-tools.ts";
import { readOutput } from "../verify/output-folder.ts";
import { verifyOutput } from "../verify/verify-output.ts";
import { CliError, exitCodes } from "./cli-error.ts";
import type { VerifyFlags } from "./commands/verify-command.ts";
import type { Io } from "./terminal.ts";

/** What is verified, and how. */
export type VerifyCall = Pick<VerifyFlags, "path" | "python" | "targetPython" | "lineLength" | "types"> & {
  /** Edited files that are no fault. */
  readonly allowedEdits: ReadonlySet<string> | "all";
};

/** Verifies Python on disk and prints the table. Returns the exit code. */
export async function runVerify(flags: VerifyFlags, io: Io): Promise<number> {
  const rows = await verifyPath({ ...flags, allowedEdits: flags.keep ? "all" : new Set() }, io);
  const faulty = isFaulty(rows) || (flags.strict && rows.some((row) => row.status === "missing"));
  const exitCode = faulty ? exitCodes.fault : exitCodes.done;
  io.stdout(flags.json ? `${JSON.stringify({ ok: !faulty, exitCode, path: flags.path, checks: rows }, null, 2)}\n` : `${renderRows(rows)}\n`);
  return exitCode;
}

/** Whether a check found something. */
export function isFaulty(rows: readonly CheckRow[]): boolean {
  return rows.some((row) => row.status === "failed");
}

/** Runs the checks on a path with the programs that are found near it. */
export async function verifyPath(call: VerifyCall, { cwd, environment }: Pick<Io, "cwd" | "environment">): Promise<readonly CheckRow[]> {
  const path = resolve(cwd, call.path);
  if (!existsSync(path)) throw new CliError(`${call.path} does not exist`);
  const python = call.python === null || !/[\\/]/.test(call.python) ? call.python : resolve(cwd, call.python);
  if (python !== null && python !== call.python && !existsSync(python)) throw new CliError(`--python: ${call.python ?? ""} does not exist`);
  const output = readOutput(path);
  if (!output.files.some((file) => file.endsWith(".py"))) throw new CliError(`${call.path} holds no Python file`);
  const tools = findTools({ python, folders: [output.folder, dirname(output.folder), cwd], environment });
  return verifyOutput(output, { tools, types: call.types, allowedEdits: call.allowedEdits, pythonVersion: call.targetPython, lineLength: call.lineLength, mypyCache: null });
}
