import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPython } from "../harness/virtual-env.ts";
import type { Choices } from "../../src/studio/protocol.ts";
import { shop, type Started, startStudio } from "./start-studio.ts";

let started: Started;
let page = "";
let origin = "";
beforeAll(async () => {
  page = mkdtempSync(join(tmpdir(), "pysdk-page-"));
  for (const name of ["index.html", "page.js", "page.css"]) writeFileSync(join(page, name), name);
  started = await startStudio(page);
  ({ origin } = new URL(started.studio.address));
});
afterAll(async () => {
  await started.stop();
  rmSync(page, { recursive: true, force: true });
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly address?: string;
}

/** Sends a request as no browser would let a page do; undefined leaves a header out. */
async function send({ method = "POST", path = "/api/about", headers = {}, body = "{}", address = "127.0.0.1" }: Sent = {}): Promise<{ readonly status: number; readonly text: string; readonly headers: Readonly<Record<string, unknown>> }> {
  const { port, host } = new URL(started.studio.address);
  const all = { host, origin, "content-type": "application/json", "x-studio-token": started.studio.token, ...headers };
  const sent = Object.fromEntries(Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined));
  return new Promise((resolve, reject) => {
    const call = request({ host: address, port, method, path, headers: sent, setHost: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8"), headers: response.headers }));
    });
    call.on("error", reject);
    call.end(method === "GET" ? undefined : body);
  });
}

/** Whatever the studio answers; the tests say what they expect of it. */
type Answer = ReturnType<typeof JSON.parse>;

const none: Choices = { profile: "", authType: "", layout: "", name: "", http: "", python: "", output: "" };

async function ask(name: string, body: unknown): Promise<{ readonly status: number; readonly answer: Answer }> {
  const { status, text } = await send({ path: `/api/${name}`, body: JSON.stringify(body) });
  return { status, answer: JSON.parse(text) };
}

const generate = (choices: Partial<Choices> = {}, text = shop): ReturnType<typeof ask> => ask("generate", { document: { kind: "text", text }, choices: { ...none, ...choices } });

describe("who may ask the studio", () => {
  it("answers its own page with the token", async () => {
    const { status, text } = await send();
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ folder: started.folder, place: "" });
    const { port } = new URL(origin);
    expect((await send({ headers: { host: `localhost:${port}`, origin: `http://localhost:${port}` } })).status).toBe(200);
  });

  it.each([
    ["no token", { "x-studio-token": undefined }, 401],
    ["another token", { "x-studio-token": "A".repeat(32) }, 401],
    ["an empty token", { "x-studio-token": "" }, 401],
    ["a name that leads here", { host: "evil.test", origin: "http://evil.test" }, 403],
    ["another port of the name", { host: "127.0.0.1:1", origin: "http://127.0.0.1:1" }, 403],
    ["no origin", { origin: undefined }, 403],
    ["another origin", { origin: "https://evil.test" }, 403],
    ["a page without an origin", { origin: "null" }, 403],
    ["this machine's other name", { origin: "http://localhost:1" }, 403],
    ["a form", { "content-type": "text/plain" }, 415],
  ])("refuses a request with %s", async (_, headers, status) => {
    for (const path of ["/api/about", "/api/generate", "/api/nothing"]) {
      const answer = await send({ path, headers });
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.text).not.toContain(started.folder);
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    }
  });

  it("refuses the page under another name, other paths and other methods", async () => {
    expect((await send({ method: "GET", path: "/", headers: { host: "evil.test" } })).status).toBe(403);
    expect((await send({ method: "GET", path: "/../package.json" })).status).toBe(404);
    expect((await send({ method: "GET", path: "/api/about" })).status).toBe(405);
    expect((await send({ path: "/" })).status).toBe(405);
    expect((await send({ method: "OPTIONS", headers: { origin: "https://evil.test" } })).status).toBe(403);
    expect((await send({ path: "/api/constructor" })).status).toBe(404);
    for (const body of ["", "[]", "null", '{"document":{"kind":"text"},"choices":{}}', '{"id":1}']) expect((await send({ path: "/api/generate", body })).status).toBe(400);
    expect((await ask("save", { id: "x", onEdited: "toString" })).status).toBe(400);
  });

  it("gives the page to whoever finds it, with nothing of the session, and lets it run nothing else", async () => {
    const { status, text, headers } = await send({ method: "GET", path: "/?x=1", headers: { origin: undefined, "x-studio-token": undefined } });
    expect({ status, text }).toEqual({ status: 200, text: "index.html" });
    expect(headers["content-security-policy"]).toBe("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store" });
  });

  it("listens on 127.0.0.1 alone", async () => {
    expect(started.studio.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32}$/);
    const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of [...others, { address: "127.0.0.2" }, { address: "::1" }]) await expect(send({ address }), address).rejects.toThrow();
  });
});

describe("what the studio does", () => {
  it("says what is in a document, with places", async () => {
    const { answer } = await ask("read", { document: { kind: "text", text: shop }, choices: none });
    expect(answer).toMatchObject({
      title: "Shop <img src=x onerror=alert(1)>", version: "2.1.0", openapi: "3.1.0", servers: ["https://shop.test/v1"], models: ["Order"], webhooks: 0,
      security: [{ name: "key", what: "API key in the header X-Key" }],
      namespaces: [{ name: "orders", operations: [{ method: "GET", path: "/orders/{id}", python: "orders.get" }] }],
    });
    expect(answer.messages).toContainEqual(expect.objectContaining({ severity: "warning", code: "reference-not-found", where: "stdin:15:64", pointer: "#/components/schemas/Order/properties/other", remedy: expect.stringMatching(/\w/) }));
  });

  it("refuses what the command line refuses, in its words", async () => {
    expect(await generate({ name: "class" })).toMatchObject({ status: 422, answer: { message: expect.stringContaining("must be a Python identifier") } });
    expect(await generate({ name: "--force" })).toMatchObject({ status: 200, answer: { found: { package: "__force" } } });
    expect(await generate({ authType: "basic" })).toMatchObject({ status: 422, answer: { message: expect.stringContaining("needs --auth or --profile") } });
    expect(await generate({}, "openapi: [")).toMatchObject({ status: 422, answer: { messages: [{ severity: "error", where: expect.stringMatching(/^stdin:1:/) }] } });
    expect(await generate({}, " ")).toMatchObject({ status: 422, answer: { message: "the document is empty; paste one, or choose a file" } });
    expect(await ask("read", { document: { kind: "place", place: "--help" }, choices: none })).toMatchObject({ status: 422, answer: { messages: [{ code: "document-not-found" }] } });
    expect(await ask("file", { id: "x", path: "y" })).toMatchObject({ status: 422, answer: { message: expect.stringContaining("generate it again") } });
    expect(readdirSync(started.folder)).toEqual([]);
  });

  it("packs a project that Python can unpack, equal to what the command line writes", async () => {
    const { answer: made } = await generate({ name: "shop" });
    expect(made).toMatchObject({ target: "shop/", layout: "package", isUsable: true, command: "npx pysdk-compile openapi.yaml --name shop" });
    const { answer: packed } = await ask("download", { id: made.id });
    expect(packed).toMatchObject({ name: "shop.zip", type: "application/zip" });
    expect(await started.cli(shop, "--name", "shop")).toBe(0);
    writeFileSync(join(started.other, "shop.zip"), Buffer.from(packed.base64, "base64"));
    const program = "import sys, zipfile\nz = zipfile.ZipFile('shop.zip'); assert z.testzip() is None; z.extractall('unpacked')";
    await execa(await findPython(), ["-c", program], { cwd: started.other });
    await execa("diff", ["-r", "--exclude=base.gz", "shop", "unpacked/shop"], { cwd: started.other });
    expect(readdirSync(started.folder)).toEqual([]);
  });

  it("leaves, merges or overwrites files that a person edited, as it is told", async () => {
    const choices = { profile: "bifrost:Shop", output: "kept" };
    const path = join(started.folder, "kept/shop.py");
    const save = async (id: string, onEdited: string): Promise<Answer> => (await ask("save", { id, onEdited })).answer;
    expect((await save((await generate(choices)).answer.id, "stop")).report.created).toEqual(["shop.py"]);
    const generated = readFileSync(path, "utf8");
    writeFileSync(path, `# mine\n${generated}`);
    const { answer } = await generate(choices);
    expect(answer.files).toEqual([{ path: "shop.py", state: "edited", edited: true, lines: generated.split("\n").length - 1 }]);
    expect((await ask("file", { id: answer.id, path: "shop.py" })).answer.diff).toBe(`--- a/shop.py\n+++ b/shop.py\n@@ -1,4 +1,3 @@\n-# mine\n${generated.split("\n").slice(0, 3).map((line) => ` ${line}\n`).join("")}`);
    expect((await save(answer.id, "stop")).refused).toMatchObject([{ code: "file-edited", where: "shop.py" }]);
    expect((await save(answer.id, "keep")).report.kept).toEqual(["shop.py"]);
    expect((await save(answer.id, "merge")).report.merged).toEqual(["shop.py"]);
    expect(readFileSync(path, "utf8")).toBe(`# mine\n${generated}`);
    expect((await save(answer.id, "force")).files).toMatchObject([{ state: "same", edited: false }]);
    expect(readFileSync(path, "utf8")).toBe(generated);
  });
});
