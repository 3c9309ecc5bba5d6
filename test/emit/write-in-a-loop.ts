import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseManifest } from "../../src/6-emit/manifest-text.ts";
import { packagePlace, writeOutput } from "../../src/6-emit/write.ts";
import { versionOf } from "./sample-output.ts";

/** Writes two versions of an output in turn until it is killed; says `ready` once the first is there. */
const [root = ""] = process.argv.slice(2);
for (let round = 0; ; round += 1) {
  const { files, manifest } = versionOf(round % 2 === 0 ? "old" : "new");
  const record = join(root, ".pysdk/manifest.json");
  const previous = existsSync(record) ? parseManifest(readFileSync(record, "utf8")) : null;
  writeOutput({ place: packagePlace(root), files, manifest, previous, onEdited: "stop" });
  if (round === 0) process.stdout.write("ready\n");
}
