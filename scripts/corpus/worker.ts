import type { CorpusTask } from "./result.ts";
import { runDocument } from "./run-document.ts";

/** A child of scripts/corpus.ts: one document a message, one result an answer; it ends when its parent does. */
process.on("disconnect", () => process.exit());
process.on("message", (task: CorpusTask) => {
  void runDocument(task).then((result) => process.send?.(result));
});
