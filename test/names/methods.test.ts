import { describe, expect, it } from "vitest";
import { api, methods, named, operation } from "./sample-api.ts";

const museum = [
  operation("GET /museum-hours", { id: "getMuseumHours", tags: ["Operations"] }),
  operation("GET /special-events", { id: "listSpecialEvents", tags: ["Events"] }),
  operation("POST /special-events", { id: "createSpecialEvent", tags: ["Events"] }),
  operation("GET /special-events/{eventId}", { id: "getSpecialEvent", tags: ["Events"] }),
  operation("POST /tickets", { id: "buyMuseumTickets", tags: ["Tickets"] }),
  operation("GET /tickets/{ticketId}/qr", { id: "getTicketCode", tags: ["Tickets"] }),
];

/** The method of one operation, in the namespace of its tag. */
function one(route: string, id: string | null, tag?: string): string {
  const after = named(api({ operations: [operation(route, { id, tags: tag === undefined ? [] : [tag] })] }));
  return methods(after)[route] ?? "";
}

describe("methods", () => {
  it("leaves out what the API's name, the namespace and the path say already", () => {
    expect(methods(named(api({ title: "Redocly Museum API", operations: museum })))).toEqual({
      "GET /museum-hours": "operations.get_hours",
      "GET /special-events": "events.list",
      "POST /special-events": "events.create",
      "GET /special-events/{eventId}": "events.get",
      "POST /tickets": "tickets.buy",
      "GET /tickets/{ticketId}/qr": "tickets.get_code",
    });
  });

  it.each([
    ["POST /orgs/{org}/repos", "repos/create-for-org", "repos", "repos.create_for_org"],
    ["GET /items/", "list_items_items__get", "items", "items.list"],
    ["DELETE /claim/{claim_id}", "deleteClaimClaimClaimIdDelete", "claims", "claims.delete"],
    ["GET /users", "UsersController_findAll", "Users", "users.find_all"],
    ["POST /api/v1/apps/{name}/rollback", "ApplicationService_Rollback", "ApplicationService", "application_service.rollback"],
    ["POST /v1/comments", "create-a-comment", "Comments", "comments.create"],
    ["POST /c/{name}/points/search", "search_points", "Search", "search.search_points"],
    ["GET /search/code", "search/code", "search", "search.code"],
    ["GET /networks", "NetworkConnect", "Network", "network.connect"],
    ["GET /folders/{folder_id}/items", "get_folders_id_items", "Folders", "folders.get_by_folder_id_items"],
    ["GET /zen", "meta/get-zen", "meta", "meta.get_zen"],
    ["GET /import", "import", "import", "import_.import_"],
    ["GET /people/{id}", "getPerson", "People", "people.get"],
    ["POST /g/{id}/members", "addUserToGroup", "groups", "groups.add_user"],
  ])("%s %s in %s is %s", (route, id, tag, expected) => {
    expect(one(route, id, tag)).toBe(expected);
  });

  it("takes namespaces from dotted operationIds, tags, nested tags and paths", () => {
    expect(one("GET /voice", "voice.laneMode.get")).toBe("voice.lane_mode.get");
    expect(one("GET /voice", "voice.laneMode.get", "Other")).toBe("voice.lane_mode.get");
    expect(one("GET /x", "v1..get", "Data sources")).toBe("data_sources.v1_get");
    expect(one("GET /x", "x_list", "beta.agents")).toBe("beta.agents.x_list");
    expect(one("GET /api/v2/users", "list_users")).toBe("users.list");
    expect(one("GET /users", "list_users", "default")).toBe("users.list");
    expect(one("GET /x", "ask", "../../x")).toBe("x.ask");
    expect(one("GET /x", "ask", "😀")).toBe("x.ask");
    expect(one("GET /", "root")).toBe("root");
    expect(one("GET /x", "ask", "request")).toBe("request_.ask");
  });

  it("follows the parents of tags", () => {
    const tag = (name: string, parent: string | null) => ({ name, parent, docs: { summary: null, description: null, deprecated: false, externalDocs: null } });
    const after = named(api({ tags: [tag("Voice", null), tag("Lane Mode", "Voice")], operations: [operation("GET /m", { id: "getLaneMode", tags: ["Lane Mode"] })] }));
    expect(methods(after)["GET /m"]).toBe("voice.lane_mode.get");
    expect(after.resources.map(({ path, className, module }) => [path.join("."), className, module])).toEqual([
      ["", "Sample", "_client"],
      ["voice", "Voice", "voice"],
      ["voice.lane_mode", "LaneMode", "voice_lane_mode"],
    ]);
  });

  it.each([null, "", "😀", "/", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "x".repeat(300)])("names an operation by method and path where its operationId is %j", (id) => {
    expect(one("GET /users/{id}", id)).toBe("users.get_by_id");
    expect(one("POST /v2/users/{id}/posts", id)).toBe("users.post_by_id_posts");
  });

  it("tells equal operationIds apart by method and path", () => {
    const operations = ["GET /a", "POST /a", "GET /a/{id}", "GET /v1/a/{id}"].map((route) => operation(route, { id: "same", tags: ["a"] }));
    expect(methods(named(api({ operations })))).toEqual({ "GET /a": "a.get", "POST /a": "a.post", "GET /a/{id}": "a.get_a_by_id", "GET /v1/a/{id}": "a.get_v1_a_by_id" });
  });

  it("gives both sides of a collision the longer name", () => {
    const operations = [operation("GET /users", { id: "getUsers", tags: ["users"] }), operation("GET /users/{id}", { id: "getUser", tags: ["users"] })];
    expect(methods(named(api({ operations })))).toEqual({ "GET /users": "users.get_users", "GET /users/{id}": "users.get_user" });
  });

  it("takes only what stands before a separator where more would collide", () => {
    const operations = [operation("GET /r/issues", { id: "issues/list", tags: ["issues"] }), operation("GET /r/{id}/sub_issues", { id: "issues/list-sub-issues", tags: ["issues"] })];
    expect(methods(named(api({ operations })))).toEqual({ "GET /r/issues": "issues.list", "GET /r/{id}/sub_issues": "issues.list_sub_issues" });
  });

  it("leaves a namespace its name", () => {
    const operations = [operation("GET /a", { id: "voice.settings" }), operation("GET /b", { id: "voice.settings.get" }), operation("GET /c", { id: "get_voice", tags: ["default"] })];
    expect(methods(named(api({ operations })))).toMatchObject({ "GET /a": "voice.settings_", "GET /b": "voice.settings.get" });
  });

  it("puts configured operations where the configuration says", () => {
    const operations = [operation("GET /a", { id: "listThings", tags: ["x"] }), operation("GET /b/{id}", { id: "getB" })];
    const after = named(api({ operations }), { resources: { "deep.things": { operations: ["op:listThings", "/b/*"], positional: [] } }, renames: { "#/paths/~1b~1{id}/get": "other.fetch" } });
    expect(methods(after)).toEqual({ "GET /a": "deep.things.list", "GET /b/{id}": "other.fetch" });
  });

  it("names free functions without namespaces", () => {
    const after = named(api({ title: "Museum", operations: museum }), { surface: "functions", layout: "module" });
    expect(after.operations.map((each) => [...each.namespace, each.name].join("."))).toEqual(["get_hours", "list_special_events", "create_special_event", "get_special_event", "buy_tickets", "get_ticket_code"]);
  });

  it("gives a streaming operation a second method", () => {
    const chat = { ...operation("POST /chat", { id: "createChat", tags: ["chat"] }), stream: { property: "stream", result: { kind: "stream" as const, codec: "sse" as const, item: { schema: "#/text", nullable: false }, whole: false } } };
    expect(named(api({ operations: [chat] })).operations[0]).toMatchObject({ name: "create", streamName: "create_stream" });
  });

  it("gives resources of one name in different places classes of their own", () => {
    const after = named(api({ operations: [operation("GET /a", { id: "voice.settings.get" }), operation("GET /b", { id: "chat.settings.get" }), operation("GET /c", { id: "con.get" })] }));
    expect(after.resources.map(({ className, module }) => `${className} ${module}`)).toEqual(["Sample _client", "Chat chat", "ChatSettings chat_settings", "Con con_", "Voice voice", "VoiceSettings voice_settings"]);
  });
});
