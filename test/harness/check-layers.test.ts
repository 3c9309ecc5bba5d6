import { describe, expect, it } from "vitest";
import { findViolations } from "../../scripts/check-layers.ts";

const reasons = (file: string, text: string): string[] =>
  findViolations(new Map([[file, text]])).map(({ line, imported, reason }) => `${line} ${imported}: ${reason}`);

describe("check-layers", () => {
  it("lets a stage import types of an earlier one, the ground and pyast's door", () => {
    const text = [
      'import { writeFile } from "node:fs/promises";',
      'import type { Loaded } from "../1-load/document.ts";',
      'import { type Loaded as L } from "../1-load/document.ts";',
      'import { report } from "../diagnostics/reporter.ts";',
      'import type { Context } from "../context.ts";',
      'import { b } from "../../pyast/index.ts";',
      'import { same } from "./same.ts";',
    ].join("\n");
    expect(reasons("src/2-normalize/index.ts", text)).toEqual([]);
  });

  it("finds a later stage, whatever the form of the import", () => {
    expect(reasons("src/2-normalize/index.ts", 'import type { X } from "../3-model/x.ts";')).toEqual([
      "1 src/3-model/x.ts: stage 2-normalize comes before 3-model",
    ]);
    expect(reasons("src/2-normalize/index.ts", 'const a = 1;\nawait import("../5-lower/index.ts");')).toEqual([
      "2 src/5-lower/index.ts: stage 2-normalize comes before 5-lower",
    ]);
    expect(reasons("src/1-load/index.ts", 'export {\n  a,\n  b,\n} from "../6-emit/plan.ts";')).toEqual([
      "1 src/6-emit/plan.ts: stage 1-load comes before 6-emit",
    ]);
  });

  it("finds values of an earlier stage", () => {
    expect(reasons("src/3-model/index.ts", 'import { load, type Loaded } from "../1-load/index.ts";')).toEqual([
      "1 src/1-load/index.ts: of an earlier stage only types may be imported",
    ]);
  });

  it("keeps pyast ignorant and closed", () => {
    expect(reasons("pyast/print/string.ts", 'import { x } from "../../src/options.ts";')).toEqual([
      "1 src/options.ts: pyast imports nothing from src",
    ]);
    expect(reasons("src/5-lower/model.ts", 'import { b } from "../../pyast/build.ts";')).toEqual([
      "1 pyast/build.ts: only pyast/index.ts is open to others",
    ]);
  });

  it("keeps what a compile decides out of the mock server", () => {
    const text = ['import { load } from "../1-load/index.ts";', 'import { join } from "../ir/origin.ts";', 'import type { Api } from "../ir/api.ts";', 'import { model } from "../3-model/index.ts";'].join("\n");
    expect(reasons("src/mock/server.ts", text)).toEqual([
      "3 src/ir/api.ts: the mock server judges by the document, not by what a compile makes of it",
      "4 src/3-model/index.ts: the mock server judges by the document, not by what a compile makes of it",
    ]);
  });

  it("keeps the callers out of what they call, and new places out of src", () => {
    expect(reasons("src/4-passes/index.ts", 'import { compile } from "../compile.ts";')).toEqual([
      "1 src/compile.ts: a stage does not know who calls it",
    ]);
    expect(reasons("src/ir/api.ts", 'import type { X } from "../3-model/x.ts";')).toEqual(["1 src/3-model/x.ts: ir and diagnostics know no stage"]);
    expect(reasons("src/utils/text.ts", 'import { a } from "../options.ts";')).toEqual([
      "1 src/options.ts: this place is not in the architecture; scripts/check-layers.ts lists the places there are",
    ]);
    expect(reasons("src/compile.ts", 'import { load } from "./1-load/index.ts";')).toEqual([]);
  });

  it("keeps the compiler out of the page of the studio, and the page out of what runs in Node", () => {
    const text = 'import type { OnEdited } from "../../6-emit/write.ts";\nimport { tokenHeader } from "../protocol.ts";\nimport { unifiedDiff } from "../../6-emit/unified-diff.ts";';
    expect(reasons("src/studio/page/form.ts", text)).toEqual(["3 src/6-emit/unified-diff.ts: a page brings nothing of the compiler into the browser"]);
    expect(reasons("src/studio/protocol.ts", 'import { planWrite } from "../6-emit/plan.ts";')).toEqual(["1 src/6-emit/plan.ts: what is said is types; the page runs none of the compiler"]);
    expect(reasons("src/studio/server.ts", 'import { askWith } from "./page/ask.ts";')).toEqual(["1 src/studio/page/ask.ts: the page runs in a browser; only the build brings it there"]);
  });
});
