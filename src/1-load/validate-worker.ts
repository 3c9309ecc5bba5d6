import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Json } from "../ir/json.ts";

/** What the worker sends back. */
export interface Verdict {
  /** What the validator complains about; empty when it does not. */
  readonly messages: readonly string[];
}

/**
 * What runs in the thread. It is a text so that the same works from sources, from a bundle and under a test runner: a thread does not inherit
 * what makes the main thread understand TypeScript. The validator changes its input and may never end, hence the thread.
 */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
import(workerData.parser)
  .then((loaded) => (loaded.validate ?? loaded.default.validate)(workerData.document, {
    resolve: { external: false },
    validate: { errors: { colorize: false } },
  }))
  .then((result) => parentPort.postMessage({ messages: result.valid ? [] : result.errors.map((one) => one.message) }));
process.on("unhandledRejection", (error) => { throw error; });
`;

/** Starts the validator on a copy of a document. */
export function startValidator(document: Json): Worker {
  const parser = pathToFileURL(createRequire(import.meta.url).resolve("@readme/openapi-parser")).href;
  return new Worker(program, { eval: true, workerData: { parser, document }, stdout: true, stderr: true, execArgv: [] });
}
