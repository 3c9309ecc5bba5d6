import type { Placement, Trial } from "./trial.ts";

/**
 * Every payload in every position, in trials of `each` placements; a position stands once in a trial. Every fifth trial makes a single
 * module.
 */
export function trialsOf(positions: readonly string[], payloads: readonly string[], each: number): Trial[] {
  const size = Math.min(each, positions.length);
  const trials: Trial[] = [];
  for (let start = 0; start < positions.length; start += size) {
    const group = positions.slice(start, start + size);
    for (const [turn] of payloads.entries()) {
      const placements = group.map((position, index): Placement => ({ position, payload: payloads[(turn + index * 7) % payloads.length] ?? "" }));
      trials.push({ id: `t${trials.length}`, placements, layout: trials.length % 5 === 3 ? "module" : "package" });
    }
  }
  return trials;
}
