import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { sharedEnv } from "../harness/virtual-env.ts";

/** One body on its way: which half of the SDK moved it, how long it took, and how many KiB the process grew by at most. */
export interface Move {
  readonly half: "sync" | "async";
  readonly what: string;
  readonly seconds: number;
  readonly peak: number;
}

const block = Buffer.alloc(1_000_000, "0123456789");

/** Moves files with the courier's SDK in a folder: down to the disk, and a fifth of the size up. The server makes its bytes while it sends them. */
export async function moveLargeFiles(folder: string, megabytes: number): Promise<readonly Move[]> {
  const server = createServer((request, response) => void answer(request, response, megabytes));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = address === null || typeof address === "string" ? 0 : address.port;
    const script = fileURLToPath(new URL("large_files.py", import.meta.url));
    const { stdout } = await execa(sharedEnv.python, ["-B", "-X", "dev", "-W", "error", script, `http://127.0.0.1:${port}`, String(megabytes), join(folder, "moved")], { env: { PYTHONPATH: folder } });
    const moves: readonly Move[] = JSON.parse(stdout);
    return moves;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A file of that size, of which `cut` ends in its middle; or how many bytes came. */
async function answer(request: IncomingMessage, response: ServerResponse, megabytes: number): Promise<void> {
  if (request.method !== "GET") {
    let received = 0;
    for await (const chunk of request) if (chunk instanceof Buffer) received += chunk.length;
    response.writeHead(201, { "Content-Type": "application/json", "X-Received": received }).end("{}");
    return;
  }
  response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Length": megabytes * block.length });
  const cut = request.url?.includes("cut") === true;
  // What the other side does not read it has given up.
  await pipeline(Readable.from(blocks(cut ? Math.floor(megabytes / 2) : megabytes)), response, { end: !cut }).catch(() => undefined);
  if (cut) request.socket.destroy();
}

function* blocks(count: number): Generator<Buffer> {
  for (let sent = 0; sent < count; sent++) yield block;
}
