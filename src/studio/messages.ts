import { LoadError } from "../1-load/load-error.ts";
import { CliError } from "../cli/cli-error.ts";
import type { Sources } from "../diagnostics/frame.ts";
import { diagnosticsToJson } from "../diagnostics/json.ts";
import type { Diagnostic } from "../diagnostics/reporter.ts";
import type { Message, Refusal } from "./protocol.ts";

const nothingRead: Sources = { entry: "", files: new Map() };

/** What was reported, as the page shows it; weightier ones first. */
export function messagesOf(diagnostics: readonly Diagnostic[], sources: Sources): readonly Message[] {
  const weights = { error: 0, warning: 1, note: 2 } as const;
  const places = diagnosticsToJson(diagnostics, sources);
  const messages = diagnostics.map(({ code, severity, message, remedy, origin }, index): Message => {
    const { file = origin.document, line, column = 1, pointer = origin.pointer } = places[index] ?? {};
    return { severity, code, message, where: line === undefined ? file : `${file}:${line}:${column}`, pointer, remedy };
  });
  return messages.toSorted((a, b) => weights[a.severity] - weights[b.severity]);
}

/** What stands against a write, or goes with it: it is about whole files of the output. What to do with a person's files the page asks. */
export function writeMessages(diagnostics: readonly Diagnostic[]): readonly Message[] {
  const isAsked = (code: string): boolean => code === "file-edited" || code === "file-in-the-way";
  return diagnostics.map(({ severity, code, message, remedy, origin }) => ({ severity, code, message, where: origin.document, pointer: null, remedy: isAsked(code) ? null : remedy }));
}

/** Why nothing came of a request; null for an error that nobody expected. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof LoadError) && !(error instanceof CliError)) return null;
  return { message: error.message, messages: messagesOf(error.diagnostics, error.sources ?? nothingRead) };
}
