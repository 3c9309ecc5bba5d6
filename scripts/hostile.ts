import { join } from "node:path";
import { parseArgs } from "node:util";
import { positions } from "../test/hostile/document.ts";
import { payloads } from "../test/hostile/payloads.ts";
import { trialsOf } from "../test/hostile/sample.ts";
import { blame, runTrials } from "../test/hostile/trial.ts";
import { makeTemporaryFolder, removeFolder } from "../test/harness/output-folder.ts";

const { values } = parseArgs({ options: { position: { type: "string" }, payload: { type: "string" }, part: { type: "string", default: "1/1" }, each: { type: "string", default: "40" } } });

/** Every payload in every position, or in those whose names contain a text. */
const wanted = [...positions().keys()].filter((position) => values.position === undefined || position.includes(values.position));
const texts = payloads.filter((payload) => values.payload === undefined || payload.includes(values.payload));
const [part = 1, parts = 1] = values.part.split("/").map(Number);
const all = trialsOf(wanted, texts, Number(values.each)).filter((_, index) => index % parts === part - 1);
const folder = await makeTemporaryFolder("hostile");
let pairs = 0;
let failed = 0;
for (let start = 0; start < all.length; start += 10) {
  const results = await runTrials(all.slice(start, start + 10), join(folder, "trials"));
  pairs += results.reduce((sum, { trial }) => sum + trial.placements.length, 0);
  for (const line of await blame(results, join(folder, "single"))) {
    failed += 1;
    console.log(line);
  }
}
await removeFolder(folder);
console.log(`${pairs} pairs of ${wanted.length} positions and ${texts.length} payloads, ${failed} problems`);
process.exitCode = failed === 0 ? 0 : 1;
