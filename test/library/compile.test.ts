import { describe, expect, it } from "vitest";
import { compile, type CompileOptions, profileOf, type Progress } from "../../src/index.ts";
import { galleryText } from "./gallery-text.ts";

async function made(options: CompileOptions): Promise<string> {
  const { files, manifest, diagnostics } = await compile({ kind: "text", text: galleryText }, options);
  return JSON.stringify({ files, manifest, diagnostics });
}

describe("the library", () => {
  it("tells of each stage when it begins", async () => {
    const seen: Progress[] = [];
    await made({ onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ stage, number, of }) => `${number}/${of} ${stage}`)).toEqual(["1/6 load", "2/6 normalize", "3/6 model", "4/6 passes", "5/6 lower", "6/6 emit"]);
  });

  it("ends between two stages when it is told to, also from a timer", async () => {
    const seen: string[] = [];
    const abort = new AbortController();
    const reason = new Error("no more of it");
    const options: CompileOptions = { signal: abort.signal, onProgress: ({ stage }) => void (seen.push(stage), stage === "model" && setImmediate(() => abort.abort(reason))) };
    await expect(made(options)).rejects.toBe(reason);
    expect(seen).toEqual(["load", "normalize", "model"]);
    await expect(made({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("gives the same for compiles at the same time as for one after the other", async () => {
    const all: readonly CompileOptions[] = [{}, { layout: "module" }, { name: "other", http: "httpx" }, { include: ["/nothing"] }, {}];
    const together = await Promise.all(all.map((options) => made({ ...options, signal: new AbortController().signal })));
    const apart: string[] = [];
    for (const options of all) apart.push(await made(options));
    expect(together).toEqual(apart);
  });

  it("knows profiles", () => {
    expect(profileOf("bifrost:HaloPSA")).toMatchObject({ folder: "modules", options: { name: "halopsa", layout: "module" } });
    expect(profileOf("elsewhere:X")).toBe(null);
  });
});
