import module from "node:module";
import { setFlagsFromString } from "node:v8";

// Where the running Node can keep compiled code (22 and later), the next start is faster.
const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();
// A compile is over before most of what V8 optimizes early has paid off: with fifteen times the patience a small document
// takes half the CPU time, and a huge one four fifths. Only Node 20's V8 knows the flag; later ones print an error about it.
if (Number.parseInt(process.versions.v8, 10) === 11) setFlagsFromString("--interrupt-budget=1000000");

const abort = new AbortController();
// With a listener a signal waits for the event loop, so a write that has begun is finished before the process ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    abort.abort();
    process.exit(signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 129);
  });
}
// A reader that goes away (`| head`) is no fault of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

const { run } = await import("./run.ts");
process.exitCode = await run(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: readStdin,
  cwd: process.cwd(),
  environment: process.env,
  isTerminal: process.stderr.isTTY === true,
  signal: abort.signal,
});
