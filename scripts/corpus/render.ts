import { checkNames, type CheckName } from "../../src/verify/check-row.ts";
import { diagnosticsText } from "./pins.ts";
import type { CorpusResult } from "./result.ts";

function cell(result: CorpusResult, check: CheckName): string {
  const rows = result.layouts.flatMap((layout) => layout.rows.filter((row) => row.check === check && row.status !== "skipped"));
  if (rows.length === 0) return "";
  const problems = rows.reduce((sum, row) => sum + row.problems.length, 0);
  return problems === 0 ? "ok" : String(problems);
}

/** The columns of the table for one document; a check has `ok`, or how many problems it found. */
function cells(result: CorpusResult, checks: readonly CheckName[]): string[] {
  return [
    result.file,
    result.kind,
    result.problems.length === 0 ? (result.refused ? "refused" : "ok") : result.problems.some((one) => one.startsWith("crash")) ? "CRASH" : "FAIL",
    String(result.operations),
    String(result.schemas),
    String(result.layouts[0]?.files ?? 0),
    result.any === null ? "" : String(result.any),
    result.examples === null || result.examples.examples === 0 ? "" : `${result.examples.equal}/${result.examples.examples} ${result.examples.read}/${result.examples.fitting}`,
    ...checks.map((check) => cell(result, check)),
    diagnosticsText(result),
  ];
}

/** The whole table in Markdown: totals first, with what else is to be said, then a row per document, then what is wrong. */
export function renderTable(results: readonly CorpusResult[], notes: readonly string[] = []): string {
  const checks = checkNames.filter((check) => results.some((result) => cell(result, check) !== ""));
  const head = ["document", "kind", "result", "operations", "schemas", "files", "Any", "examples", ...checks, "diagnostics"];
  const line = (values: readonly string[]): string => `| ${values.join(" | ")} |`;
  const codes = new Map<string, number>();
  for (const result of results) for (const [code, count] of Object.entries(result.codes)) codes.set(code, (codes.get(code) ?? 0) + count);
  const failed = results.filter((result) => result.problems.length > 0);
  return [
    "# The corpus",
    "",
    "Written by `npm run corpus`: every document compiled in both layouts and checked. A check has `ok`, or the number of problems.",
    "`Any` is how often the types of the package say so, and may not grow; `diagnostics` are what is reported, and may not change (`--accept` takes both as they are now). Of the JSON examples of successful responses, the first pair says",
    "how many came out as they went in, the others did not fit where they were to go; the second, of how many that fit their schema every attribute was read.",
    "",
    [renderTotals(results), ...notes].join("; "),
    "",
    line(head),
    line(head.map(() => "---")),
    ...results.map((result) => line(cells(result, checks))),
    "",
    "## Diagnostics",
    "",
    ...[...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => `- ${code}: ${count}`),
    ...(failed.length === 0 ? [] : ["", "## Problems", ""]),
    ...failed.flatMap((result) => [`- ${result.file}`, ...result.problems.slice(0, 5).map((problem) => `  - ${problem.slice(0, 300)}`)]),
    "",
  ].join("\n");
}

/** One line of totals. */
export function renderTotals(results: readonly CorpusResult[]): string {
  const sum = (of: (result: CorpusResult) => number): number => results.reduce((total, result) => total + of(result), 0);
  const count = (test: (result: CorpusResult) => boolean): number => results.filter(test).length;
  return [
    `${results.length} documents`,
    `${count((one) => one.problems.length === 0 && !one.refused)} compiled and checked`,
    `${count((one) => one.problems.length === 0 && one.refused)} rightly refused`,
    `${count((one) => one.problems.length > 0)} with problems`,
    `${sum((one) => one.operations)} operations`,
    `${sum((one) => one.schemas)} schemas`,
    `${sum((one) => one.any ?? 0)} Any`,
    `${sum((one) => one.examples?.equal ?? 0)} of ${sum((one) => one.examples?.examples ?? 0)} examples equal`,
    `${sum((one) => one.examples?.read ?? 0)} of ${sum((one) => one.examples?.fitting ?? 0)} fitting ones read`,
    `${sum((one) => one.layouts.reduce((total, layout) => total + layout.files, 0))} files`,
  ].join(", ");
}
