import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/ir/json.ts";
import { makeTemporaryFolder, removeFolder } from "../harness/output-folder.ts";
import { repository } from "../harness/virtual-env.ts";
import { checkLaws, holderOf, renderBroken, type BrokenLaw, type LawBatch, type LawCase, type MutatedValue } from "./laws.ts";
import { suiteExceptions } from "./suite-exceptions.ts";

const corpus = process.env["PYSDK_CORPUS"] ?? join(repository, "../shared/corpus");
const suite = join(corpus, "json-schema-test-suite/tests");

/** A schema of the suite with its instances. */
interface SuiteGroup {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map(removeFolder));
});

/** References within a schema, written as seen from the document in which the schema is a component. */
function rebased(node: Json, base: string): Json {
  if (Array.isArray(node)) return node.map((item: Json) => rebased(item, base));
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, Json] => {
    if (key === "$ref" && typeof value === "string" && (value === "#" || value.startsWith("#/"))) return [key, `${base}${value.slice(1)}`];
    return [key, key === "enum" || key === "const" ? value : rebased(value, base)];
  });
  return Object.fromEntries(entries);
}

const impliedTypes: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(properties|required|additionalProperties|patternProperties|minProperties|maxProperties|propertyNames|dependen.*|unevaluatedProperties)$/, ["object"]],
  [/^(items|prefixItems|additionalItems|minItems|maxItems|uniqueItems|contains|minContains|maxContains|unevaluatedItems)$/, ["array"]],
  [/^(pattern|format|minLength|maxLength|contentMediaType|contentEncoding)$/, ["string"]],
  [/^(minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf)$/, ["number"]],
];

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/**
 * Whether an instance is of the type that a schema without `type` is taken for: authors who write `properties` mean an object,
 * though JSON Schema allows any number beside it. What stands below the root is looked at where the instance has it.
 */
function isAsMeant(schema: Json, data: Json): boolean {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return true;
  const entries = Object.entries(schema);
  const types = entries.flatMap(([key]) => impliedTypes.flatMap(([pattern, implied]) => (pattern.test(key) ? implied : [])));
  const decided = entries.some(([key]) => key === "type" || key === "enum" || key === "const" || key === "$ref");
  if (!decided && types.length > 0 && !types.includes(typeOf(data))) return false;
  for (const [key, value] of entries) {
    if ((key === "allOf" || key === "anyOf" || key === "oneOf") && Array.isArray(value) && !value.every((one: Json) => isAsMeant(one, data))) return false;
    if (key === "items" && Array.isArray(data) && !data.every((item: Json) => isAsMeant(value, item))) return false;
    if ((key === "properties" || key === "patternProperties") && isPlainObject(value) && isPlainObject(data)) {
      for (const [name, inner] of Object.entries(data)) if (Object.hasOwn(value, name) && !isAsMeant(value[name] ?? null, inner)) return false;
    }
  }
  return true;
}

function isPlainObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Schemas of one document, about. */
const batchSize = 60;

async function batchesOf(draft: string, version: string): Promise<{ readonly batches: LawBatch[]; readonly schemas: Map<string, Json>; readonly descriptions: Map<string, string> }> {
  const schemas = new Map<string, Json>();
  const descriptions = new Map<string, string>();
  const batches: LawBatch[] = [];
  const files = (await readdir(join(suite, draft), { recursive: true })).filter((path) => path.endsWith(".json")).sort();
  let components: [string, Json][] = [];
  let cases: LawCase[] = [];
  const flush = (): void => {
    const document: JsonObject = { openapi: version, info: { title: "Suite", version: "1" }, paths: {}, components: { schemas: Object.fromEntries(components) } };
    if (cases.length > 0) batches.push({ name: `suite_${draft.replaceAll("-", "_")}_${batches.length}`, document, cases });
    components = [];
    cases = [];
  };
  for (const [index, file] of files.entries()) {
    if (cases.length >= batchSize) flush();
    const groups: readonly SuiteGroup[] = JSON.parse(await readFile(join(suite, draft, file), "utf8"));
    for (const [at, group] of groups.entries()) {
      const id = `${draft}/${file.replace(".json", "")}/${at}`;
      const name = `F${index}G${at}`;
      const schema = rebased(group.schema, `#/components/schemas/${name}`);
      schemas.set(id, schema);
      descriptions.set(id, group.description);
      components.push([name, schema], [`${name}Holder`, holderOf({ $ref: `#/components/schemas/${name}` })]);
      const promised = group.tests.filter((one) => one.valid && isAsMeant(group.schema, one.data));
      const valid = promised.map((one) => one.data);
      const mutated = group.tests.filter((one) => !promised.includes(one)).map((one): MutatedValue => ({ value: one.data }));
      cases.push({ id, valid, mutated, holder: `#/components/schemas/${name}Holder` });
    }
  }
  flush();
  return { batches, schemas, descriptions };
}

/** The laws that hold whatever a value is. */
const unconditional: ReadonlySet<string> = new Set(["imports", "decodes", "stays", "copies", "checks"]);

/** The broken laws that no listed exception accounts for, and the exceptions that account for none. */
function judged(broken: readonly BrokenLaw[], draft: string): { readonly unexpected: readonly BrokenLaw[]; readonly unused: readonly string[] } {
  const known = new Set(suiteExceptions.map(({ group }) => group).filter((group) => group.startsWith(`${draft}/`)));
  const met = new Set(broken.map((one) => one.case));
  return { unexpected: broken.filter((one) => unconditional.has(one.law) || !known.has(one.case)), unused: [...known].filter((one) => !met.has(one)) };
}

const drafts = [
  { draft: "draft2020-12", version: "3.1.0", schemas: 461, valid: 912, invalid: 1313 },
  { draft: "draft4", version: "3.0.3", schemas: 199, valid: 377, invalid: 560 },
];

if (!existsSync(suite)) console.log(`skipped: no JSON-Schema-Test-Suite at ${suite} (PYSDK_CORPUS names another corpus)`);

test.skipIf(!existsSync(suite)).for(drafts)("schemas of $draft compile, and their instances come back unchanged", async (expected) => {
  const folder = await makeTemporaryFolder("suite");
  folders.push(folder);
  const { batches, schemas, descriptions } = await batchesOf(expected.draft, expected.version);
  const report = await checkLaws(batches, join(folder, "packages"));
  const { unexpected, unused } = judged(report.broken, expected.draft);
  if (process.env["PYSDK_SUITE_LIST"] !== undefined) {
    for (const one of new Map(unexpected.map((broken) => [`${broken.case} ${broken.law}`, broken])).values()) {
      console.log(`${one.law} ${one.case} (${descriptions.get(one.case)})\n   ${JSON.stringify(schemas.get(one.case))}\n   ${one.value}\n   ${one.detail.trim().split("\n").at(-1)}`);
    }
  }
  expect(unexpected.length, renderBroken(unexpected, (id) => schemas.get(id))).toBe(0);
  expect(unused).toEqual([]);
  expect({ schemas: schemas.size, valid: report.counts.valid, invalid: report.counts.mutated }).toEqual({ schemas: expected.schemas, valid: expected.valid, invalid: expected.invalid });
});
