import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile } from "../../../src/index.ts";
import { renderRows } from "../../../src/verify/check-row.ts";
import { readOutput } from "../../../src/verify/output-folder.ts";
import { checkOutput } from "../../harness/check-output.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../../harness/output-folder.ts";
import { sharedEnv } from "../../harness/virtual-env.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const parent = await makeTemporaryFolder("wire");
afterAll(async () => removeFolder(parent));

type Row = readonly [place: string, style: string, explode: boolean, allowReserved: boolean, kind: "list" | "point" | "text", expected: string];

const kinds = {
  list: { type: "array", items: { type: "integer" } },
  point: { type: "object", required: ["x", "y"], properties: { x: { type: "integer" }, y: { type: "integer" } } },
  text: { type: "string" },
} as const;

/** The courier's document with one operation for each row of the table of styles: `send_0`, `send_1`, … */
async function courier(): Promise<Record<string, unknown>> {
  const document: { paths: Record<string, unknown> } & Record<string, unknown> = parse(await readFile(join(here, "../documents/courier.yaml"), "utf8"));
  const rows: readonly Row[] = JSON.parse(await readFile(join(here, "styles.json"), "utf8"));
  for (const [row, [place, style, explode, allowReserved, kind]] of rows.entries()) {
    const parameter = { name: "p", in: place, required: true, style, explode, ...(allowReserved ? { allowReserved } : {}), schema: kinds[kind] };
    document.paths[`/rows/${row}${place === "path" ? "/{p}" : ""}`] = { get: { operationId: `send_${row}`, tags: ["Styles"], parameters: [parameter], responses: { 204: { description: "" } } } };
  }
  return document;
}

describe.each([
  { layout: "package", http: "httpx2" },
  { layout: "module", http: "httpx" },
] as const)("the courier's SDK as $layout over $http", ({ layout, http }) => {
  const folder = join(parent, layout);
  beforeAll(async () => {
    const made = await compile({ kind: "value", value: await courier() }, { name: "courier", layout, http });
    expect(made.diagnostics.map(({ code, origin, message }) => `${code} ${origin.pointer} ${message}`)).toEqual([]);
    await writeOutput(made, folder);
  });

  it("sends the bytes that the specification asks for, saves files, and verifies what it is sent", async () => {
    const outcome = await execa(sharedEnv.python, ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", here], {
      cwd: folder,
      env: { COURIER_OUTPUT: folder, COURIER_LAYOUT: layout, COURIER_HTTP: http, PYTHONDONTWRITEBYTECODE: "1" },
      reject: false,
      all: true,
    });
    expect(outcome.exitCode === 0 ? "" : outcome.all).toBe("");
  });

  it("is clean for formatter, linter and type checkers", async () => {
    const rows = await checkOutput(await readOutput(folder), { types: layout === "package", source: null });
    expect(renderRows(rows.filter(({ status }) => status === "failed"))).toBe("");
  });
});
