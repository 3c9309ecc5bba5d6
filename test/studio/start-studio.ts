import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../../src/cli/terminal.ts";
import { createStudio, type Studio } from "../../src/studio/server.ts";
import { runCli } from "../harness/run-cli.ts";

/** A studio in a folder of its own, and the command line in another. */
export interface Started {
  readonly studio: Studio;
  /** Where the studio runs. */
  readonly folder: string;
  /** Where `cli` runs. */
  readonly other: string;
  /** Runs the command line on a text. */
  readonly cli: (text: string, ...argv: readonly string[]) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** A document with an operation, a model, a server, a scheme, and a title that would be HTML. */
export const shop = `openapi: 3.1.0
info: { title: "Shop <img src=x onerror=alert(1)>", version: 2.1.0 }
servers: [{ url: https://shop.test/v1 }]
security: [{ key: [] }]
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      tags: [orders]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { 200: { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Order: { type: object, properties: { id: { type: string }, other: { $ref: "#/components/schemas/Missing" } } }
`;

/** Starts a studio with the real compiler. */
export async function startStudio(page: string): Promise<Started> {
  const [folder, other] = [mkdtempSync(join(tmpdir(), "pysdk-studio-")), mkdtempSync(join(tmpdir(), "pysdk-studio-"))];
  const io: Io = { stdout: () => undefined, stderr: () => undefined, stdin: async () => new Uint8Array(), cwd: folder, environment: {}, isTerminal: false, signal: new AbortController().signal };
  const studio = await createStudio({ port: 0, page, place: "", io, loadCompiler: () => import("../../src/compile.ts") });
  return {
    studio,
    folder,
    other,
    cli: async (text, ...argv) => (await runCli(["-", ...argv], { cwd: other, stdin: text })).code,
    stop: async () => {
      await studio.close();
      for (const one of [folder, other]) rmSync(one, { recursive: true, force: true });
    },
  };
}
