import type { Code } from "../diagnostics/catalogue.ts";
import type { DiagnosticJson } from "../diagnostics/json.ts";
import { exitCodes } from "./cli-error.ts";

/** Errors that are about what was asked for, wherever they point: what the command line says has no place in a file. */
const ofTheCall: ReadonlySet<string> = new Set<Code>(["configuration-not-valid", "selection-leaves-nothing"]);

/** What a call exits with whose compile reported these errors: they blame the document unless all of them are about the settings. */
export function exitCodeOfErrors(errors: readonly Pick<DiagnosticJson, "code">[]): number {
  return errors.every(({ code }) => ofTheCall.has(code)) ? exitCodes.call : exitCodes.document;
}
