import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMockServer, type MockServer } from "../../src/mock/index.ts";
import { mutations } from "./mutations.ts";
import { judged, send } from "./send.ts";
import { readSource, requestOf, type Source, type SourceOperation, sourceOperations } from "./source-request.ts";

const folder = process.env["PYSDK_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const documents = ["museum.yaml", "petstore-3.0.yaml", "spotify.yaml", "ollama.yaml", "qdrant.json", "meilisearch.json", "docker.yaml"];

/** How many spoilt requests each document gives; fewer would mean that something is no longer tried. */
const expectedCounts: Readonly<Record<string, Readonly<Record<string, number>>>> = {};

for (const name of documents) {
  const path = join(folder, name);
  if (!existsSync(path)) console.log(`skipped: no ${name} in the corpus (PYSDK_CORPUS names another)`);
  describe.skipIf(!existsSync(path))(name, () => {
    let server: MockServer;
    let source: Source;
    beforeAll(async () => {
      source = readSource(readFileSync(path, "utf8"));
      server = await createMockServer({ kind: "file", path });
    });
    afterAll(() => server.close());
    const title = (one: SourceOperation): string => `${one.method} ${one.template}`;

    it.each([false, true])("accepts a valid request to every operation (optional parts: %s)", async (full) => {
      const refused: unknown[] = [];
      const operations = sourceOperations(source, full);
      expect(operations.length).toBe(server.operations);
      for (const one of operations) {
        const { status, text, headers } = await send(server, requestOf(one));
        if (String(headers["content-type"]) === "application/problem+json") refused.push([title(one), status, text.slice(0, 400), requestOf(one).path, String(requestOf(one).body).slice(0, 200)]);
      }
      expect(refused).toEqual([]);
    });

    it("refuses the same with one thing wrong", async () => {
      const accepted: unknown[] = [];
      const counts: Record<string, number> = {};
      for (const one of sourceOperations(source, true)) {
        for (const { kind, request, status } of mutations(one)) {
          counts[kind] = (counts[kind] ?? 0) + 1;
          const [got, ...violations] = await judged(server, request);
          if (got !== status || violations.length === 0) accepted.push([kind, title(one), request.path, String(request.body ?? "").slice(0, 200), got]);
        }
      }
      expect(accepted).toEqual([]);
      expect(counts).toEqual(expectedCounts[name]);
    });
  });
}
