import type { Sources } from "../diagnostics/frame.ts";
import type { Diagnostic } from "../diagnostics/reporter.ts";
import type { Terminal } from "./terminal.ts";

/** How many warnings of one code are shown; whoever made one mistake often made it everywhere. */
const mostOfOneCode = 5;

/** Shows the errors of a document, and unless `quiet` the warnings: a few of each code, then how many more there are. */
export function tellDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[], { sources, quiet }: { readonly sources: Sources | undefined; readonly quiet: boolean }): void {
  const more = new Map<string, number>();
  const shown = new Map<string, number>();
  for (const one of diagnostics) {
    if (one.severity === "note" || (one.severity === "warning" && quiet)) continue;
    const before = shown.get(one.code) ?? 0;
    if (one.severity === "warning" && before === mostOfOneCode) {
      more.set(one.code, (more.get(one.code) ?? 0) + 1);
      continue;
    }
    shown.set(one.code, before + 1);
    terminal.diagnostic(one, sources);
  }
  for (const [code, count] of more) terminal.say(`${count} more ${count === 1 ? "warning" : "warnings"} of [${code}]; --json shows every one.`);
}
