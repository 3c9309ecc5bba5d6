import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { reasonOf } from "../cli/cli-error.ts";
import { listen, maxBytes, readBody } from "../mock/loopback.ts";
import { guardHost, guardRequest } from "./guard.ts";
import { refusalOf } from "./messages.ts";
import type { Refusal, RequestName } from "./protocol.ts";
import { isRequestName, readSent } from "./read-sent.ts";
import { createSession, type Session, type SessionParts } from "./session.ts";

/** What a studio is told. */
export interface StudioParts extends SessionParts {
  /** The port to listen on; 0 for any free one. */
  readonly port: number;
  /** The folder of the built page. */
  readonly page: string;
}

/** A running studio. */
export interface Studio {
  /** The address to open, with its secret in the fragment, which browsers send nowhere. */
  readonly address: string;
  /** The secret. */
  readonly token: string;
  /** Ends it and its connections. */
  close(): Promise<void>;
}

/** The files of the page, by path. */
const pageFiles = new Map([
  ["/", { file: "index.html", type: "text/html; charset=utf-8" }],
  ["/page.js", { file: "page.js", type: "text/javascript; charset=utf-8" }],
  ["/page.css", { file: "page.css", type: "text/css; charset=utf-8" }],
]);

/** Nothing but the page's own files runs or is fetched, and no text can become HTML: that would need a policy of trusted types, and none may be made. */
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Serves the studio on 127.0.0.1. Throws the error of the system where the port is taken. */
export async function createStudio({ port, page, ...parts }: StudioParts): Promise<Studio> {
  const token = randomBytes(24).toString("base64url");
  const session = createSession(parts);
  let work: Promise<unknown> = Promise.resolve();
  const listening = { port };
  const server = createServer((message, response) => {
    const answer = async (): Promise<void> => {
      const path = (message.url ?? "").replace(/[?#].*$/s, "");
      if (!path.startsWith("/api/")) return sendPage(message, response, { path, page, port: listening.port });
      const refused = guardRequest(message.headers, { port: listening.port, token });
      if (refused !== null) return refuse(response, refused.status, refused.message);
      const name = path.slice("/api/".length);
      if (!isRequestName(name)) return refuse(response, 404, "there is no such request");
      if (message.method !== "POST") return refuse(response, 405, "requests are sent with POST");
      const body = await readBody(message);
      if (body === null) return refuse(response, 413, `a request may have ${maxBytes / 1024 / 1024} MiB`);
      // One after the other: two writes, or a write and a comparison, never meet.
      const turn = work.then(() => perform(session, { name, body: body.toString("utf8"), response }));
      work = turn.catch(() => undefined);
      return turn;
    };
    answer().catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, `the studio failed in a way it should not: ${reasonOf(error)}`);
    });
  });
  const { port: found, close } = await listen(server, port);
  listening.port = found;
  return {
    address: `http://127.0.0.1:${found}/#${token}`,
    token,
    close,
  };
}

async function perform(session: Session, { name, body, response }: { readonly name: RequestName; readonly body: string; readonly response: ServerResponse }): Promise<void> {
  try {
    const answer = await dispatch(session, name, body);
    if (answer === null) refuse(response, 400, "the request is not understood");
    else send(response, 200, { type: "application/json", body: JSON.stringify(answer) });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    sendRefusal(response, 422, refusal);
  }
}

/** Null where the body is not what the request takes. */
async function dispatch<Name extends RequestName>(session: Session, name: Name, body: string): Promise<unknown> {
  const sent = readSent(name, body);
  return sent === null ? null : session[name](sent);
}

async function sendPage(message: IncomingMessage, response: ServerResponse, { path, page, port }: { readonly path: string; readonly page: string; readonly port: number }): Promise<void> {
  const refused = guardHost(message.headers, { port });
  if (refused !== null) return refuse(response, refused.status, refused.message);
  const found = pageFiles.get(path);
  if (found === undefined) return refuse(response, 404, "there is no such page");
  if (message.method !== "GET" && message.method !== "HEAD") return refuse(response, 405, "the page is read with GET");
  send(response, 200, { type: found.type, body: await readFile(join(page, found.file), "utf8") });
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendRefusal(response, status, { message, messages: [] });
}

function sendRefusal(response: ServerResponse, status: number, refusal: Refusal): void {
  send(response, status, { type: "application/json", body: JSON.stringify(refusal) });
}

function send(response: ServerResponse, status: number, { type, body }: { readonly type: string; readonly body: string }): void {
  response.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "Content-Security-Policy": contentPolicy,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    // A body that was not read may follow; the next request does not begin in the middle of it.
    ...(status >= 400 && status !== 422 ? { Connection: "close" } : {}),
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
