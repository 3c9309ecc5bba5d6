import { createServer } from "node:http";
import { listen } from "../../src/mock/loopback.ts";

/** A port of 127.0.0.1 that nothing listens on now. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer(), 0);
  await close();
  return port;
}
