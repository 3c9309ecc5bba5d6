/** How many letters have to change, arrive, leave or swap to make one word of another. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The known word that was probably meant, or null when none is near. */
export function suggest(word: string, known: Iterable<string>): string | null {
  if (word.length > 120) return null;
  let best: string | null = null;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const one of known) {
    const far = distance(word.toLowerCase(), one.toLowerCase());
    if (far < least) [best, least] = [one, far];
  }
  return best;
}

/** `; did you mean layout`, or nothing: the end of a sentence. */
export function didYouMean(word: string, known: Iterable<string>): string {
  return orMeant(suggest(word, known));
}

/** The end of a sentence that says what was probably meant, where that is known. */
export function orMeant(meant: string | null): string {
  return meant === null ? "" : `; did you mean ${meant}`;
}
