import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Input, load, LoadError, type LoadOptions } from "../1-load/index.ts";
import { normalize } from "../2-normalize/index.ts";
import { type Diagnostic, createReporter } from "../diagnostics/reporter.ts";
import type { Sources } from "../diagnostics/frame.ts";
import type { Answer } from "./answer.ts";
import { incomingParts } from "./incoming-parts.ts";
import { createJudge, type Judgement } from "./judge.ts";
import { listen, maxBytes, readBody } from "./loopback.ts";
import { type Problem, problem, violation } from "./violation.ts";

/** What a mock server is told. */
export interface MockOptions extends LoadOptions {
  /** The port; any free one by default. */
  readonly port?: number;
  /** Whether body keys that the document does not declare are refused although it allows them. */
  readonly strictKeys?: boolean;
  /** Whether a value may fit several members of a `oneOf`; documents of the real world often have members that overlap. */
  readonly looseUnions?: boolean;
  /** Whether answers are made up although there are examples. */
  readonly generated?: boolean;
  /** Whether requests are kept for `requests()`; they are by default. */
  readonly record?: boolean;
  /** Sees each request when it has been answered. */
  readonly onRequest?: (request: RecordedRequest) => void;
}

/** A request as it came in, and what became of it. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** The pointer of the operation in the document; null where none was found. */
  readonly operation: string | null;
  /** In lower case; a header that was sent several times is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as it was read for the check; undefined where there is none, or only bytes. */
  readonly value: unknown;
  /** The status that was answered. */
  readonly status: number;
  /** Everything that is wrong with it; empty where it was accepted. */
  readonly problem: Problem | null;
}

/** A running mock server. */
export interface MockServer {
  /** The address, with the path of the document's first server: what a client takes as its base. */
  readonly url: string;
  /** The address without any path. */
  readonly origin: string;
  /** How many operations it has. */
  readonly operations: number;
  /** What reading the document had to say. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was read, for code frames. */
  readonly sources: Sources;
  /** What cannot be checked, as far as it has come up. */
  notes(): readonly string[];
  /** Every request so far, the oldest first. */
  requests(): readonly RecordedRequest[];
  /** Forgets the requests so far. */
  clear(): void;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

/** Serves a document on 127.0.0.1. Throws `LoadError` where it cannot be read, and the error of the system where the port is taken. */
export async function createMockServer(source: Input, options: MockOptions = {}): Promise<MockServer> {
  const { port = 0, strictKeys = false, looseUnions = false, generated = false, record = true, onRequest = () => undefined, ...loading } = options;
  const reporter = createReporter();
  const loaded = await load(source, loading, { reporter });
  const canonical = normalize(loaded, { reporter });
  if (reporter.has("error")) throw new LoadError(reporter.diagnostics.filter((one) => one.severity === "error"), loaded);
  const judge = createJudge(canonical, { strictKeys, looseUnions, examples: !generated });
  const recorded: RecordedRequest[] = [];
  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    const parts = incomingParts(message, body ?? new Uint8Array());
    const judgement: Judgement = body === null ? tooLarge() : judge.judge(parts);
    const entry = recordOf(message, { judgement, body: parts.body });
    if (record) recorded.push(entry);
    send(response, message.method ?? "", judgement);
    onRequest(entry);
  };
  const server = createServer((message, response) => {
    respond(message, response).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      response.writeHead(500, { "Content-Type": "application/problem+json" }).end(JSON.stringify({ title: "The mock server failed", status: 500, detail: error instanceof Error ? error.message : String(error), violations: [] }));
    });
  });
  const { port: found, close } = await listen(server, port);
  const origin = `http://127.0.0.1:${found}`;
  return {
    url: `${origin}${judge.basePath}`,
    origin,
    operations: judge.operations,
    diagnostics: reporter.diagnostics,
    sources: loaded,
    notes: judge.notes,
    requests: () => [...recorded],
    clear: () => void recorded.splice(0),
    close,
  };
}

function tooLarge(): Judgement {
  return { operation: null, value: undefined, outcome: problem(413, [violation({ in: "body", name: null, code: "invalid", message: `the body is larger than ${maxBytes} bytes`, source: null })]), headers: new Map() };
}

function recordOf(message: IncomingMessage, { judgement, body }: { readonly judgement: Judgement; readonly body: Uint8Array }): RecordedRequest {
  const headers = Object.fromEntries(Object.entries(message.headersDistinct).map(([name, values]) => [name, (values ?? []).join(", ")]));
  const { outcome } = judgement;
  return { method: message.method ?? "", target: message.url ?? "", operation: judgement.operation, headers, body, value: judgement.value, status: outcome.status, problem: isProblem(outcome) && outcome.violations.length > 0 ? outcome : null };
}

function isProblem(outcome: Answer | Problem): outcome is Problem {
  return "violations" in outcome;
}

function send(response: ServerResponse, method: string, { outcome, headers }: Judgement): void {
  const refused = isProblem(outcome);
  const body = refused ? Buffer.from(JSON.stringify({ type: "about:blank", ...outcome })) : outcome.body;
  const sent = refused ? new Map([...headers, ["Content-Type", "application/problem+json"]]) : outcome.headers;
  const bodiless = outcome.status === 204 || outcome.status === 304;
  response.writeHead(outcome.status, { ...Object.fromEntries(sent), ...(bodiless ? {} : { "Content-Length": body.length }) });
  response.end(method === "HEAD" || bodiless ? undefined : body);
}
