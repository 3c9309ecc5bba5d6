import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { print } from "../../pyast/index.ts";
import { load } from "../../src/1-load/index.ts";
import { normalize } from "../../src/2-normalize/index.ts";
import { model } from "../../src/3-model/index.ts";
import { runPasses } from "../../src/4-passes/index.ts";
import { lower } from "../../src/5-lower/index.ts";
import type { Context } from "../../src/context.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import { defaultOptions, type Options } from "../../src/options.ts";
import { flatText, ruff } from "../pyast/ruff.ts";
import { repository } from "../harness/virtual-env.ts";

const corpus = process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus");

const documents = [
  { name: "gallery", path: join(repository, "test/sdk/documents/gallery.yaml") },
  { name: "petstore of @readme", path: join(repository, "node_modules/@readme/oas-examples/3.1/json/petstore.json") },
  ...["museum.yaml", "petstore-3.0.yaml", "spotify.yaml", "box.json", "github.json.gz"].map((file) => ({ name: file, path: join(corpus, file) })),
];

async function programOf(path: string, options: Partial<Options>): Promise<ReturnType<typeof lower>["program"]> {
  const context: Context = { options: { ...defaultOptions, ...options }, reporter: createReporter(), previous: null };
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const loaded = await load({ kind: "text", text, name: "openapi" }, {}, context);
  return lower(runPasses(model(normalize(loaded, context), context), context), context).program;
}

/** Strictly: ruff lays out a flat rendering of the same tree, so that no trailing comma of ours can speak for itself. */
describe("generated modules are laid out as ruff would lay them out", () => {
  for (const layout of ["package", "module"] as const) {
    // The large ones are the same modules one after the other.
    for (const { name, path } of documents.filter((document) => layout === "package" || !["box.json", "github.json.gz"].includes(document.name))) {
      it.skipIf(!existsSync(path))(`${name}, ${layout} layout`, async () => {
        const program = await programOf(path, { layout });
        const style = ruff(defaultOptions.lineLength);
        const differing = program.modules.filter((module) => print(module.body) !== style.format(flatText(module.body))).map((module) => module.path);
        expect(program.modules.length).toBeGreaterThan(0);
        expect(differing).toEqual([]);
      });
    }
  }
});
