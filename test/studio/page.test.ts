import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPage } from "../../scripts/page-build.ts";
import { shop, type Started, startStudio } from "./start-studio.ts";

const program = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path !== undefined && existsSync(path));

let started: Started;
let folder = "";
let browser: Browser | null = null;
beforeAll(async () => {
  if (program === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "pysdk-page-"));
  await buildPage(folder);
  started = await startStudio(folder);
  browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
});
afterAll(async () => {
  await browser?.close();
  if (program !== undefined) await started.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the studio; whatever the browser complains about ends up in `complaints`. */
async function open(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  if (browser === null) throw new Error("there is no browser");
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("console", (message) => void complaints.push(message.text()));
  page.on("pageerror", (error) => void complaints.push(error.message));
  page.on("dialog", (dialog) => void complaints.push(dialog.message()));
  await page.goto(started.studio.address);
  await page.waitForSelector("#about code");
  return { page, complaints };
}

/** Presses Tab, with Shift to go back, until what the selector means has the focus. */
async function tabTo(page: Page, selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let press = 0; press < 30; press += 1) {
    await page.keyboard.press(key);
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`${selector} is not reached with ${key}`);
}

const said = (page: Page, text: string): Promise<void> => expect.poll(() => page.textContent("#status"), { timeout: 20_000 }).toContain(text);

describe.skipIf(program === undefined)("the page of the studio", () => {
  it("goes by keyboard from a pasted document to a file on disk that equals the command line's", async () => {
    const { page, complaints } = await open();
    await tabTo(page, "[name=source]");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await tabTo(page, "#text");
    await page.keyboard.insertText(shop);
    await tabTo(page, "#read");
    await page.keyboard.press("Enter");
    await said(page, "Read Shop <img src=x onerror=alert(1)>: 1 warning.");
    expect([await page.locator("#found-title:focus").count(), await page.locator("img").count()]).toEqual([1, 0]);
    const found = (await page.textContent("#found")) ?? "";
    for (const text of ["Shop <img src=x onerror=alert(1)> 2.1.0 · OpenAPI 3.1.0", "API key in the header X-Key", "https://shop.test/v1", "orders.get", "stdin:15:64", "Order"]) expect(found).toContain(text);

    await tabTo(page, "[name=target]", "Shift+Tab");
    await page.keyboard.press("ArrowRight");
    await tabTo(page, "#integration");
    await page.keyboard.type("HaloPSA");
    await tabTo(page, "#auth-type");
    await page.keyboard.type("OAuth");
    await tabTo(page, "#generate");
    await page.keyboard.press("Enter");
    await said(page, "Generated");
    expect(await page.locator("#output-title:focus").count()).toBe(1);
    expect(await page.textContent(".command code")).toBe("npx pysdk-compile openapi.yaml --profile bifrost:HaloPSA --auth-type oauth");

    await tabTo(page, "[name=mode]");
    await tabTo(page, "pre");
    expect(await page.textContent("pre .hl-keyword")).toBe("from");
    await tabTo(page, "[name=mode]", "Shift+Tab");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.textContent("pre")).toMatch(/^--- \/dev\/null\n\+\+\+ b\/halopsa\.py\n@@ -0,0 \+1,\d+ @@\n\+"""/);
    expect(existsSync(join(started.folder, "modules"))).toBe(false);
    await tabTo(page, "#save", "Shift+Tab");
    await page.keyboard.press("Enter");
    await said(page, "Saved: 1 new.");

    expect(await started.cli(shop, "--profile", "bifrost:HaloPSA", "--auth-type", "oauth")).toBe(0);
    for (const path of ["modules/halopsa.py", "modules/.pysdk/halopsa.json"]) expect(readFileSync(join(started.folder, path), "utf8")).toBe(readFileSync(join(started.other, path), "utf8"));
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("asks what to do with a file that was edited, and says what is wrong with a document", async () => {
    const { page, complaints } = await open();
    const path = join(started.folder, "mine/shop.py");
    await page.getByText("Paste", { exact: true }).click();
    await page.getByLabel("The text of the document").fill(shop);
    await page.getByLabel("Layout").selectOption("One file");
    await page.getByLabel("Import name").fill("shop");
    await page.getByLabel("Output folder").fill("mine");
    const generate = async (): Promise<void> => {
      await page.getByRole("button", { name: "Generate" }).click();
      await said(page, "Generated");
    };
    await generate();
    await page.getByRole("button", { name: "Save as mine/shop.py" }).click();
    await said(page, "Saved: 1 new.");
    const generated = readFileSync(path, "utf8");
    writeFileSync(path, `# mine\n${generated}`);
    await generate();
    await page.getByText("Difference to disk").click();
    await page.waitForSelector(".diff-removed");
    expect(await page.evaluate("[...document.querySelectorAll('.diff-lines')].map((one) => [one.textContent.split('\\n')[0].slice(0, 12), Math.round(one.getBoundingClientRect().height / 18.85)])")).toEqual([["--- a/shop.p", 2], ["@@ -1,4 +1,3", 1], ["-# mine", 1], [' """', 3]].map(([text, lines]) => [expect.stringContaining(String(text)), lines]));
    await page.getByRole("button", { name: "Save as mine/shop.py" }).click();
    await said(page, "Nothing was written");
    expect(await page.textContent(".outcome")).toContain("file-edited");
    await page.getByLabel("overwrite them").check();
    await page.getByRole("button", { name: "Save as mine/shop.py" }).click();
    await said(page, "Saved: 1 changed.");
    expect(readFileSync(path, "utf8")).toBe(generated);
    expect([await page.getByLabel("overwrite them").count(), await page.locator("#save:focus").count()]).toEqual([0, 1]);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the file" }).click()]);
    expect([download.suggestedFilename(), readFileSync(await download.path(), "utf8")]).toEqual(["shop.py", generated]);
    expect(complaints).toEqual([]);
    await page.getByLabel("The text of the document").fill("openapi: 3.1.0\ninfo: [\n");
    await page.getByRole("button", { name: "Generate" }).click();
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/stdin:\d+:\d+/);
    await page.close();
  });

  it("has a name for every control, and refuses to work without the token", async () => {
    const { page } = await open();
    const unnamed: unknown = await page.evaluate('[...document.querySelectorAll("input, select, textarea")].filter((one) => one.labels.length === 0).map((one) => one.outerHTML)');
    expect(unnamed).toEqual([]);
    expect(new URL(page.url()).hash).toBe("");
    await page.reload();
    await page.waitForSelector("#about code");
    await page.evaluate("sessionStorage.clear()");
    await page.reload();
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("open the address that pysdk-compile studio printed");
    await page.close();
  });
});
