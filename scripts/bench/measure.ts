/** The middle of the numbers, which one slow run does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** One line of a report: what, how much, and how that compares with the baseline. */
export function reportLine(label: string, value: string, ratio?: number): string {
  const compared = ratio === undefined || !Number.isFinite(ratio) ? "" : `${ratio.toFixed(2)}x`.padStart(10);
  return `  ${label.padEnd(44)}${value.padStart(14)}${compared}`;
}

/** Milliseconds for reading. */
export function inMilliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** Bytes as megabytes. */
export function inMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}
