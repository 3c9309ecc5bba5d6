import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeTemporaryFolder, removeFolder } from "../harness/output-folder.ts";
import { positions } from "./document.ts";
import { payloads } from "./payloads.ts";
import { trialsOf } from "./sample.ts";
import { blame, runTrials } from "./trial.ts";

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map(removeFolder));
});

/** Payloads that broke something once. */
test("what broke once: half a character, an address that does not parse, a tag in another script", async () => {
  const folder = await makeTemporaryFolder("hostile");
  folders.push(folder);
  const placements = [
    { position: "info summary", payload: "a\ud800b" },
    { position: "operation description", payload: "\udc00" },
    { position: "server variable default", payload: "a:b" },
    { position: "file name", payload: "a\udc00" },
    { position: "property name", payload: "・" },
    { position: "tag name", payload: "日本" },
  ];
  const results = await runTrials(placements.map((one, index) => ({ id: `once${index}`, placements: [one], layout: "package" })), folder);
  expect(results.flatMap(({ trial, problems }) => problems.map((problem) => `${trial.placements[0]?.position}: ${problem}`))).toEqual([]);
});

test("text of the document never becomes anything but text", { timeout: 600_000 }, async () => {
  const folder = await makeTemporaryFolder("hostile");
  folders.push(folder);
  const names = [...positions().keys()];
  // Every position with every 24th payload; scripts/hostile.ts tries all.
  const trials = trialsOf(names, payloads, names.length).filter((_, index) => index % 24 === 5);
  const results = await runTrials(trials, join(folder, "trials"));
  const blamed = results.some(({ problems }) => problems.length > 0) ? await blame(results, join(folder, "single")) : [];
  expect(blamed).toEqual([]);
  expect(results.reduce((sum, { trial }) => sum + trial.placements.length, 0)).toBeGreaterThan(1000);
  for (const { trial, files, methods } of results) {
    expect(files, trial.id).toBeGreaterThanOrEqual(trial.layout === "module" ? 1 : 20);
    expect(methods, trial.id).toBe(6);
  }
  // A media type that nobody knows makes an answer a file, and its client one that downloads.
  expect(results.reduce((sum, { downloads }) => sum + downloads, 0)).toBeGreaterThan(10);
});
