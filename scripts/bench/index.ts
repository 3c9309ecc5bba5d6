import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeTemporaryFolder, removeFolder } from "../../test/harness/output-folder.ts";
import { benchCompile } from "./compile.ts";
import { benchDocuments } from "./documents.ts";
import { benchParallel } from "./parallel.ts";
import { benchPython } from "./python.ts";

const { values } = parseArgs({ options: { small: { type: "boolean", default: false } } });
const work = await makeTemporaryFolder("bench");
try {
  const all = await benchDocuments(join(work, "documents"));
  const documents = values.small ? all.slice(0, 1) : all;
  await benchCompile(documents, work);
  await benchParallel(work);
  for (const { label } of documents) await benchPython(`import ${label} (fresh interpreters, warm bytecode)`, "bench_import.py", { folder: join(work, label), name: label });
  const gallery = { folder: join(work, "gallery"), name: "gallery" };
  await benchPython("decode (one fixed payload, one process)", "bench_decode.py", gallery);
  await benchPython("request (no network, per call)", "bench_request.py", gallery);
} finally {
  await removeFolder(work);
}
