import { existsSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../../src/6-emit/manifest.ts";
import { compile } from "../../src/index.ts";
import { createMockServer, type MockServer, type RecordedRequest } from "../../src/mock/index.ts";
import { makeTemporaryFolder, removeFolder, writeOutput } from "../harness/output-folder.ts";
import { sharedEnv } from "../harness/virtual-env.ts";
import { mutants } from "../lower/mutants.ts";
import { deref, readSource, type Source } from "../mock/source-request.ts";
import { type Call, callsOf } from "./calls.ts";

const corpus = process.env["PYSDK_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const snippets = fileURLToPath(new URL("snippets.py", import.meta.url));
const driver = fileURLToPath(new URL("drive.py", import.meta.url));

/** One way of making and using an SDK. */
interface Way {
  readonly half: "sync" | "async";
  readonly layout: "package" | "module";
  readonly http: "httpx2" | "httpx";
}

const every: readonly Way[] = (["package", "module"] as const).flatMap((layout) => (["httpx2", "httpx"] as const).flatMap((http) => (["sync", "async"] as const).map((half) => ({ half, layout, http }))));

/** Each two of the three choices meet. */
const pairwise: readonly Way[] = [
  { half: "sync", layout: "package", http: "httpx2" },
  { half: "async", layout: "module", http: "httpx2" },
  { half: "async", layout: "package", http: "httpx" },
  { half: "sync", layout: "module", http: "httpx" },
];

/** How many calls each document gives; fewer would mean that something is no longer called. */
const documents: readonly { readonly name: string; readonly ways: readonly Way[]; readonly calls: number }[] = [
  { name: "museum.yaml", ways: every, calls: 16 },
  { name: "petstore-2.0.json", ways: pairwise, calls: 40 },
  { name: "petstore-3.0.yaml", ways: pairwise, calls: 38 },
  { name: "ollama.yaml", ways: pairwise, calls: 34 },
  { name: "spotify.yaml", ways: pairwise, calls: 194 },
  { name: "qdrant.json", ways: pairwise, calls: 138 },
  { name: "meilisearch.json", ways: pairwise, calls: 226 },
  { name: "docker.yaml", ways: pairwise, calls: 216 },
];

interface Driven {
  readonly answers: readonly ({ readonly value: unknown } | { readonly error: string })[];
  readonly http: readonly string[];
}

/** Makes the calls with one client, in a Python of its own. */
async function drive(folder: string, plan: { readonly client: string; readonly half: Way["half"]; readonly arguments: unknown; readonly calls: readonly Call[] }): Promise<Driven> {
  const { stdout } = await execa(sharedEnv.python, ["-B", "-W", "error", driver], { input: JSON.stringify({ package: "sdk", ...plan }), env: { PYTHONPATH: folder } });
  return JSON.parse(stdout);
}

/** A value for each argument that a credential is given by. */
function credentials({ security }: Manifest): Readonly<Record<string, string>> {
  const names = security.flatMap(({ python }) => (python.includes("access_token") ? ["access_token"] : python));
  return Object.fromEntries(names.map((name) => [name, "secret"]));
}

/** What does not depend on how the SDK was made. */
function essence({ method, target, operation, headers, value, body, status }: RecordedRequest): unknown {
  return { method, target, operation, status, type: headers["content-type"]?.split(";")[0], accept: headers["accept"], authorization: headers["authorization"], value: value === undefined ? Buffer.from(body).toString("hex") : value };
}

/** Whether the document has no answer that is a success, so that the server gives an error. */
function onlyFails(source: Source, pointer = ""): boolean {
  const responses = Object.keys(Object(deref(source, { $ref: pointer })["responses"]));
  return !responses.some((status) => status.startsWith("2") || status === "default");
}

for (const { name, ways, calls: expected } of documents) {
  const path = join(corpus, name);
  if (!existsSync(path)) console.log(`skipped: no ${name} in the corpus (PYSDK_CORPUS names another)`);
  describe.skipIf(!existsSync(path))(name, () => {
    let parent = "";
    let server: MockServer;
    let source: Source;
    const manifests = new Map<string, Manifest>();
    const folderOf = ({ layout, http }: Way): string => join(parent, `${layout}-${http}`);
    beforeAll(async () => {
      parent = await makeTemporaryFolder("parity");
      source = readSource(readFileSync(path, "utf8"));
      server = await createMockServer({ kind: "file", path }, { strictKeys: true, looseUnions: true, generated: true });
      for (const way of ways) {
        if (manifests.has(folderOf(way))) continue;
        const made = await compile({ kind: "file", path }, { name: "sdk", layout: way.layout, http: way.http });
        await writeOutput(made, folderOf(way));
        manifests.set(folderOf(way), made.manifest);
      }
    });
    afterAll(async () => {
      await server.close();
      await removeFolder(parent);
    });

    it("sends every operation as the document has it and gives back the same, however it is made and used", async () => {
      const seen: { readonly way: Way; readonly sent: readonly unknown[]; readonly answers: Driven["answers"] }[] = [];
      for (const way of ways) {
        const manifest = manifests.get(folderOf(way));
        const client = manifest?.client?.[way.half]?.split(".").at(-1);
        if (manifest === undefined || client === undefined) throw new Error("there is no client");
        const calls = callsOf(source, manifest);
        expect(calls.length).toBe(expected);
        server.clear();
        const { answers, http } = await drive(folderOf(way), { client, half: way.half, arguments: { base_url: server.url, max_retries: 0, strict: true, ...credentials(manifest) }, calls });
        expect(http).toEqual([way.http]);
        const requests = server.requests();
        const failed = answers.flatMap((answer, index) => ("error" in answer && !onlyFails(source, calls[index]?.operation) ? [[calls[index]?.method, calls[index]?.keywords, answer.error]] : []));
        const refused = requests.flatMap(({ operation, target, problem }) => (problem === null ? [] : [[operation, target, problem.violations]]));
        expect({ way, refused, failed }).toEqual({ way, refused: [], failed: [] });
        expect(requests.map(({ operation }) => operation)).toEqual(calls.map(({ operation }) => operation));
        seen.push({ way, sent: requests.map(essence), answers });
      }
      const [first, ...others] = seen.map((each) => ({ ...each, answers: each.answers.map((answer) => ("error" in answer ? { error: answer.error.replaceAll(server.url, "") } : answer)) }));
      expect(new Set(server.requests().map(({ operation }) => operation)).size).toBe(server.operations);
      for (const { way, sent, answers } of others) expect({ way, sent, answers }).toEqual({ way, sent: first?.sent, answers: first?.answers });
    });

    it("shows calls in README.md and api.md that are as they are written", async () => {
      const way = pairwise[0] ?? every[0];
      const manifest = way === undefined ? undefined : manifests.get(folderOf(way));
      if (way === undefined || manifest === undefined) throw new Error("there is no package");
      const variables = Object.fromEntries(manifest.security.flatMap(({ python, environment }) => environment.filter((_, index) => !python.includes("access_token") || python[index] === "access_token").map((variable) => [variable, "secret"])));
      const arguments_ = [snippets, folderOf(way), JSON.stringify({ package: "sdk", sync: "Sdk", async: "AsyncSdk" })];
      const { stdout } = await execa(sharedEnv.python, ["-B", "-W", "error", ...arguments_], { cwd: parent, input: JSON.stringify(callsOf(source, manifest)), env: { PYTHONPATH: folderOf(way), SDK_BASE_URL: server.url, ...variables } });
      expect(JSON.parse(stdout.split("\n").at(-1) ?? "")).toEqual({ problems: [], snippets: 2, listed: expected / 2 });
    });

    if (name === "museum.yaml") it("notices a path, a parameter or a body key that the SDK has wrong", async () => {
      const way = pairwise[0] ?? every[0];
      const manifest = way === undefined ? undefined : manifests.get(folderOf(way));
      if (way === undefined || manifest === undefined) throw new Error("there is no package");
      const files = await Promise.all(Object.keys(manifest.files).map(async (file) => ({ path: file, text: await readFile(join(folderOf(way), file), "utf8") })));
      for (const kind of ["path", "parameter", "body key"]) {
        const mutant = mutants(files).find((one) => one.kind === kind);
        const original = files.find(({ path: file }) => file === mutant?.path);
        if (mutant === undefined || original === undefined) throw new Error(`there is no ${kind} to change`);
        await writeFile(join(folderOf(way), mutant.path), mutant.text);
        server.clear();
        await drive(folderOf(way), { client: "Sdk", half: "sync", arguments: { base_url: server.url, max_retries: 0, strict: true, ...credentials(manifest) }, calls: callsOf(source, manifest) });
        await writeFile(join(folderOf(way), mutant.path), original.text);
        expect({ mutant: mutant.name, refused: server.requests().filter(({ problem }) => problem !== null).length }).not.toMatchObject({ refused: 0 });
      }
    });
  });
}
