import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { repository, sharedEnv } from "../../test/harness/virtual-env.ts";
import { inMegabytes, inMilliseconds, median, reportLine } from "./measure.ts";

/** Runs what follows it and prints seconds, kilobytes at the peak, and what came of it. */
const timed = `
import json, resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
seconds = time.perf_counter() - begin
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode, done.stdout]))
`;

/** Measures pyright on twenty lines of a user's, beside a file without imports. */
export async function benchConsumer(folder: string): Promise<void> {
  const program = fileURLToPath(new URL("consumer.py", import.meta.url));
  await copyFile(program, join(folder, "consumer.py"));
  await writeFile(join(folder, "nothing.py"), "x: int = 1\n");
  console.log("pyright on a consumer's 20 lines (median of 3)");
  const nothing = await measured(folder, "nothing.py");
  const consumer = await measured(folder, "consumer.py");
  for (const { file, milliseconds, bytes } of [nothing, consumer]) console.log(reportLine(`${file}, ${inMegabytes(bytes)} at the peak`, inMilliseconds(milliseconds), milliseconds / nothing.milliseconds));
}

/** What checking one file takes. */
interface CheckCost {
  readonly file: string;
  readonly milliseconds: number;
  readonly bytes: number;
}

async function measured(folder: string, file: string): Promise<CheckCost> {
  const runs: [number, number][] = [];
  for (let run = 0; run < 3; run++) {
    const pyright = [process.execPath, join(repository, "node_modules/pyright/index.js"), "--pythonpath", sharedEnv.python, file];
    const { stdout } = await execa(sharedEnv.python, ["-c", timed, ...pyright], { cwd: folder });
    const [seconds, kilobytes, code, output]: [number, number, number, string] = JSON.parse(stdout);
    if (code !== 0) throw new Error(output);
    runs.push([seconds, kilobytes]);
  }
  return { file, milliseconds: median(runs.map(([seconds]) => seconds)) * 1000, bytes: median(runs.map(([, kilobytes]) => kilobytes)) * 1024 };
}
