import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/6-emit/unified-diff.ts";

/** What a diff makes of a text, read as `patch` reads it: the line numbers of each hunk must be right. */
function patched(before: string, diff: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@)/m).slice(1)) {
    const [, start = "", count = "", newStart = "", newCount = ""] = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n/.exec(hunk) ?? [];
    const first = count === "0" ? Number(start) : Number(start) - 1;
    out.push(...old.slice(at, first));
    expect(out.length).toBe(newCount === "0" ? Number(newStart) : Number(newStart) - 1);
    at = first;
    const begin = out.length;
    for (const written of hunk.slice(hunk.indexOf("\n") + 1).replace(/\n\\ No newline at end of file\n/g, "\0\n").match(/[^\n]*\n/g) ?? []) {
      const line = written.replace("\0\n", "");
      if (line[0] !== "+") expect(old[at++]).toBe(line.slice(1));
      if (line[0] !== "-") out.push(line.slice(1));
    }
    expect([at - first, out.length - begin]).toEqual([Number(count), Number(newCount)]);
  }
  return [...out, ...old.slice(at)].join("");
}

describe("a unified diff", () => {
  it("reads as diff -u writes it", () => {
    const before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";
    expect(unifiedDiff({ path: "x.py", before, after: before.replace("b\n", "B\n").replace("k\n", "k\nl\n") })).toBe("--- a/x.py\n+++ b/x.py\n@@ -1,5 +1,5 @@\n a\n-b\n+B\n c\n d\n e\n@@ -9,3 +9,4 @@\n i\n j\n k\n+l\n");
    expect(unifiedDiff({ path: "x.py", before: null, after: "a\n" })).toBe("--- /dev/null\n+++ b/x.py\n@@ -0,0 +1,1 @@\n+a\n");
    expect(unifiedDiff({ path: "x.py", before: "a", after: null })).toBe("--- a/x.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n\\ No newline at end of file\n");
    expect(unifiedDiff({ path: "x.py", before: "a\r\nb\r\n", after: "a\nb\n" })).toBe("");
  });

  it("turns one text into the other", () => {
    const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "\n"), { maxLength: 30 }).map((lines) => lines.join(""));
    fc.assert(fc.property(text, text, fc.boolean(), (before, after, open) => {
      const [from, to] = open ? [before.replace(/\n$/, ""), after] : [before, after.replace(/\n$/, "")];
      expect(patched(from, unifiedDiff({ path: "p", before: from, after: to }))).toBe(to);
    }));
  });
});
