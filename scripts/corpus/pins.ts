import type { CorpusResult } from "./result.ts";

/** What a table says of a document that must not change unnoticed. */
export interface Pins {
  /** How often its types said `Any`; null where nothing was compiled. */
  readonly any: number | null;
  /** What was reported of it, as `diagnosticsText` writes it. */
  readonly diagnostics: string;
}

/** Every code that was reported of a document, and how often where that is more than once. */
export function diagnosticsText({ codes }: Pick<CorpusResult, "codes">): string {
  return Object.entries(codes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => (count === 1 ? code : `${code} ${count}`))
    .join(", ");
}

/** The pins of each document according to a table that has columns for them. */
export function readPins(table: string): ReadonlyMap<string, Pins> {
  const [head, , ...rows] = table.split("\n").filter((line) => line.startsWith("| ")).map((line) => line.slice(2, -2).split(" | "));
  const any = head?.indexOf("Any") ?? -1;
  const diagnostics = head?.indexOf("diagnostics") ?? -1;
  if (any < 0 || diagnostics < 0) return new Map();
  return new Map(
    rows.map((cells) => [cells[0] ?? "", { any: /^\d+$/.test(cells[any] ?? "") ? Number(cells[any]) : null, diagnostics: cells[diagnostics]?.trim() ?? "" }]),
  );
}

/** What was found of a document and what the table says of it: a type that the document gives and `Any` has taken the place of, and any other diagnostics, are problems. */
export function pinned(result: CorpusResult, pins: Pins | undefined): CorpusResult {
  if (pins === undefined) return result;
  const told = diagnosticsText(result);
  const problems = [
    ...(result.any !== null && pins.any !== null && result.any > pins.any ? [`types: ${result.any} Any, where there were ${pins.any}`] : []),
    ...(told === pins.diagnostics ? [] : [`diagnostics: ${told || "none"}, where there were: ${pins.diagnostics || "none"}`]),
  ];
  return problems.length === 0 ? result : { ...result, problems: [...result.problems, ...problems] };
}
