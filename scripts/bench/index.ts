import { join } from "node:path";
import { parseArgs } from "node:util";
import { compile } from "../../src/index.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../../test/harness/output-folder.ts";
import { repository } from "../../test/harness/virtual-env.ts";
import { benchCompile } from "./compile.ts";
import { benchConsumer } from "./consumer.ts";
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
  await benchPython("first call of a process (a server on this machine)", "bench_first_call.py", gallery);
  const streaming = { folder: join(work, "streaming"), name: "streaming" };
  await writeOutput(await compile({ kind: "file", path: join(repository, "test/lower/documents/requests.yaml") }, { name: streaming.name }), streaming.folder);
  await benchPython("server-sent events (20,000, no network)", "bench_events.py", streaming);
  if (documents.some(({ label }) => label === "github")) await benchConsumer(join(work, "github"));
} finally {
  await removeFolder(work);
}
