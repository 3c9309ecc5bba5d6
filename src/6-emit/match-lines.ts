/** The largest number of differing lines that are compared line by line; more are taken as one changed block. */
const mostEdits = 800;

/**
 * Pairs of lines that stand in both lists, in order: a longest common subsequence by Myers' greedy algorithm, which takes
 * time in proportion to the size of the difference.
 */
export function matchLines(a: readonly string[], b: readonly string[]): ReadonlyMap<number, number> {
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, mostEdits); edits += 1) {
    trace.push(furthest);
    const next = new Map(furthest);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1));
      let x = down ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
      let y = x - diagonal;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      next.set(diagonal, x);
      if (x >= a.length && y >= b.length) return walkBack(trace, { a, b, edits });
    }
    furthest = next;
  }
  return new Map();
}

interface Ends {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly edits: number;
}

function walkBack(trace: readonly ReadonlyMap<number, number>[], { a, b, edits }: Ends): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  let x = a.length;
  let y = b.length;
  for (let step = edits; step >= 0; step -= 1) {
    const furthest = trace[step] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = diagonal === -step || (diagonal !== step && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1));
    const before = down ? diagonal + 1 : diagonal - 1;
    const startX = step === 0 ? 0 : (furthest.get(before) ?? 0);
    const startY = step === 0 ? 0 : startX - before;
    while (x > startX && y > startY && a[x - 1] === b[y - 1]) {
      x -= 1;
      y -= 1;
      pairs.set(x, y);
    }
    if (step > 0) {
      x = startX;
      y = startY;
    }
  }
  return pairs;
}

/** Lines with their ends, so that a missing last line end is a difference like any other. */
export function linesOf(text: string): readonly string[] {
  return text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}
