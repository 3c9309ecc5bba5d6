import type { Options } from "../../src/index.ts";
import { listAt, valueAt } from "./edited.ts";

/** What becomes of the base document, and what callers see of it. */
export interface Pair {
  /** What the pair is about. */
  readonly title: string;
  /** Pointer to the value that stands there afterwards, or what makes it from the base; undefined takes it away, a pointer that ends in `/-` appends. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Options of the second compile. */
  readonly options?: Partial<Options>;
  /** Every change that is found, as `line` writes it. */
  readonly changes: readonly string[];
  /** The version step. */
  readonly step: "major" | "minor" | "patch" | "none";
}

const schemas = "#/components/schemas";
const list = "#/paths/~1events/get";
const create = "#/paths/~1events/post";
const room = "#/paths/~1events~1{eventId}~1rooms~1{room}";
const tickets = "#/paths/~1tickets";
const text = { type: "string" };
const json = (schema: unknown): unknown => ({ "application/json": { schema } });
const ref = (name: string): unknown => ({ $ref: `${schemas}/${name}` });

/** Pairs of documents, each the base and one that differs in one thing, with all that callers see of it. */
export const pairs: readonly Pair[] = [
  { title: "nothing", set: {}, step: "none", changes: [] },
  { title: "only words", set: { [`${list}/description`]: "All events." }, step: "patch", changes: [] },
  { title: "an operation is added", set: { "#/paths/~1hours": { get: { operationId: "getHours", tags: ["Hours"], responses: { 204: { description: "None" } } } } }, step: "minor", changes: [] },
  { title: "an operation is removed", set: { [`${room}/delete`]: undefined }, step: "major", changes: [] },
  { title: "the operationId changes", set: { [`${list}/operationId`]: "searchEvents" }, step: "patch", changes: [] },
  { title: "an operation is called at another path", set: { "#/paths/~1v2~1events": (base: unknown) => ({ get: valueAt(base, list) }), [list]: undefined }, step: "patch", changes: [] },
  { title: "an optional parameter is added", set: { [`${list}/parameters/-`]: { in: "query", name: "page", schema: { type: "integer" } } }, step: "minor", changes: [] },
  { title: "a required parameter is added", set: { [`${list}/parameters/-`]: { in: "query", name: "page", required: true, schema: { type: "integer" } } }, step: "major", changes: [] },
  { title: "a required parameter with one value is added", set: { [`${list}/parameters/-`]: { in: "query", name: "v", required: true, schema: { const: "1" } } }, step: "minor", changes: [] },
  { title: "a parameter is removed", set: { [`${list}/parameters/4`]: undefined }, step: "major", changes: [] },
  { title: "a parameter becomes required", set: { [`${list}/parameters/4/required`]: true }, step: "major", changes: [] },
  { title: "a parameter becomes optional", set: { [`${list}/parameters/3/required`]: false }, step: "minor", changes: [] },
  { title: "a parameter's type widens", set: { [`${list}/parameters/0/schema/type`]: "number" }, step: "minor", changes: [] },
  { title: "a parameter's type narrows", set: { [`${list}/parameters/4/schema`]: { type: "string", enum: ["a", "b"] } }, step: "major", changes: [] },
  { title: "a parameter's type becomes another", set: { [`${list}/parameters/3/schema`]: { type: "string", format: "date-time" } }, step: "major", changes: [] },
  { title: "a parameter's enumeration gains a value", set: { [`${list}/parameters/2/schema/enum`]: ["up", "down", "none"] }, step: "minor", changes: [] },
  { title: "a parameter's enumeration loses one value for another", set: { [`${list}/parameters/2/schema/enum`]: ["up", "none"] }, step: "major", changes: [] },
  { title: "an optional parameter may be null", set: { [`${list}/parameters/4/schema/type`]: ["string", "null"] }, step: "major", changes: [] },
  { title: "a default changes", set: { [`${list}/parameters/0/schema/default`]: 20 }, step: "minor", changes: [] },
  { title: "a default goes", set: { [`${list}/parameters/0/schema/default`]: undefined }, step: "minor", changes: [] },
  { title: "a parameter moves from the query to a header", set: { [`${list}/parameters/4/in`]: "header" }, step: "patch", changes: [] },
  { title: "path parameters change places", set: { [`${room}/parameters`]: [{ in: "path", name: "room", required: true, schema: { type: "integer" } }, { in: "path", name: "eventId", required: true, schema: text }] }, step: "major", changes: [] },
  { title: "parameters of the query change places", set: { [`${list}/parameters`]: (base: unknown) => listAt(base, `${list}/parameters`).toReversed() }, step: "patch", changes: [] },
  { title: "a body's optional field becomes required", set: { [`${schemas}/NewEvent/required`]: ["name", "kind"] }, step: "major", changes: [] },
  { title: "a body's required field becomes optional", set: { [`${schemas}/NewEvent/required`]: [] }, step: "minor", changes: [] },
  { title: "a body's field is added", set: { [`${schemas}/NewEvent/properties/place`]: text }, step: "minor", changes: [] },
  { title: "a body's required field is added", set: { [`${schemas}/NewEvent/properties/place`]: text, [`${schemas}/NewEvent/required`]: ["name", "place"] }, step: "major", changes: [] },
  { title: "a field that only comes back becomes required", set: { [`${schemas}/NewEvent/required`]: ["name", "seen"] }, step: "minor", changes: [] },
  { title: "a field that is only sent is removed", set: { [`${schemas}/NewEvent/properties/secret`]: undefined }, step: "major", changes: [] },
  { title: "a body's field loses null", set: { [`${schemas}/NewEvent/properties/until/type`]: "string" }, step: "major", changes: [] },
  { title: "a whole body becomes required", set: { [`${tickets}/put/requestBody/required`]: true }, step: "major", changes: [] },
  { title: "a body goes", set: { [`${create}/requestBody`]: undefined }, step: "major", changes: [] },
  { title: "a body gains another media type", set: { [`${create}/requestBody/content/application~1x-www-form-urlencoded`]: { schema: ref("NewEvent") } }, step: "minor", changes: [] },
  { title: "a body travels otherwise", set: { [`${create}/requestBody/content`]: { "application/x-www-form-urlencoded": { schema: ref("NewEvent") } } }, step: "patch", changes: [] },
  { title: "a result's field becomes optional", set: { [`${schemas}/Event/allOf/1/required`]: ["kind"] }, step: "major", changes: [] },
  { title: "a result's field becomes required", set: { [`${schemas}/Event/allOf/1/required`]: ["name", "kind", "price"] }, step: "minor", changes: [] },
  { title: "a result's field widens", set: { [`${schemas}/Event/allOf/1/properties/price/type`]: "number" }, step: "major", changes: [] },
  { title: "a result's field narrows", set: { [`${schemas}/Event/allOf/1/properties/extra`]: text }, step: "minor", changes: [] },
  { title: "a result's required field may be null", set: { [`${schemas}/Event/allOf/1/properties/name/type`]: ["string", "null"] }, step: "major", changes: [] },
  { title: "a result's optional field may be null", set: { [`${schemas}/Event/allOf/1/properties/price/type`]: ["integer", "null"] }, step: "minor", changes: [] },
  { title: "a result's field is removed", set: { [`${schemas}/Event/allOf/1/properties/price`]: undefined }, step: "major", changes: [] },
  { title: "a result's list holds something else", set: { [`${schemas}/Event/allOf/1/properties/tags/items`]: { type: "integer" } }, step: "major", changes: [] },
  { title: "an inherited field is retyped, told once", set: { [`${schemas}/Thing/properties/id`]: { type: "integer", readOnly: true } }, step: "major", changes: [] },
  { title: "a class extends another no longer", set: { [`${schemas}/Event/allOf/0`]: { type: "object", required: ["id"], properties: { id: { type: "string", readOnly: true } } } }, step: "major", changes: [] },
  { title: "an enumeration that callers only get gains a value", set: { [`${schemas}/Size/enum`]: ["small", "large", "huge"] }, step: "minor", changes: [] },
  { title: "an enumeration that callers only get loses a value", set: { [`${schemas}/Size/enum`]: ["small"] }, step: "minor", changes: [] },
  { title: "an enumeration that callers give and get loses a value", set: { [`${schemas}/Kind/enum`]: ["tour"] }, step: "major", changes: [] },
  { title: "a union gains a variant", set: { [`${schemas}/Exhibit/oneOf/-`]: ref("Coin") }, step: "minor", changes: [] },
  { title: "a union becomes one class", set: { [`${schemas}/Exhibit`]: ref("Painting") }, step: "major", changes: [] },
  { title: "a model is both given and got: a field becomes optional", set: { [`${schemas}/Ticket/required`]: ["color"] }, step: "major", changes: [] },
  { title: "a model is both given and got: a field becomes required", set: { [`${schemas}/Ticket/required`]: ["code", "color", "row"] }, step: "major", changes: [] },
  { title: "an enumeration in place that callers give and get gains a value", set: { [`${schemas}/Ticket/properties/color/enum`]: ["red", "blue", "gold"] }, step: "minor", changes: [] },
  { title: "a model is added", set: { [`${schemas}/Guide`]: { type: "object", properties: { name: text } } }, step: "minor", changes: [] },
  { title: "a model is removed", set: { [`${schemas}/Unused`]: undefined }, step: "major", changes: [] },
  { title: "a component is called something else, its shape the same", set: { [`${schemas}/Trouble`]: { type: "object", properties: { message: text } }, [`${schemas}/Problem`]: undefined, [`${list}/responses/400/content`]: json({ $ref: `${schemas}/Trouble` }) }, step: "patch", changes: [] },
  { title: "a call gives something else", set: { [`${create}/responses/201/content`]: json(ref("Ticket")) }, step: "major", changes: [] },
  { title: "a call gives nothing any more", set: { [`${create}/responses`]: { 204: { description: "Made" } } }, step: "major", changes: [] },
  { title: "a call that gave nothing gives something", set: { [`${room}/delete/responses`]: { 200: { description: "Gone", content: json(ref("Problem")) } } }, step: "minor", changes: [] },
  { title: "a call loses one of its results", set: { "#/paths/~1tickets~1{id}/get/responses/200/content/image~1png": undefined }, step: "minor", changes: [] },
  { title: "a call gains another result", set: { [`${create}/responses/202`]: { description: "Later" } }, step: "major", changes: [] },
  { title: "pages end", set: { [`${schemas}/TicketList/properties/next_cursor`]: undefined }, step: "major", changes: [] },
  { title: "pages begin", set: { [`${list}/responses/200/content`]: json(ref("TicketList")), [`${list}/parameters/-`]: { in: "query", name: "cursor", schema: text } }, step: "major", changes: [] },
  { title: "an error is added", set: { [`${create}/responses/409`]: { description: "Conflict", content: json(ref("Problem")) } }, step: "minor", changes: [] },
  { title: "an error is removed", set: { [`${list}/responses/400`]: undefined }, step: "minor", changes: [] },
  { title: "an error has another body", set: { [`${list}/responses/400/content`]: json(ref("Sold")) }, step: "major", changes: [] },
  { title: "a credential is added", set: { "#/components/securitySchemes/Login": { type: "http", scheme: "basic" } }, step: "minor", changes: [] },
  { title: "a credential is removed", set: { "#/components/securitySchemes/Key": undefined, "#/security": [] }, step: "major", changes: [] },
  { title: "a webhook is added", set: { "#/webhooks/closed": { post: { requestBody: { content: json(ref("Problem")) }, responses: { 204: { description: "Taken" } } } } }, step: "minor", changes: [] },
  { title: "a webhook holds another model", set: { "#/webhooks/sold/post/requestBody/content": json(ref("Ticket")) }, step: "major", changes: [] },
  { title: "a stream becomes a value", set: { "#/paths/~1sales/get/responses/200/content": json(ref("Sold")) }, step: "major", changes: [] },
  { title: "an operation is renamed", set: {}, options: { renames: { [list]: "events.search" } }, step: "major", changes: [] },
  { title: "a parameter is renamed", set: {}, options: { renames: { [`${list}/parameters/0`]: "at_most" } }, step: "major", changes: [] },
  { title: "a model is renamed, told once", set: {}, options: { renames: { [`${schemas}/Ticket`]: "Pass" } }, step: "major", changes: [] },
  { title: "a field is renamed", set: {}, options: { renames: { [`${schemas}/Ticket/properties/color`]: "tint" } }, step: "major", changes: [] },
  { title: "the package becomes a module", set: {}, options: { layout: "module" }, step: "major", changes: [] },
  { title: "the HTTP client is another", set: {}, options: { http: "httpx" }, step: "major", changes: [] },
  { title: "the blocking client goes", set: {}, options: { twins: ["async"] }, step: "major", changes: [] },
  { title: "the document's title changes", set: { "#/info/title": "Gallery" }, step: "major", changes: [] },
];
