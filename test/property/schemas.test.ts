import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Json } from "../../src/ir/json.ts";
import { makeTemporaryFolder, removeFolder } from "../harness/output-folder.ts";
import { checkLaws, holderOf, renderBroken, type LawBatch, type LawCase } from "./laws.ts";
import { schemaOf, type Writer } from "./spec-schema.ts";
import { mutate, randomFrom, valueOf } from "./spec-value.ts";
import { specs } from "./spec.ts";

/** How many schemas; a longer run asks for more, and for another seed. */
const total = Number(process.env["PYSDK_PROPERTY_SCHEMAS"] ?? "320");
const seed = Number(process.env["PYSDK_PROPERTY_SEED"] ?? "20260801");
const batchSize = 40;
const valuesEach = 4;

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map(removeFolder));
});

/** Documents of some forty schemas each, with values that fit and values that do not. */
function batches(total: number): { readonly made: readonly LawBatch[]; readonly schemas: ReadonlyMap<string, Json> } {
  const sample = fc.sample(fc.tuple(specs, fc.nat()), { numRuns: total, seed });
  const schemas = new Map<string, Json>();
  const made: LawBatch[] = [];
  for (let start = 0; start < sample.length; start += batchSize) {
    const components = new Map<string, Json>();
    const cases: LawCase[] = [];
    for (const [offset, [spec, valueSeed]] of sample.slice(start, start + batchSize).entries()) {
      const id = `S${start + offset}`;
      const writer: Writer = { components: new Map(), name: id, placed: new Map() };
      const schema = schemaOf(writer, spec);
      const random = randomFrom(valueSeed);
      const valid = Array.from({ length: valuesEach }, () => valueOf(writer, spec, random));
      const mutated = valid.flatMap((value) => mutate(writer, spec, value, random) ?? []);
      for (const [name, part] of writer.components) components.set(name, part);
      components.set(id, schema);
      components.set(`${id}Holder`, holderOf({ $ref: `#/components/schemas/${id}` }));
      schemas.set(id, { ...Object.fromEntries(writer.components), [id]: schema });
      cases.push({ id, valid, mutated, holder: `#/components/schemas/${id}Holder` });
    }
    const document: Json = { openapi: "3.1.0", info: { title: "Properties", version: "1" }, paths: {}, components: { schemas: Object.fromEntries(components) } };
    made.push({ name: `batch${made.length}`, document, cases });
  }
  return { made, schemas };
}

test("values that fit, and values that do not, keep the laws of typed views", { timeout: 600_000 }, async () => {
  const folder = await makeTemporaryFolder("property");
  folders.push(folder);
  const { made, schemas } = batches(total);
  const report = await checkLaws(made, join(folder, "packages"));
  console.log(`${schemas.size} schemas: ${JSON.stringify(report.counts)}`);
  expect(report.broken.length, renderBroken(report.broken, (id) => schemas.get(id))).toBe(0);
  expect(report.counts.valid).toBe(total * valuesEach);
  expect(report.counts.mutated).toBeGreaterThan(total * 2);
});

test("values that fit go through pydantic's models unchanged", { timeout: 600_000 }, async () => {
  const folder = await makeTemporaryFolder("property-pydantic");
  folders.push(folder);
  const few = Math.ceil(total / 2);
  const { made, schemas } = batches(few);
  const report = await checkLaws(made, join(folder, "packages"), "pydantic");
  expect(report.broken.length, renderBroken(report.broken, (id) => schemas.get(id))).toBe(0);
  expect(report.counts.valid).toBe(few * valuesEach);
  expect(report.counts.models).toBe(few * valuesEach);
});
