import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { diffManifests, type Change } from "../../src/diff/index.ts";
import { outline } from "../../src/compile.ts";
import type { CompileOptions, Manifest } from "../../src/index.ts";
import { edited } from "./edited.ts";
import { pairs } from "./pairs.ts";

const base: unknown = parse(readFileSync(new URL("base.yaml", import.meta.url), "utf8"));

/** `!` where it breaks callers, what happened, where, and why. */
function line({ breaking, subject, change, python, message, reason }: Change): string {
  return `${breaking ? "!" : "-"} ${subject} ${change}: ${python}: ${message} (${reason})`;
}

async function manifestOf(document: unknown, options: CompileOptions = {}): Promise<Manifest> {
  const { manifest } = await outline({ kind: "text", text: Buffer.from(JSON.stringify(document)), base: "/" }, options);
  return manifest;
}

describe("the difference between two documents", () => {
  let before: Manifest;
  beforeAll(async () => {
    before = await manifestOf(base);
  });

  it.each(pairs)("$title", async ({ title, set, options = {}, changes, step }) => {
    const difference = diffManifests(before, await manifestOf(edited(base, set), { ...options, previous: before }));
    if (process.env["SHOW"]) console.log(JSON.stringify({ title, lines: difference.changes.map(line), step: difference.step, was: step }));
    expect(difference.changes.map(line)).toEqual(changes);
    expect(difference.step).toBe(step);
  });
});
