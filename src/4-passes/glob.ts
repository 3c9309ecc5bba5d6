/**
 * Whether a text matches a pattern in which `*` stands for anything but `/` and `**` for anything. All ways to match are
 * followed at once, so that no pattern is slow.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = tokensOf(pattern);
  let states = new Set<number>(closure(tokens, [0]));
  for (const character of text) {
    const next: number[] = [];
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined) continue;
      if (token === "**" || (token === "*" && character !== "/")) next.push(state);
      else if (token === character) next.push(state + 1);
    }
    states = new Set(closure(tokens, next));
    if (states.size === 0) return false;
  }
  return states.has(tokens.length);
}

function tokensOf(pattern: string): readonly string[] {
  const tokens: string[] = [];
  for (const character of pattern) {
    if (character === "*" && tokens.at(-1) === "*") tokens[tokens.length - 1] = "**";
    else if (character !== "*" || tokens.at(-1) !== "**") tokens.push(character);
  }
  return tokens;
}

/** The states that can be reached without a character: a star may stand for nothing. */
function closure(tokens: readonly string[], states: readonly number[]): readonly number[] {
  const all = new Set(states);
  for (const state of all) if (tokens[state] === "*" || tokens[state] === "**") all.add(state + 1);
  return [...all];
}
