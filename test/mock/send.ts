import { request } from "node:http";
import type { MockServer } from "../../src/mock/index.ts";

/** A request as it goes over the wire: nothing is normalized. */
export interface Sent {
  readonly method?: string;
  /** Path and query below the server's base, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Sends one request to a mock server. */
export function send(server: Pick<MockServer, "url">, { method = "GET", path, headers = {}, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(server.url);
    const base = pathname === "/" ? "" : pathname;
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const length = bytes === undefined ? {} : { "Content-Length": bytes.length };
    const outgoing = request({ hostname, port, path: `${base}${path}`, method, headers: { ...length, ...headers }, agent: false }, (response) => {
      const chunks: Uint8Array[] = [];
      response.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      response.on("end", () => {
        const all = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: all.toString("utf8"), bytes: all });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });
}

/** The status, and `pointer code` of each violation. */
export async function judged(server: Pick<MockServer, "url">, sent: Sent): Promise<readonly (number | string)[]> {
  const { status, text, headers } = await send(server, sent);
  if (headers["content-type"] !== "application/problem+json") return [status];
  // The refusal of a HEAD request has no body to tell more.
  if (text === "" && sent.method === "HEAD") return [status, "#"];
  const { violations }: { readonly violations: readonly { readonly pointer: string; readonly code: string }[] } = JSON.parse(text);
  return [status, ...violations.map((one) => `${one.pointer} ${one.code}`)];
}

/** A JSON body with its Content-Type. */
export function json(value: unknown): Pick<Sent, "headers" | "body"> {
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}
