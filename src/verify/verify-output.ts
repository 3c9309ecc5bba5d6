import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lintRules } from "../lint-rules.ts";
import { type CheckRow, checkNames } from "./check-row.ts";
import { checkEdited } from "./edited-files.ts";
import type { Tools } from "./find-tools.ts";
import type { OutputFolder } from "./output-folder.ts";
import { checkWithPython } from "./python-checks.ts";
import { checkWithRuff } from "./ruff-checks.ts";
import { checkMypy, checkPyright } from "./type-checkers.ts";

/** How an output is verified. */
export interface VerifySettings {
  /** The programs to check with. */
  readonly tools: Tools;
  /** Whether mypy and pyright run, which takes longer than all the rest. */
  readonly types: boolean;
  /** Edited files that are no fault. */
  readonly allowedEdits: ReadonlySet<string> | "all";
  /** The oldest Python of the output; null takes it from its pyproject.toml. */
  readonly pythonVersion: string | null;
  /** The longest line of an output without a pyproject.toml. */
  readonly lineLength: number;
  /** Where mypy keeps what it knows between calls; null for nowhere. */
  readonly mypyCache: string | null;
  /** Whether modules are imported into a process that has the embedded runtime already; left out, into one that has nothing. */
  readonly sharedRuntime?: boolean;
}

/** Runs every check on Python code; rows come in the order of `checkNames`. */
export async function verifyOutput(output: OutputFolder, settings: VerifySettings): Promise<readonly CheckRow[]> {
  const { tools, types, mypyCache, lineLength } = settings;
  const pythonVersion = settings.pythonVersion ?? requiredPython(output);
  const ruff = { ruff: tools.ruff, settings: { lineLength, pythonVersion: pythonVersion ?? lintRules.python } };
  const typing = { pythonVersion, mypyCache };
  const rows = await Promise.all([
    checkEdited(output, settings.allowedEdits),
    checkWithPython(output, tools.python, settings.sharedRuntime ?? false),
    checkWithRuff(output, "ruff format", ruff),
    checkWithRuff(output, "ruff check", ruff),
    ...(types ? [checkMypy(output, tools, typing), checkPyright(output, tools, typing)] : []),
  ]);
  return rows.flat().toSorted((one, other) => checkNames.indexOf(one.check) - checkNames.indexOf(other.check));
}

/** What pyproject.toml says of the oldest Python; null where it says nothing. */
function requiredPython({ folder }: OutputFolder): string | null {
  const path = join(folder, "pyproject.toml");
  if (!existsSync(path)) return null;
  return /^requires-python\s*=\s*["']\s*>=\s*(3\.[0-9]{1,3})/m.exec(readFileSync(path, "utf8"))?.[1] ?? null;
}
