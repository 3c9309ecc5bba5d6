/** The checks, in the order of the table. `operations`, `requests` and `examples` compare with the source document, which only our own tests do. */
export const checkNames = ["edited", "compile", "import", "hints", "operations", "requests", "examples", "ruff format", "ruff check", "mypy", "pyright"] as const;
/** One of the checks. */
export type CheckName = (typeof checkNames)[number];

/** One row of the result. */
export interface CheckRow {
  /** Which check it was. */
  readonly check: CheckName;
  /** `missing` is a check that could not be made, since a program or a package is not installed; `skipped` one that does not apply. */
  readonly status: "ok" | "failed" | "missing" | "skipped";
  /** How many files, modules, hints or operations were looked at. */
  readonly count: number;
  /** What was found, each with its file and line where it has one; where something is missing, the command that installs it. */
  readonly problems: readonly string[];
}

/** A row of a check that was made. */
export function checkedRow(check: CheckName, count: number, problems: readonly string[]): CheckRow {
  return { check, status: problems.length === 0 ? "ok" : "failed", count, problems };
}

/** A row of a check that needs something that is not installed. */
export function missingRow(check: CheckName, packages: Iterable<string>): CheckRow {
  return { check, status: "missing", count: 0, problems: [...new Set(packages)].toSorted().map((name) => `${name} is not installed: pip install ${name}`) };
}

/** The rows as lines of text, problems indented below their check. */
export function renderRows(rows: readonly CheckRow[], limit = 10): string {
  const lines = rows.flatMap((row) => [
    `${row.status.padEnd(8)}${row.check.padEnd(12)}${String(row.count).padStart(6)}${row.status === "failed" ? `  ${row.problems.length} ${row.problems.length === 1 ? "problem" : "problems"}` : ""}`,
    ...row.problems.slice(0, limit).map((problem) => `          ${problem}`),
    ...(row.problems.length > limit ? [`          and ${row.problems.length - limit} more`] : []),
  ]);
  return lines.join("\n");
}
