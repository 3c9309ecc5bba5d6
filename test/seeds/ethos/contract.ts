/** A procedure of the contract, by its dotted name. */
export type Procedure = string;

/** A JSON Schema, or another part of an OpenAPI document. */
export type Part = Readonly<Record<string, unknown>>;

const methods: Readonly<Record<string, string>> = {
  sessions: "list get fork delete update export pin unpin contextAnatomy undoTurns compact",
  personalities:
    "list get characterSheet create update delete duplicate renderers skillsList skillsGet skillsCreate skillsUpdate skillsDelete skillsImportGlobal " +
    "skillCandidatesList skillCandidateApprove skillCandidateReject mcpSetToken mcpDeleteToken livingSoul proposeExpression applyExpression revertExpression proposeSoulSplit",
  chat: "send abort steer",
  memory: "list get write listUsers history historyBlob restore pendingList pendingApprove pendingReject",
  meta: "capabilities",
  tools: "approve deny catalog",
  clarify: "respond listPending",
  onboarding: "state validateProvider complete",
  config: "get update",
  debug: "chat",
  cron: "list get create update delete pause resume runNow history",
  skills: "list get create update delete",
  slashCommands: "list",
  evolver: "configGet configUpdate pendingList pendingApprove pendingReject history",
  mesh: "list routeTest",
  plugins: "list get install uninstall enable disable update search configGet configSet executeTool requestOAuth completeOAuth",
  mcp: "start complete status cancel list get add update remove enable disable tools callTool resources prompts logs",
  platforms: "list get validate connect disconnect status configGet configSet botsListTelegram botsListDiscord botsListSlack botsListWhatsApp botCreate botUpdate botDelete",
  batch: "list start get output",
  eval: "list start get output",
  kanban: "boards board createCard updateCard moveCard deleteCard comment history",
  apiKeys: "create list revoke",
  models: "catalog",
  dashboards: "list get create update delete duplicate publish unpublish addWidget updateWidget removeWidget moveWidget render data share unshare export",
  admin: "users userGet userUpdate audit usage restart",
  context: "resolve",
  files: "list",
  goals: "list get create update pause resume cancel",
  tasks: "list get cancel",
  digest: "latest generate",
  deliveries: "summary",
  namedSecrets: "list create delete testKey",
  toolSettings: "list get set reset test",
  documents: "root list delete",
  voice: "transcribe synthesize runTurn ttsEntries sttEntries realtimeEntries realtimeToken",
  "voice.laneMode": "get set",
  "voice.satellites": "list setWakeEnabled",
  "voice.wakeRoutes": "get set",
  "voice.calls": "list active get",
  a2a: "identity",
  "a2a.settings": "get set",
  "a2a.peers": "list preview add setEnabled remove",
  "a2a.skills": "listExposable",
};

/** All procedures, in the order of the contract. */
export const procedures: readonly Procedure[] = Object.entries(methods).flatMap(([namespace, names]) => names.split(" ").map((name) => `${namespace}.${name}`));

const text: Part = { type: "string" };
const id: Part = { type: "string", minLength: 1 };
const count: Part = { type: "integer", minimum: 0, maximum: 9007199254740991 };
const flag: Part = { type: "boolean" };

/** An object as the contract's library writes it: names with `?` are optional. */
function object(members: Readonly<Record<string, Part>>): Part {
  const required = Object.keys(members).filter((name) => !name.endsWith("?"));
  const properties = Object.fromEntries(Object.entries(members).map(([name, part]) => [name.replace(/\?$/, ""), part]));
  return { type: "object", properties, ...(required.length === 0 ? {} : { required }) };
}

const list = (items: Part): Part => ({ type: "array", items });
const nullable = (part: Part): Part => ({ anyOf: [part, { type: "null" }] });
const one = (...values: readonly string[]): Part => ({ enum: values, type: "string" });

const ok: Part = object({ ok: { const: true } });

const session: Part = object({
  id: text,
  key: text,
  platform: text,
  model: text,
  provider: text,
  personalityId: nullable(text),
  parentSessionId: nullable(text),
  workingDir: nullable(text),
  title: nullable(text),
  pinned: flag,
  usage: object({
    inputTokens: count,
    outputTokens: count,
    cacheReadTokens: count,
    cacheCreationTokens: count,
    estimatedCostUsd: { type: "number", minimum: 0 },
    apiCallCount: count,
    compactionCount: count,
  }),
  createdAt: text,
  updatedAt: text,
  version: { type: "integer" },
});

const message: Part = object({
  id: text,
  sessionId: text,
  role: one("user", "assistant", "tool_result", "system", "user_steer"),
  content: text,
  toolCallId: nullable(text),
  toolName: nullable(text),
  toolCalls: nullable(list(object({ id: text, name: text, "input?": {} }))),
  timestamp: text,
});

const memoryFile: Part = object({ store: one("memory", "user"), content: text, path: nullable(text), modifiedAt: nullable(text) });
const personality: Part = object({
  id: text,
  name: text,
  description: nullable(text),
  model: nullable({ anyOf: [text, object({ "trivial?": text, "default?": text, "deep?": text })] }),
  mcp_servers: list(text),
  streamingTimeoutMs: nullable(count),
});
const mode: Part = one("off", "mirror_inbound", "all");
const page = (items: Part): Part => object({ items: list(items), nextCursor: nullable(text) });

/** What a procedure takes and gives, where this document describes it. */
export interface Shapes {
  /** Null where it takes nothing. */
  readonly input: Part | null;
  readonly output: Part;
}

/** The shapes of the procedures that the tests call; `listKey` is the member of `sessions.list` that holds the sessions. */
export function shapes(listKey: string): Readonly<Record<Procedure, Shapes>> {
  const sessions = listKey === "items" ? page(session) : object({ [listKey]: list(session), nextCursor: nullable(text) });
  return {
    "sessions.list": { input: object({ "q?": text, "limit?": { type: "integer", minimum: 1, maximum: 200 }, "cursor?": nullable(text), "personalityId?": text }), output: sessions },
    "sessions.get": { input: object({ id }), output: object({ session, messages: list(message) }) },
    "sessions.fork": { input: object({ id, "personalityId?": text, "expectedVersion?": { type: "integer" } }), output: object({ session }) },
    "sessions.update": { input: object({ id, title: nullable({ type: "string", maxLength: 200 }), "expectedVersion?": { type: "integer" } }), output: object({ session }) },
    "sessions.delete": { input: object({ id, "expectedVersion?": { type: "integer" } }), output: ok },
    "sessions.export": { input: object({ id, format: one("markdown") }), output: object({ content: text, filename: text }) },
    "sessions.pin": { input: object({ id }), output: object({ session }) },
    "sessions.unpin": { input: object({ id }), output: object({ session }) },
    "chat.send": {
      input: object({
        clientId: id,
        text: id,
        "sessionId?": text,
        "personalityId?": text,
        "dryRun?": flag,
        "origin?": one("text", "voice"),
        "attachments?": list(object({ type: one("image", "file"), data: text, mimeType: text, "name?": text })),
      }),
      output: object({ sessionId: text, turnId: text }),
    },
    "chat.abort": { input: object({ sessionId: id }), output: ok },
    "memory.list": { input: object({ personalityId: id, "limit?": { type: "integer", exclusiveMinimum: 0 }, "cursor?": text }), output: page(memoryFile) },
    "memory.get": { input: object({ store: one("memory", "user"), personalityId: id }), output: object({ file: memoryFile }) },
    "memory.write": { input: object({ store: one("memory", "user"), personalityId: id, content: text }), output: object({ file: memoryFile }) },
    "personalities.list": { input: object({ "limit?": { type: "integer" }, "cursor?": text }), output: object({ items: list(personality) }) },
    "personalities.get": { input: object({ id }), output: object({ personality }) },
    "meta.capabilities": { input: null, output: object({ capabilities: { type: "object", propertyNames: text, additionalProperties: flag } }) },
    "apiKeys.create": {
      input: object({ name: text, scopes: list(one("sessions:read", "sessions:write", "chat:send")), allowedOrigins: list(text) }),
      output: object({ secret: text, key: object({ id: text, prefix: text, name: text, scopes: list(text), allowedOrigins: list(text), createdAt: text, lastUsed: nullable(text), revokedAt: nullable(text) }) }),
    },
    "voice.laneMode.get": { input: object({ sessionId: id }), output: object({ mode }) },
    "voice.laneMode.set": { input: object({ sessionId: id, mode }), output: object({ mode }) },
    "voice.transcribe": { input: object({ audio: text, mimeType: text }), output: object({ text }) },
    "eval.list": { input: null, output: object({ items: list(object({ id: text, status: text })) }) },
    "slashCommands.list": { input: null, output: object({ commands: list(object({ name: text, description: text })) }) },
    "a2a.peers.list": { input: object({ personalityId: id }), output: list(object({ id: text, url: text, enabled: flag })) },
  };
}

/** What an event of a session's stream may be: told apart by `type`. */
export const sessionEvent: Part = {
  oneOf: [
    object({ type: { const: "stream_meta" }, requestId: text }),
    object({ type: { const: "run_start" }, turnId: text }),
    object({ type: { const: "text_delta" }, text }),
    object({ type: { const: "tool_start" }, toolCallId: text, toolName: text, args: {} }),
    object({ type: { const: "usage" }, inputTokens: count, outputTokens: count, estimatedCostUsd: { type: "number" } }),
    object({ type: { const: "done" }, text, turnCount: count, "traceId?": text }),
    object({ type: { const: "error" }, error: text, code: text }),
  ],
};

/** The error of a request that was understood and refused. */
export const refusal: Part = object({ ok: { const: false }, code: text, error: text, "action?": text, "requestId?": text });
