import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { tokenHeader } from "./protocol.ts";

/** Who may ask. */
export interface GuardParts {
  /** The port that is listened on. */
  readonly port: number;
  /** The secret of the address that was printed. */
  readonly token: string;
}

/** Why a request is not answered. */
export interface GuardRefusal {
  /** The status of HTTP. */
  readonly status: 401 | 403 | 415;
  /** In one line. */
  readonly message: string;
}

/** Refuses what was not addressed to this server by a name of this machine: a name of another's that leads here (DNS rebinding). */
export function guardHost({ host }: IncomingHttpHeaders, { port }: Pick<GuardParts, "port">): GuardRefusal | null {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}` ? null : { status: 403, message: "the studio answers only to the address that it printed" };
}

/** Refuses requests that no page of this server sent, and those without the token. What passes has a JSON body by its own word. */
export function guardRequest(headers: IncomingHttpHeaders, parts: GuardParts): GuardRefusal | null {
  const refused = guardHost(headers, parts);
  if (refused !== null) return refused;
  if (headers.origin !== `http://${headers.host ?? ""}`) return { status: 403, message: "only the studio's own page may ask" };
  const token = headers[tokenHeader];
  if (typeof token !== "string" || !equal(token, parts.token)) return { status: 401, message: "the token is wrong; open the address that pysdk-compile studio printed" };
  if (headers["content-type"] !== "application/json") return { status: 415, message: "requests are JSON" };
  return null;
}

/** Compares without telling by its time how much is right. */
function equal(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
