import type { IncomingMessage, Server } from "node:http";

/** A server that listens on 127.0.0.1. */
export interface Listening {
  /** The port that it has. */
  readonly port: number;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

/** The most bytes of a request's body that are read. */
export const maxBytes = 64 * 1024 * 1024;

/** Listens on 127.0.0.1; port 0 is any free one. Throws the error of the system where the port is taken. */
export async function listen(server: Server, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () => new Promise((resolve, reject) => {
      server.close((error) => (error === undefined ? resolve() : reject(error)));
      server.closeAllConnections();
    }),
  };
}

/** The body of a request; null where it is larger than `maxBytes`. */
export async function readBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes: Uint8Array = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size <= maxBytes) chunks.push(bytes);
  }
  return size > maxBytes ? null : Buffer.concat(chunks);
}
