import { causeOf } from "./causes.ts";
import { renderTotals } from "./render.ts";
import type { CorpusResult } from "./result.ts";

/** The table of a folder of many documents: totals, a line for each provider (the first folder or file name), and what is wrong. */
export function renderProviders(title: string, results: readonly CorpusResult[]): string {
  const providers = new Map<string, CorpusResult[]>();
  for (const result of results) {
    const provider = result.file.split("/")[0]?.replace(/\.(json|ya?ml)$/, "") ?? "";
    const known = providers.get(provider);
    if (known === undefined) providers.set(provider, [result]);
    else known.push(result);
  }
  const failed = results.filter((result) => result.problems.length > 0);
  const line = (values: readonly (string | number)[]): string => `| ${values.join(" | ")} |`;
  const head = ["provider", "documents", "whole", "operations", "schemas", "files", "errors/warnings/notes"];
  return [
    `# ${title}`,
    "",
    renderTotals(results),
    "",
    ...(failed.length === 0 ? [] : ["## Problems", ""]),
    ...failed.flatMap((result) => [`- ${result.file}`, ...result.problems.slice(0, 3).map((problem) => `  - ${problem.slice(0, 300)}`), ...causeLines(result.file)]),
    ...(failed.length === 0 ? [] : [""]),
    "## Providers",
    "",
    line(head),
    line(head.map(() => "---")),
    ...[...providers].map(([provider, group]) => {
      const sum = (of: (result: CorpusResult) => number): number => group.reduce((total, result) => total + of(result), 0);
      const severity = (name: string): number => sum((result) => result.diagnostics[name] ?? 0);
      return line([
        provider,
        group.length,
        group.filter((result) => result.problems.length === 0).length,
        sum((result) => result.operations),
        sum((result) => result.schemas),
        sum((result) => result.layouts[0]?.files ?? 0),
        [severity("error"), severity("warning"), severity("note") + severity("info")].join("/"),
      ]);
    }),
    "",
  ].join("\n");
}

function causeLines(file: string): readonly string[] {
  const cause = causeOf(file);
  return cause === null ? [] : [`  - cause: ${cause}`];
}
