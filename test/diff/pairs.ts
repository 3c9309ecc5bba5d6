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
  { title: "an operation is added", set: { "#/paths/~1hours": { get: { operationId: "getHours", tags: ["Hours"], responses: { 204: { description: "None" } } } } }, step: "minor", changes: [
      "- operation added: museum.hours.get: is new (nobody calls it yet)",
    ] },
  { title: "an operation is removed", set: { [`${room}/delete`]: undefined }, step: "major", changes: [
      "! operation removed: museum.events.delete_room: is gone (calls of it fail)",
    ] },
  { title: "the operationId changes", set: { [`${list}/operationId`]: "searchEvents" }, step: "patch", changes: [] },
  { title: "an operation is called at another path", set: { "#/paths/~1v2~1events": (base: unknown) => ({ get: valueAt(base, list) }), [list]: undefined }, step: "patch", changes: [
      "- operation sent: museum.events.list: calls GET /v2/events instead of GET /events (the SDK sees to it; calls stay the same)",
    ] },
  { title: "an optional parameter is added", set: { [`${list}/parameters/-`]: { in: "query", name: "page", schema: { type: "integer" } } }, step: "minor", changes: [
      "- parameter added: museum.events.list(page): takes `page` (calls may leave it out)",
    ] },
  { title: "a required parameter is added", set: { [`${list}/parameters/-`]: { in: "query", name: "page", required: true, schema: { type: "integer" } } }, step: "major", changes: [
      "! parameter added: museum.events.list(page): takes `page`, which has to be given (calls without it fail)",
    ] },
  { title: "a required parameter with one value is added", set: { [`${list}/parameters/-`]: { in: "query", name: "v", required: true, schema: { const: "1" } } }, step: "minor", changes: [
      "- parameter added: museum.events.list(v): takes `v` (calls may leave it out)",
    ] },
  { title: "a parameter is removed", set: { [`${list}/parameters/4`]: undefined }, step: "major", changes: [
      "! parameter removed: museum.events.list(note): no longer takes `note` (calls that give it fail)",
    ] },
  { title: "a parameter becomes required", set: { [`${list}/parameters/4/required`]: true }, step: "major", changes: [
      "! parameter required: museum.events.list(note): has to be given (calls without it fail)",
    ] },
  { title: "a parameter becomes optional", set: { [`${list}/parameters/3/required`]: false }, step: "minor", changes: [
      "- parameter optional: museum.events.list(from_): may be left out (calls that give it go on to work)",
    ] },
  { title: "a parameter's type widens", set: { [`${list}/parameters/0/schema/type`]: "number" }, step: "minor", changes: [
      "- parameter retyped: museum.events.list(limit): is float instead of int (what callers give is still accepted)",
    ] },
  { title: "a parameter's type narrows", set: { [`${list}/parameters/4/schema`]: { type: "string", enum: ["a", "b"] } }, step: "major", changes: [
      "! parameter retyped: museum.events.list(note): is Literal[\"a\", \"b\"] | UnknownStr instead of str (callers that give str are refused)",
    ] },
  { title: "a parameter's type becomes another", set: { [`${list}/parameters/3/schema`]: { type: "string", format: "date-time" } }, step: "major", changes: [
      "! parameter retyped: museum.events.list(from_): is datetime instead of date (callers that give date are refused)",
    ] },
  { title: "a parameter's enumeration gains a value", set: { [`${list}/parameters/2/schema/enum`]: ["up", "down", "none"] }, step: "minor", changes: [
      "- parameter values-added: museum.events.list(order): takes \"none\" too (callers may give more than before)",
    ] },
  { title: "a parameter's enumeration loses one value for another", set: { [`${list}/parameters/2/schema/enum`]: ["up", "none"] }, step: "major", changes: [
      "- parameter values-added: museum.events.list(order): takes \"none\" too (callers may give more than before)",
      "! parameter values-removed: museum.events.list(order): no longer takes \"down\" (callers that give \"down\" are refused by type checkers and the server)",
    ] },
  { title: "an optional parameter may be null", set: { [`${list}/parameters/4/schema/type`]: ["string", "null"] }, step: "major", changes: [
      "! parameter retyped: museum.events.list(note): may be null (`None` left the value out before and sends null now; `UNSET` leaves it out)",
    ] },
  { title: "a default changes", set: { [`${list}/parameters/0/schema/default`]: 20 }, step: "minor", changes: [
      "- parameter default: museum.events.list(limit): has the default 20 instead of 10 (the default is the server's: calls stay the same, what it makes of a value that is left out may not)",
    ] },
  { title: "a default goes", set: { [`${list}/parameters/0/schema/default`]: undefined }, step: "minor", changes: [
      "- parameter default: museum.events.list(limit): no longer has the default 10 (the default is the server's: calls stay the same, what it makes of a value that is left out may not)",
    ] },
  { title: "a parameter moves from the query to a header", set: { [`${list}/parameters/4/in`]: "header" }, step: "patch", changes: [
      "- parameter sent: museum.events.list(note): is sent as header note instead of query note (the SDK sees to it; calls stay the same)",
    ] },
  { title: "path parameters change places", set: { [`${room}/parameters`]: [{ in: "path", name: "room", required: true, schema: { type: "integer" } }, { in: "path", name: "eventId", required: true, schema: text }] }, step: "major", changes: [
      "! parameter moved: museum.events.get_room(room): is at position 1 instead of position 2 (calls that give it by position give another value)",
      "! parameter moved: museum.events.get_room(event_id): is at position 2 instead of position 1 (calls that give it by position give another value)",
      "! parameter moved: museum.events.delete_room(room): is at position 1 instead of position 2 (calls that give it by position give another value)",
      "! parameter moved: museum.events.delete_room(event_id): is at position 2 instead of position 1 (calls that give it by position give another value)",
    ] },
  { title: "parameters of the query change places", set: { [`${list}/parameters`]: (base: unknown) => listAt(base, `${list}/parameters`).toReversed() }, step: "patch", changes: [] },
  { title: "a body's optional field becomes required", set: { [`${schemas}/NewEvent/required`]: ["name", "kind"] }, step: "major", changes: [
      "! parameter required: museum.events.create(kind): has to be given (calls without it fail)",
      "! field required: museum.models.NewEvent.kind: has to be given (objects that callers make have to have it)",
    ] },
  { title: "a body's required field becomes optional", set: { [`${schemas}/NewEvent/required`]: [] }, step: "minor", changes: [
      "- parameter optional: museum.events.create(name): may be left out (calls that give it go on to work)",
      "- field optional: museum.models.NewEvent.name: may be absent (callers that give it go on to work)",
    ] },
  { title: "a body's field is added", set: { [`${schemas}/NewEvent/properties/place`]: text }, step: "minor", changes: [
      "- parameter added: museum.events.create(place): takes `place` (calls may leave it out)",
      "- field added: museum.models.NewEvent.place: is new (callers may leave it out)",
    ] },
  { title: "a body's required field is added", set: { [`${schemas}/NewEvent/properties/place`]: text, [`${schemas}/NewEvent/required`]: ["name", "place"] }, step: "major", changes: [
      "! parameter added: museum.events.create(place): takes `place`, which has to be given (calls without it fail)",
      "! field added: museum.models.NewEvent.place: is new and has to be given (objects that callers make have to have it)",
    ] },
  { title: "a field that only comes back becomes required", set: { [`${schemas}/NewEvent/required`]: ["name", "seen"] }, step: "minor", changes: [
      "- field required: museum.models.NewEvent.seen: is always there (code that expects None does no harm)",
    ] },
  { title: "a field that is only sent is removed", set: { [`${schemas}/NewEvent/properties/secret`]: undefined }, step: "major", changes: [
      "! parameter removed: museum.events.create(secret): no longer takes `secret` (calls that give it fail)",
      "! field removed: museum.models.NewEvent.secret: is gone (code that gives it fails)",
    ] },
  { title: "a body's field loses null", set: { [`${schemas}/NewEvent/properties/until/type`]: "string" }, step: "major", changes: [
      "! parameter retyped: museum.events.create(until): is never null (`None` sent null before and leaves the value out now)",
      "! field retyped: museum.models.NewEvent.until: is never null (`None` sent null before and leaves the value out now)",
    ] },
  { title: "a whole body becomes required", set: { [`${tickets}/put/requestBody/required`]: true }, step: "major", changes: [
      "! parameter required: museum.tickets.replace(body): has to be given (calls without it fail)",
    ] },
  { title: "a body goes", set: { [`${create}/requestBody`]: undefined }, step: "major", changes: [
      "! parameter removed: museum.events.create(name): no longer takes `name` (calls that give it fail)",
      "! parameter removed: museum.events.create(kind): no longer takes `kind` (calls that give it fail)",
      "! parameter removed: museum.events.create(price): no longer takes `price` (calls that give it fail)",
      "! parameter removed: museum.events.create(secret): no longer takes `secret` (calls that give it fail)",
      "! parameter removed: museum.events.create(until): no longer takes `until` (calls that give it fail)",
    ] },
  { title: "a body gains another media type", set: { [`${create}/requestBody/content/application~1x-www-form-urlencoded`]: { schema: ref("NewEvent") } }, step: "minor", changes: [
      "- parameter added: museum.events.create(content_type): takes `content_type` (calls may leave it out)",
    ] },
  { title: "a body travels otherwise", set: { [`${create}/requestBody/content`]: { "application/x-www-form-urlencoded": { schema: ref("NewEvent") } } }, step: "patch", changes: [
      "- operation sent: museum.events.create: sends application/x-www-form-urlencoded instead of application/json (the SDK sees to it; calls stay the same)",
    ] },
  { title: "a result's field becomes optional", set: { [`${schemas}/Event/allOf/1/required`]: ["kind"] }, step: "major", changes: [
      "! field optional: museum.models.Event.name: may be absent (code that reads it may get None)",
    ] },
  { title: "a result's field becomes required", set: { [`${schemas}/Event/allOf/1/required`]: ["name", "kind", "price"] }, step: "minor", changes: [
      "- field required: museum.models.Event.price: is always there (code that expects None does no harm)",
    ] },
  { title: "a result's field widens", set: { [`${schemas}/Event/allOf/1/properties/price/type`]: "number" }, step: "major", changes: [
      "! field retyped: museum.models.Event.price: is float instead of int (callers that expect int may get float)",
    ] },
  { title: "a result's field narrows", set: { [`${schemas}/Event/allOf/1/properties/extra`]: text }, step: "minor", changes: [
      "- field retyped: museum.models.Event.extra: is str instead of Any (what callers get still fits)",
    ] },
  { title: "a result's required field may be null", set: { [`${schemas}/Event/allOf/1/properties/name/type`]: ["string", "null"] }, step: "major", changes: [
      "! field retyped: museum.models.Event.name: may be null (code that reads it may get None)",
    ] },
  { title: "a result's optional field may be null", set: { [`${schemas}/Event/allOf/1/properties/price/type`]: ["integer", "null"] }, step: "minor", changes: [
      "- field retyped: museum.models.Event.price: may be null (code that reads it expects None already)",
    ] },
  { title: "a result's field is removed", set: { [`${schemas}/Event/allOf/1/properties/price`]: undefined }, step: "major", changes: [
      "! field removed: museum.models.Event.price: is gone (code that reads it fails)",
    ] },
  { title: "a result's list holds something else", set: { [`${schemas}/Event/allOf/1/properties/tags/items`]: { type: "integer" } }, step: "major", changes: [
      "! field retyped: museum.models.Event.tags: is list[int] instead of list[str] (callers that expect list[str] may get list[int])",
    ] },
  { title: "an inherited field is retyped, told once", set: { [`${schemas}/Thing/properties/id`]: { type: "integer", readOnly: true } }, step: "major", changes: [
      "! field retyped: museum.models.Thing.id: is int instead of str (callers that expect str may get int)",
    ] },
  { title: "a class extends another no longer", set: { [`${schemas}/Event/allOf/0`]: { type: "object", required: ["id"], properties: { id: { type: "string", readOnly: true } } } }, step: "major", changes: [
      "! model moved: museum.models.Event: no longer extends Thing (it no longer passes as Thing)",
    ] },
  { title: "an enumeration that callers only get gains a value", set: { [`${schemas}/Size/enum`]: ["small", "large", "huge"] }, step: "minor", changes: [
      "- model values-added: museum.models.Size: gives \"huge\" too (an enumeration is open: a value that it did not list came through before)",
    ] },
  { title: "an enumeration that callers only get loses a value", set: { [`${schemas}/Size/enum`]: ["small"] }, step: "minor", changes: [
      "- model retyped: museum.models.Size: is Literal[\"small\"] instead of Literal[\"small\", \"large\"] | UnknownStr (what callers get still fits)",
    ] },
  { title: "an enumeration that callers give and get loses a value", set: { [`${schemas}/Kind/enum`]: ["tour"] }, step: "major", changes: [
      "! model retyped: museum.models.Kind: is Literal[\"tour\"] instead of Literal[\"tour\", \"talk\"] | UnknownStr (callers that give Literal[\"tour\", \"talk\"] | UnknownStr are refused)",
    ] },
  { title: "a union gains a variant", set: { [`${schemas}/Exhibit/oneOf/-`]: ref("Coin") }, step: "minor", changes: [
      "- model variants-added: museum.models.Exhibit: gives Coin too (the union is open: what it did not list came through before)",
    ] },
  { title: "a union of members in place gains one before the others", set: { [`${schemas}/Mixed/oneOf`]: [{ type: "object", required: ["c"], properties: { c: text } }, { type: "object", required: ["a"], properties: { a: text } }, { type: "object", required: ["b"], properties: { b: text } }] }, step: "minor", changes: [
      "- model variants-added: museum.models.Mixed: gives MixedOneOf0 too (the union is open: what it did not list came through before)",
      "- model added: museum.models.MixedOneOf0: is new (nobody names it yet)",
    ] },
  { title: "a union becomes one class", set: { [`${schemas}/Exhibit`]: ref("Painting") }, step: "major", changes: [
      "- result retyped: museum.events.get_room: gives Painting instead of Exhibit (what callers get still fits)",
      "! model removed: museum.models.UnknownExhibit: is gone (code that names it fails)",
      "- model retyped: museum.models.Exhibit: is Painting instead of Painting | Statue | UnknownExhibit (what callers get still fits)",
    ] },
  { title: "a model is both given and got: a field becomes optional", set: { [`${schemas}/Ticket/required`]: ["color"] }, step: "major", changes: [
      "! field optional: museum.models.Ticket.code: may be absent (code that reads it may get None)",
    ] },
  { title: "a model is both given and got: a field becomes required", set: { [`${schemas}/Ticket/required`]: ["code", "color", "row"] }, step: "major", changes: [
      "! field required: museum.models.Ticket.row: has to be given (objects that callers make have to have it)",
    ] },
  { title: "an enumeration in place that callers give and get gains a value", set: { [`${schemas}/Ticket/properties/color/enum`]: ["red", "blue", "gold"] }, step: "minor", changes: [
      "- field values-added: museum.models.Ticket.color: holds \"gold\" too (an enumeration is open: a value that it did not list came through before)",
    ] },
  { title: "an alias becomes a class", set: { [`${schemas}/Size`]: { type: "object", properties: { width: { type: "integer" } } } }, step: "major", changes: [
      "! model retyped: museum.models.Size: is a class instead of a type alias (a class can be constructed and asked for with isinstance, an alias cannot)",
    ] },
  { title: "a class comes to extend another", set: { [`${schemas}/Sold`]: { allOf: [ref("Thing"), { type: "object", required: ["code"], properties: { code: text } }] } }, step: "minor", changes: [
      "- model moved: museum.models.Sold: extends Thing (what it was it still is)",
      "- field added: museum.models.Sold.id: is new (nobody reads it yet)",
    ] },
  { title: "a call gives a schema written in place", set: { [`${create}/responses/201/content`]: json({ type: "object", properties: { ok: { type: "boolean" } } }) }, step: "major", changes: [
      "! result retyped: museum.events.create: gives CreateEventResponse instead of Event (callers that expect Event may get CreateEventResponse)",
      "- model added: museum.models.CreateEventResponse: is new (nobody names it yet)",
    ] },
  { title: "a field that was anything is a date", set: { [`${schemas}/Event/allOf/1/properties/extra`]: { type: "string", format: "date" } }, step: "major", changes: [
      "! field retyped: museum.models.Event.extra: is date instead of Any (callers that expect the plain JSON value may get date)",
    ] },
  { title: "a required field of a body may be null", set: { [`${schemas}/NewEvent/properties/name/type`]: ["string", "null"] }, step: "minor", changes: [
      "- parameter retyped: museum.events.create(name): may be null (callers may give more than before)",
      "- field retyped: museum.models.NewEvent.name: may be null (callers may give more than before)",
    ] },
  { title: "a body becomes optional", set: { [`${create}/requestBody/required`]: false }, step: "minor", changes: [
      "- parameter optional: museum.events.create(name): may be left out (calls that give it go on to work)",
    ] },
  { title: "a model that nothing holds gains a required field", set: { [`${schemas}/Unused/properties/b`]: text, [`${schemas}/Unused/required`]: ["a", "b"] }, step: "major", changes: [
      "! field added: museum.models.Unused.b: is new and has to be given (objects that callers make have to have it)",
    ] },
  { title: "a model that nothing holds may lack a field", set: { [`${schemas}/Unused/required`]: [] }, step: "major", changes: [
      "! field optional: museum.models.Unused.a: may be absent (code that reads it may get None)",
    ] },
  { title: "a model is added", set: { [`${schemas}/Guide`]: { type: "object", properties: { name: text } } }, step: "minor", changes: [
      "- model added: museum.models.Guide: is new (nobody names it yet)",
    ] },
  { title: "a model is removed", set: { [`${schemas}/Unused`]: undefined }, step: "major", changes: [
      "! model removed: museum.models.Unused: is gone (code that names it fails)",
    ] },
  { title: "a component is called something else, its shape the same", set: { [`${schemas}/Trouble`]: { type: "object", properties: { message: text } }, [`${schemas}/Problem`]: undefined, [`${list}/responses/400/content`]: json({ $ref: `${schemas}/Trouble` }) }, step: "patch", changes: [] },
  { title: "a call gives something else", set: { [`${create}/responses/201/content`]: json(ref("Ticket")) }, step: "major", changes: [
      "! result retyped: museum.events.create: gives Ticket instead of Event (callers that expect Event may get Ticket)",
    ] },
  { title: "a call gives nothing any more", set: { [`${create}/responses`]: { 204: { description: "Made" } } }, step: "major", changes: [
      "! result retyped: museum.events.create: gives None instead of Event (callers that expect Event may get None)",
    ] },
  { title: "a call that gave nothing gives something", set: { [`${room}/delete/responses`]: { 200: { description: "Gone", content: json(ref("Problem")) } } }, step: "minor", changes: [
      "- result retyped: museum.events.delete_room: gives Problem (nobody uses the None that it gave before)",
    ] },
  { title: "a call loses one of its results", set: { "#/paths/~1tickets~1{id}/get/responses/204": undefined }, step: "minor", changes: [
      "- result retyped: museum.tickets.get: gives Ticket instead of Ticket | None (what callers get still fits)",
    ] },
  { title: "a call gains another result", set: { [`${create}/responses/202`]: { description: "Later" } }, step: "major", changes: [
      "! result retyped: museum.events.create: gives Event | None instead of Event (callers that expect Event may get Event | None)",
    ] },
  { title: "pages end", set: { [`${schemas}/TicketList/properties/next_cursor`]: undefined }, step: "major", changes: [
      "! result retyped: museum.tickets.list: gives TicketList instead of Page[TicketList] (callers that expect Page[TicketList] may get TicketList)",
      "! field removed: museum.models.TicketList.next_cursor: is gone (code that reads it fails)",
    ] },
  { title: "pages begin", set: { [`${list}/responses/200/content`]: json(ref("TicketList")), [`${list}/parameters/-`]: { in: "query", name: "cursor", schema: text } }, step: "major", changes: [
      "- parameter added: museum.events.list(cursor): takes `cursor` (calls may leave it out)",
      "! result retyped: museum.events.list: gives Page[TicketList] instead of list[Event] (callers that expect list[Event] may get Page[TicketList])",
    ] },
  { title: "an error is added", set: { [`${create}/responses/409`]: { description: "Conflict", content: json(ref("Problem")) } }, step: "minor", changes: [
      "- error added: museum.events.create: may fail with 409, with Problem as its body (every failure is an ApiException, as before)",
    ] },
  { title: "an error is removed", set: { [`${list}/responses/400`]: undefined }, step: "minor", changes: [
      "- error removed: museum.events.list: no longer says that it fails with 400 (code that expects the error does no harm)",
    ] },
  { title: "an error has another body", set: { [`${list}/responses/400/content`]: json(ref("Sold")) }, step: "major", changes: [
      "! error retyped: museum.events.list: the body of 400 is Sold instead of Problem (callers that expect Problem may get Sold)",
    ] },
  { title: "a credential is added", set: { "#/components/securitySchemes/Login": { type: "http", scheme: "basic" } }, step: "minor", changes: [
      "- credential added: museum.Museum(username): takes `username` (a client is made without credentials too)",
      "- credential added: museum.Museum(password): takes `password` (a client is made without credentials too)",
      "- credential added: os.environ[\"MUSEUM_USERNAME\"]: is read (it need not be set)",
      "- credential added: os.environ[\"MUSEUM_PASSWORD\"]: is read (it need not be set)",
    ] },
  { title: "a credential is removed", set: { "#/components/securitySchemes/Key": undefined, "#/security": [] }, step: "major", changes: [
      "! credential removed: museum.Museum(api_key): no longer takes `api_key` (code that gives it fails)",
      "! credential removed: os.environ[\"MUSEUM_API_KEY\"]: is no longer read (what is set there no longer has an effect)",
    ] },
  { title: "a webhook is added", set: { "#/webhooks/closed": { post: { requestBody: { content: json(ref("Problem")) }, responses: { 204: { description: "Taken" } } } } }, step: "minor", changes: [
      "- webhook added: museum.webhooks.parse_closed: may come (#/webhooks/closed/post) (nobody waits for it yet)",
      "- model added: museum.models.WebhookEvent: is new (nobody names it yet)",
    ] },
  { title: "a webhook holds another model", set: { "#/webhooks/sold/post/requestBody/content": json(ref("Ticket")) }, step: "major", changes: [
      "! webhook retyped: museum.webhooks.parse_sold: holds Ticket instead of Sold (code that reads it as Sold may find something else)",
    ] },
  { title: "a webhook is removed", set: { "#/webhooks": undefined }, step: "major", changes: [
      "! webhook removed: museum.webhooks.parse_sold: no longer comes (#/webhooks/sold/post) (the function that parses it is gone)",
    ] },
  { title: "a keyword may be given by position too", set: {}, options: { resources: { events: { operations: ["op:listEvents"], positional: ["from"] } } }, step: "minor", changes: [
      "- parameter moved: museum.events.list(from_): may be given by position too (by name it is given as before)",
    ] },
  { title: "a stream becomes a value", set: { "#/paths/~1sales/get/responses/200/content": json(ref("Sold")) }, step: "major", changes: [
      "! result retyped: museum.sales.watch: gives Sold instead of Stream[Sold] (callers that expect Stream[Sold] may get Sold)",
    ] },
  { title: "an operation is renamed", set: {}, options: { renames: { [list]: "events.search" } }, step: "major", changes: [
      "! operation renamed: museum.events.list: is called `events.search` now (calls by the old name fail)",
    ] },
  { title: "a parameter is renamed", set: {}, options: { renames: { [`${list}/parameters/0`]: "at_most" } }, step: "major", changes: [
      "! parameter renamed: museum.events.list(limit): is called `at_most` now (calls that give `limit` by name fail)",
    ] },
  { title: "a model is renamed, told once", set: {}, options: { renames: { [`${schemas}/Ticket`]: "Pass" } }, step: "major", changes: [
      "! model renamed: museum.models.Ticket: is called `museum.models.Pass` now (code that names it fails)",
    ] },
  { title: "a field is renamed", set: {}, options: { renames: { [`${schemas}/Ticket/properties/color`]: "tint" } }, step: "major", changes: [
      "! field renamed: museum.models.Ticket.color: is called `tint` now (code that uses the old name fails)",
    ] },
  { title: "the package becomes a module", set: {}, options: { layout: "module" }, step: "major", changes: [
      "! package moved: museum: is a module instead of a package (models are imported from elsewhere)",
    ] },
  { title: "the HTTP client is another", set: {}, options: { http: "httpx" }, step: "major", changes: [
      "! package retyped: museum: is made for httpx instead of httpx2 (a client or timeout of the other library no longer fits)",
    ] },
  { title: "the blocking client goes", set: {}, options: { twins: ["async"] }, step: "major", changes: [
      "! client removed: museum.Museum: is gone (code that makes one fails)",
    ] },
  { title: "the document's title changes", set: { "#/info/title": "Gallery" }, step: "major", changes: [
      "! package renamed: museum: is called `gallery` now (`import museum` fails)",
      "! client renamed: museum.Museum: is called `gallery.Gallery` now (code that makes one fails)",
      "! client renamed: museum.AsyncMuseum: is called `gallery.AsyncGallery` now (code that makes one fails)",
      "! credential removed: os.environ[\"MUSEUM_API_KEY\"]: is no longer read (what is set there no longer has an effect)",
      "- credential added: os.environ[\"GALLERY_API_KEY\"]: is read (it need not be set)",
    ] },
];
