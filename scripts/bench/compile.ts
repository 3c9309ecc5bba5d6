import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { repository } from "../../test/harness/virtual-env.ts";
import type { CompileCost } from "./compile-once.ts";
import type { BenchDocument } from "./documents.ts";
import { inMegabytes, inMilliseconds, median, reportLine } from "./measure.ts";

/** Measures compiles in fresh processes; leaves each document's package in `folder/LABEL`. */
export async function benchCompile(documents: readonly BenchDocument[], folder: string): Promise<void> {
  for (const { label, path } of documents) {
    const costs: CompileCost[] = [];
    for (let run = 0; run < 3; run += 1) {
      const script = fileURLToPath(new URL("compile-once.ts", import.meta.url));
      const { stdout } = await execa(process.execPath, ["--import", "tsx", script, path, join(folder, label), label], { cwd: repository });
      const cost: CompileCost = JSON.parse(stdout);
      costs.push(cost);
    }
    const of = (pick: (cost: CompileCost) => number): number => median(costs.map(pick));
    const baseline = of((cost) => cost.parse + cost.write);
    console.log(`compile ${label} (fresh process, median of ${costs.length})`);
    console.log(reportLine("parse the document and write the same files", inMilliseconds(baseline), 1));
    console.log(reportLine("compile and write", inMilliseconds(of((cost) => cost.total + cost.write)), of((cost) => cost.total + cost.write) / baseline));
    for (const stage of Object.keys(costs[0]?.stages ?? {})) {
      const time = of((cost) => cost.stages[stage] ?? 0);
      console.log(reportLine(`  ${stage}`, inMilliseconds(time), time / baseline));
    }
    console.log(reportLine("peak memory", inMegabytes(of((cost) => cost.peakBytes))));
    console.log(reportLine(`output, ${costs[0]?.files ?? 0} files`, inMegabytes(costs[0]?.bytes ?? 0)));
  }
}
