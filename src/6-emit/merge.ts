import { linesOf, matchLines } from "./match-lines.ts";

/** Three states of one text. */
export interface MergeParts {
  /** What both began with. */
  readonly base: string;
  /** With a person's changes. */
  readonly mine: string;
  /** With the compiler's changes. */
  readonly theirs: string;
}

/** A merged text, and how many places in it need a decision. */
export interface Merged {
  /** With marks where a decision is needed. */
  readonly text: string;
  /** How many marks. */
  readonly conflicts: number;
}

/** Merges a person's and the compiler's changes to one text; where both changed the same lines, both stand between marks. */
export function mergeTexts({ base, mine, theirs }: MergeParts): Merged {
  const [o, a, b] = [linesOf(base), linesOf(mine.replaceAll("\r\n", "\n")), linesOf(theirs)];
  const [inMine, inTheirs] = [matchLines(o, a), matchLines(o, b)];
  const out: string[] = [];
  let conflicts = 0;
  let [atBase, atMine, atTheirs] = [0, 0, 0];
  const settle = (end: { readonly base: number; readonly mine: number; readonly theirs: number }): void => {
    const [was, own, other] = [o.slice(atBase, end.base).join(""), a.slice(atMine, end.mine).join(""), b.slice(atTheirs, end.theirs).join("")];
    if (own === other || other === was) out.push(own);
    else if (own === was) out.push(other);
    else {
      conflicts += 1;
      out.push(`<<<<<<< edited\n${closed(own)}=======\n${closed(other)}>>>>>>> generated\n`);
    }
    [atBase, atMine, atTheirs] = [end.base, end.mine, end.theirs];
  };
  for (let line = 0; line < o.length; line += 1) {
    const mineLine = inMine.get(line);
    const theirLine = inTheirs.get(line);
    if (mineLine === undefined || theirLine === undefined) continue;
    if (line > atBase || mineLine > atMine || theirLine > atTheirs) settle({ base: line, mine: mineLine, theirs: theirLine });
    out.push(o[line] ?? "");
    [atBase, atMine, atTheirs] = [line + 1, mineLine + 1, theirLine + 1];
  }
  settle({ base: o.length, mine: a.length, theirs: b.length });
  return { text: out.join(""), conflicts };
}

function closed(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
