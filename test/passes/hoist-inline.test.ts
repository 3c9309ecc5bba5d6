import { describe, expect, it } from "vitest";
import type { Api } from "../../src/ir/api.ts";
import { operation, passesOf, schema } from "../model/model-of.ts";

const text = { type: "string" };
const object = (properties: object, more: object = {}): unknown => ({ type: "object", properties, ...more });
const json = (value: unknown): unknown => ({ description: "", content: { "application/json": { schema: value } } });

/** The names that schemas want, by what they are. */
function wishes(api: Api): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(api.schemas).filter((one) => one.named).map((one) => [one.hint.words.join(" "), `${one.kind} ${one.hint.from}`]));
}

describe("hoist-inline", () => {
  it("names what stands in place after where it stands", async () => {
    const { api } = await passesOf(
      {
        schemas: { Event: object({ place: object({ geo: object({ lat: { type: "number" } }) }), entries: { type: "array", items: object({ a: text }) }, status: { type: "array", items: object({ b: text }) }, by_id: { type: "object", additionalProperties: object({ c: text }) } }) },
        paths: {
          "/e": {
            post: {
              operationId: "createEvent",
              parameters: [{ name: "filter", in: "query", style: "deepObject", schema: object({ d: text }) }],
              requestBody: { content: { "application/json": { schema: object({ e: text }) } } },
              responses: { 200: json(object({ f: text })), 202: json(object({ g: text })), 400: json(object({ h: text })), default: json(object({ i: text })) },
            },
          },
        },
      },
      "hoist-inline",
    );
    expect(Object.keys(wishes(api)).toSorted()).toEqual(
      ["Event", "Event place", "Event place geo", "Event entry", "Event status item", "Event by_id value", "createEvent filter", "createEvent request", "createEvent response", "createEvent response 202", "createEvent error 400", "createEvent error"].toSorted(),
    );
  });

  it("uses titles that are short and mean one thing", async () => {
    const { api } = await passesOf(
      { schemas: { Taken: object({ x: text }), A: object({ p: object({ x: text }, { title: "Fine Title" }), q: object({ x: text }, { title: "Taken" }), r: object({ x: text }, { title: "Two" }), s: object({ y: text }, { title: "Two" }), t: object({ x: text }, { title: "A title that goes on for far too long" }) }) } },
      "hoist-inline",
    );
    expect(Object.keys(wishes(api))).toEqual(["Taken", "A", "Fine Title", "A q", "A r", "A s", "A t"]);
    expect(wishes(api)["Fine Title"]).toBe("object title");
  });

  it("names shared responses after themselves", async () => {
    const { api } = await passesOf({ paths: { "/a": { get: { operationId: "a", responses: { 404: { $ref: "#/components/responses/NotFound" } } } } }, components: { responses: { NotFound: json(object({ x: text })) } } }, "hoist-inline");
    expect(Object.keys(wishes(api))).toEqual(["NotFound error"]);
  });

  it("gives aliases to long lists, to unions of classes and to unions that are results", async () => {
    const long = { enum: ["alphabetical-order", "reverse-alphabetical-order", "chronological-order"] };
    const { api } = await passesOf(
      {
        schemas: { A: object({}, { additionalProperties: false }), B: object({ long, short: { enum: ["a", "b"] }, two: { anyOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] }, one: { anyOf: [{ $ref: "#/components/schemas/A" }, text] } }), Words: { enum: ["x", "y"] }, Ids: { type: "array", items: text } },
        paths: { "/a": { get: { operationId: "a", responses: { 200: json({ type: ["string", "integer"] }) } } } },
      },
      "hoist-inline",
    );
    expect(wishes(api)).toEqual({ A: "object component", B: "object component", Words: "enum component", "B long": "enum derived", "B two": "union derived", "a response": "union derived" });
  });

  it("names what contains itself once: a name anywhere on the way breaks the circle", async () => {
    const { api } = await passesOf({ schemas: { Json: { anyOf: [text, { type: "array", items: { $ref: "#/components/schemas/Json" } }] }, Node: object({ next: { $ref: "#/components/schemas/Node" }, all: { type: "array", items: { $ref: "#/components/schemas/Node" } } }) } }, "hoist-inline");
    expect(wishes(api)).toEqual({ Json: "union component", Node: "object component" });
    const { api: lists } = await passesOf({ schemas: { Tree: { type: "array", items: { $ref: "#/components/schemas/Tree" } } } }, "hoist-inline");
    expect(wishes(lists)).toEqual({ Tree: "array component" });
    expect(schema(api, "#/components/schemas/Node").recursive).toBe(true);
    expect(schema(api, "#/components/schemas/Node/properties/all").recursive).toBe(true);
  });

  it("names variants after their tags", async () => {
    const variant = (kind: string): unknown => object({ kind: { const: kind } }, { required: ["kind"] });
    const { api } = await passesOf({ schemas: { Part: { oneOf: [variant("text"), variant("image")] } } }, "hoist-inline");
    expect(Object.keys(wishes(api))).toEqual(["Part", "Part text", "Part image"]);
  });
});

describe("deduplicate", () => {
  it("lets equal shapes with the same last word share a class, and drops the rest", async () => {
    const session = object({ id: text, at: object({ x: { type: "integer", description: "Here." } }) }, { required: ["id"] });
    const { api } = await passesOf(
      {
        paths: {
          "/list": { post: { operationId: "sessions.list", responses: { 200: json(object({ session })) } } },
          "/get": { post: { operationId: "sessions.get", responses: { 200: json(object({ session: { ...(session as object), description: "Other words." } })) } } },
          "/other": { post: { operationId: "other", responses: { 200: json(object({ thing: session })) } } },
        },
      },
      "deduplicate",
    );
    expect(Object.keys(wishes(api)).toSorted()).toEqual(["other response", "other response thing", "sessions.get response", "sessions.get response session", "other response thing at"].toSorted());
    const uses = ["sessions.list", "sessions.get"].map((id) => operation(api, id).responses[0]?.media[0]?.use?.schema);
    expect(uses[0]).toBe(uses[1]);
  });

  it("never merges what the document names", async () => {
    const { api } = await passesOf({ schemas: { A: object({ x: text }), B: object({ x: text }) } }, "deduplicate");
    expect(Object.keys(wishes(api))).toEqual(["A", "B"]);
    expect(schema(api, "#/components/schemas/A").shape).toBe(schema(api, "#/components/schemas/B").shape);
    expect(schema(api, "#/components/schemas/A").shape).toMatch(/^[0-9a-f]{16}$/);
  });

  it("keeps different shapes apart", async () => {
    const { api } = await passesOf({ schemas: { A: object({ p: object({ x: text }) }), B: object({ p: object({ x: text }, { required: ["x"] }) }), C: object({ p: object({ x: { type: "integer" } }) }) } }, "deduplicate");
    expect(Object.keys(wishes(api))).toEqual(["A", "B", "C", "A p", "B p", "C p"]);
  });
});
