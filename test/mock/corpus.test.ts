import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/1-load/index.ts";
import { type Canonical, normalize } from "../../src/2-normalize/index.ts";
import { createReporter } from "../../src/diagnostics/reporter.ts";
import { answer, preferencesOf } from "../../src/mock/answer.ts";
import { createMockServer, type MockServer } from "../../src/mock/index.ts";
import { readOperations } from "../../src/mock/operation.ts";
import { below, followed, type Place } from "../../src/mock/place.ts";
import { createValidator } from "../../src/mock/validator.ts";
import { mutations } from "./mutations.ts";
import { judged, send } from "./send.ts";
import { readSource, requestOf, type Source, type SourceOperation, sourceOperations } from "./source-request.ts";

const folder = process.env["PYSDK_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const documents = ["museum.yaml", "petstore-3.0.yaml", "spotify.yaml", "ollama.yaml", "qdrant.json", "meilisearch.json", "docker.yaml"];

/** How many spoilt requests each document gives; fewer would mean that something is no longer tried. */
const expectedCounts: Readonly<Record<string, number>> = {
  "museum.yaml": 56, "petstore-3.0.yaml": 78, "spotify.yaml": 669, "ollama.yaml": 63, "qdrant.json": 388, "meilisearch.json": 689, "docker.yaml": 567,
};

/** Documents with schemas that no value satisfies. */
const selfContradicting = new Set(["meilisearch.json"]);

function followedSchema(canonical: Canonical, response: Place | undefined): Place | undefined {
  const media = below(below(response, "content"), "application/json");
  return media === undefined ? undefined : below(followed(canonical, media), "schema");
}

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
      let tried = 0;
      for (const one of sourceOperations(source, true)) {
        for (const { kind, request, status } of mutations(one)) {
          tried++;
          const [got, ...violations] = await judged(server, request);
          if (got !== status || violations.length === 0) accepted.push([kind, title(one), request.path, String(request.body ?? "").slice(0, 200), got]);
        }
      }
      expect(accepted).toEqual([]);
      expect(tried).toBe(expectedCounts[name]);
    });

    it.skipIf(selfContradicting.has(name))("makes up answers that their schemas accept", async () => {
      const reporter = createReporter();
      const canonical = normalize(await load({ kind: "file", path }, {}, { reporter }), { reporter });
      const validator = createValidator(canonical, { direction: "answer", strictKeys: false, looseUnions: false });
      const wrong: unknown[] = [];
      let checked = 0;
      for (const operation of readOperations(canonical)) {
        const made = answer(canonical, { operation, accept: "application/json", prefer: preferencesOf(undefined), examples: false });
        if (!("body" in made) || made.body.length === 0) continue;
        const response = operation.responses.find(([status]) => status === String(made.status)) ?? operation.responses.find(([status]) => status === "default");
        const schema = followedSchema(canonical, response?.[1]);
        if (schema === undefined) continue;
        checked++;
        const [first] = validator.faults(schema, JSON.parse(Buffer.from(made.body).toString()));
        if (first !== undefined) wrong.push([operation.method, operation.template, first]);
      }
      expect(wrong).toEqual([]);
      expect(checked).toBeGreaterThan(5);
    });
  });
}
