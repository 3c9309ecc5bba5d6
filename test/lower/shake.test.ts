import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/index.ts";
import { repository } from "../harness/virtual-env.ts";

const museum = join(process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus"), "museum.yaml");

async function runtimeOf(path: string): Promise<ReadonlyMap<string, string>> {
  const { files } = await compile({ kind: "file", path });
  return new Map(files.flatMap(({ path: file, text }) => (file.includes("/_runtime/") ? [[file.split("/_runtime/")[1] ?? "", text] as const] : [])));
}

/** An SDK carries the part of the runtime that it uses, and nothing else. */
describe("what an SDK carries of the runtime", () => {
  it.skipIf(!existsSync(museum))("the museum's has no streams, OAuth, forms, pages or files to send", async () => {
    const runtime = await runtimeOf(museum);
    for (const file of ["sse.py", "streams.py", "json_lines.py", "oauth.py", "grants.py", "multipart.py", "forms.py", "pages.py", "page_state.py", "page_rules.py", "page_links.py", "integration.py", "styles.py"]) {
      expect([...runtime.keys()]).not.toContain(file);
    }
    const text = [...runtime.values()].join("\n");
    expect(text).not.toMatch(/class \w*(EventStream|OAuth2|Multipart|ClientCredentials|ArrayPage)/);
  });

  it("the gallery's has what its document asks for", async () => {
    const runtime = await runtimeOf(join(repository, "test/sdk/documents/gallery.yaml"));
    expect([...runtime.keys()]).toEqual(expect.arrayContaining(["pages.py", "unions.py", "auth.py"]));
    for (const file of ["oauth.py", "multipart.py", "sse.py", "downloads.py", "webhooks.py"]) expect([...runtime.keys()]).not.toContain(file);
  });

  it.skipIf(!existsSync(museum))("the museum's runtime has this many lines: a growth should be meant", async () => {
    const runtime = await runtimeOf(museum);
    const lines = [...runtime.entries()].filter(([file]) => !file.startsWith("testing")).reduce((total, [, text]) => total + text.split("\n").length - 1, 0);
    expect(lines).toMatchInlineSnapshot(`5375`);
  });
});
