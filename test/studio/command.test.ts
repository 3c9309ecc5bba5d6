import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "../harness/built-program.ts";
import { buildPage } from "../../scripts/page-build.ts";

let built: BuiltProgram;
beforeAll(async () => {
  built = await buildProgram("studio");
  await buildPage(join(built.top, "dist/studio"));
});
afterAll(() => built.remove());

describe("pysdk-compile studio, as it ships", () => {
  it("serves the page until it is ended, and says where", async () => {
    const { top, program } = built;
    const running = execa(process.execPath, [program, "studio", "shop.yaml"], { cwd: top, reject: false });
    let printed = "";
    running.stdout.on("data", (chunk) => void (printed += String(chunk)));
    await expect.poll(() => printed, { timeout: 20_000 }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32}\n$/);
    const { origin, port, hash } = new URL(printed.trim());
    const page = await fetch(origin);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const asked = /(?:src|href)="(\/[^"]+)"/g;
    const parts = await Promise.all([...(await page.text()).matchAll(asked)].map(async ([, path = ""]) => [path, (await fetch(origin + path)).status]));
    expect(parts).toEqual([["/page.css", 200], ["/page.js", 200]]);
    const about = await fetch(`${origin}/api/about`, { method: "POST", body: "{}", headers: { origin, "content-type": "application/json", "x-studio-token": hash.slice(1) } });
    expect(await about.json()).toMatchObject({ place: "shop.yaml" });
    expect(await execa(process.execPath, [program, "studio", "--port", port], { cwd: top, reject: false })).toMatchObject({ exitCode: 2, stderr: `error: port ${port} is taken; choose another with --port, or 0 for any` });
    running.kill("SIGINT");
    expect(await running).toMatchObject({ exitCode: 130, stderr: "open this address in your browser; Ctrl-C ends the studio" });
    await expect(fetch(origin)).rejects.toThrow();
  });
});
