import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { limitDocuments } from "../test/harness/limit-documents.ts";
import { compile, LoadError } from "../src/index.ts";

/** Seconds and memory that one document may take. */
const most = { seconds: 30, megabytes: 1024 };

/** What became of one document. */
interface Outcome {
  readonly outcome: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** Compiles one document, in a process that does nothing else. */
async function measure(text: string): Promise<Outcome> {
  const begin = performance.now();
  const outcome = await attempt(text);
  return { outcome, seconds: (performance.now() - begin) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 };
}

async function attempt(text: string): Promise<string> {
  try {
    const { files, diagnostics } = await compile({ kind: "text", text, name: "limits.yaml" });
    return `${files.length} files, ${diagnostics.length} diagnostics`;
  } catch (error) {
    if (error instanceof LoadError) return `refused: ${error.diagnostics[0]?.code ?? "without a reason"}`;
    throw error;
  }
}

if (process.send !== undefined) {
  process.on("message", (text: string) => void measure(text).then((outcome) => process.send?.(outcome, () => process.exit())));
} else {
  let failed = 0;
  const documents = limitDocuments(Number(process.argv[2] ?? 1));
  for (const { name, text } of documents) {
    const outcome = await new Promise<Outcome | string>((settle) => {
      const child = fork(fileURLToPath(import.meta.url), { execArgv: ["--import", "tsx"] });
      child.once("message", (message: Outcome) => settle(message));
      child.once("exit", (code, signal) => settle(`ended with ${signal ?? code}`));
      child.send(text);
    });
    const isGood = typeof outcome !== "string" && outcome.seconds < most.seconds && outcome.megabytes < most.megabytes;
    if (!isGood) failed += 1;
    console.log(`${isGood ? "ok  " : "FAIL"} ${name}: ${typeof outcome === "string" ? outcome : `${outcome.outcome}, ${outcome.seconds.toFixed(1)} s, ${Math.round(outcome.megabytes)} MB`}`);
  }
  console.log(`${documents.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
