import { expect, it } from "vitest";
import { outline, type Options } from "../../src/index.ts";

const order = { type: "object", required: ["order", "note"], properties: { order: { $ref: "#/components/schemas/Order" }, note: { type: "string" }, count: { type: "integer" } } };
const document = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  servers: [{ url: "https://shop.test" }],
  paths: { "/order": { get: { operationId: "getOrder", tags: ["Orders"], responses: { 200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/Whole" } } } }, 404: { description: "none" } } } } },
  components: { schemas: { Whole: order, Order: { type: "object", properties: { id: { type: "string" } } } } },
};

it.each<[answer: Options["results"][string] | null, python: string | null, type: string]>([
  [null, "shop.models.Whole", "Whole"],
  [{ unwrap: "order", absent: null, otherwise: null }, "shop.models.Order", "Order"],
  [{ unwrap: "order", absent: 404, otherwise: null }, "shop.models.Order", "Order | None"],
  [{ unwrap: "count", absent: null, otherwise: null }, null, "int | None"],
  [{ unwrap: null, absent: 404, otherwise: null }, "shop.models.Whole", "Whole | None"],
  [{ unwrap: "order", absent: 404, otherwise: "default" }, null, "Any"],
])("the manifest says what callers get where the configuration says %j", async (answer, python, type) => {
  const { manifest } = await outline({ kind: "text", text: JSON.stringify(document), name: "shop.json" }, answer === null ? {} : { results: { "#/paths/~1order/get": answer } });
  expect(manifest.operations[0]?.result).toEqual({ kind: "json", python, type });
});
