import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { sharedEnv } from "../harness/virtual-env.ts";

/** The program of a user of the gallery's SDK. */
export const program = fileURLToPath(new URL("program.py", import.meta.url));

/** What it prints; `frozen` by PyInstaller or not. */
export function expectedOutput(frozen: boolean): string {
  return ["404", "True", "True", frozen ? "True True" : "False True"].join("\n");
}

/** How much a process grew while it made calls and clients. */
export interface Growth {
  /** In KiB. */
  readonly resident: number;
  readonly descriptors: number;
  readonly threads: number;
}

/** Makes calls and clients with the SDK in a folder, over real connections, and says what grew after the first tenth. */
export async function endure(folder: string, { calls, cycles }: { readonly calls: number; readonly cycles: number }): Promise<Growth> {
  const server = createServer((_, response) => void response.writeHead(200, { "Content-Type": "application/json" }).end('{"open": true}'));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = address === null || typeof address === "string" ? 0 : address.port;
    const script = fileURLToPath(new URL("endurance.py", import.meta.url));
    const { stdout } = await execa(sharedEnv.python, ["-B", "-X", "dev", "-W", "error", script, `http://127.0.0.1:${port}`, String(calls), String(cycles)], { env: { PYTHONPATH: folder } });
    const { before, after }: { readonly before: Growth; readonly after: Growth } = JSON.parse(stdout);
    return { resident: after.resident - before.resident, descriptors: after.descriptors - before.descriptors, threads: after.threads - before.threads };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Packs a package or module into a zip beside it. */
export async function zipped(folder: string, name: string): Promise<string> {
  const archive = join(folder, "library.zip");
  await execa(sharedEnv.python, ["-m", "zipfile", "-c", archive, name], { cwd: folder });
  return archive;
}
