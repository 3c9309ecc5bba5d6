import { expect, test } from "vitest";
import { validate } from "../../src/1-load/validate.ts";
import { createReporter, type Diagnostic } from "../../src/diagnostics/reporter.ts";
import { gather, withFiles } from "./gather.ts";

async function judged(value: unknown, timeout = 20_000): Promise<readonly Diagnostic[]> {
  const { loaded } = await gather({ kind: "value", value, name: "api.json" });
  const reporter = createReporter();
  await validate(loaded, { timeout }, { reporter });
  return reporter.diagnostics;
}

const info = { title: "T", version: "1" };
const operation = { operationId: "a", responses: { 200: { description: "ok" } } };

test("a valid document passes silently, long integers included", async () => {
  const schema = { type: "integer", maximum: 9223372036854775807n };
  expect(await judged({ openapi: "3.0.3", info, paths: { "/a": { get: operation } }, components: { schemas: { A: schema } } })).toEqual([]);
});

test("complaints are warnings at the place they name", async () => {
  const found = await judged({ openapi: "3.0.3", info, paths: { "/a/{id}": { get: operation }, "/b": { get: operation } } });
  expect(found.map((one) => [one.code, one.severity, one.origin.pointer]).toSorted()).toEqual([
    ["document-not-valid", "warning", "#/paths/~1a~1{id}/get"],
    ["document-not-valid", "warning", "#/paths/~1b/get/operationId"],
  ]);
});

test("a validator that cannot finish is a note", async () => {
  const late = await judged({ openapi: "3.0.3", info, paths: {} }, 1);
  expect(late.map((one) => [one.severity, one.message])).toEqual([["note", "The document was not validated: it took longer than 1 ms."]]);
  const unknown = await judged({ openapi: "3.2.0", info, paths: {} });
  expect(unknown.map((one) => one.code)).toEqual(["validator-gave-up"]);
});

test("several files are not judged: the validator must not read them", async () => {
  await withFiles({ "a.yaml": "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {$ref: b.yaml}}}\n", "b.yaml": "type: string\n" }, async (folder) => {
    const { loaded } = await gather({ kind: "file", path: `${folder}/a.yaml` });
    const reporter = createReporter();
    await validate(loaded, {}, { reporter });
    expect(reporter.diagnostics.map((one) => one.message)).toEqual(["The document was not validated: it spans several files."]);
  });
});
