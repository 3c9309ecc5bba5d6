import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { renderRows } from "../src/verify/check-row.ts";
import { readOutput } from "../src/verify/output-folder.ts";
import { checkOutput } from "../test/harness/check-output.ts";
import { readSourceDocuments } from "../test/harness/source-documents.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { source: { type: "string" }, fast: { type: "boolean", default: false } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error("usage: check-output.ts DIR [--source DOCUMENT] [--fast]");
  process.exitCode = 2;
} else {
  const source = values.source === undefined ? null : await readSourceDocuments(resolve(values.source));
  const rows = await checkOutput(await readOutput(resolve(folder)), { types: !values.fast, source });
  console.log(renderRows(rows, 40));
  process.exitCode = rows.some((row) => row.status === "failed") ? 1 : 0;
}
