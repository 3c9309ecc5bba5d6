import { existsSync } from "node:fs";
import { join } from "node:path";
import { createStudio, type Studio } from "../studio/server.ts";
import { shippedFile } from "../verify/shipped-file.ts";
import { CliError, exitCodes } from "./cli-error.ts";
import type { Surroundings } from "./command.ts";
import type { StudioFlags } from "./commands/studio-command.ts";
import { portTaken } from "./port-taken.ts";

/** Serves the studio until the call is ended. Returns the exit code. */
export async function runStudio({ spec, port }: StudioFlags, { io, terminal, loadCompiler }: Pick<Surroundings, "io" | "terminal" | "loadCompiler">): Promise<number> {
  const studio = await start({ spec, port }, { io, loadCompiler });
  io.stdout(`${studio.address}\n`);
  terminal.say("open this address in your browser; Ctrl-C ends the studio");
  await new Promise<void>((done) => {
    if (io.signal.aborted) done();
    else io.signal.addEventListener("abort", () => done(), { once: true });
  });
  await studio.close();
  return exitCodes.done;
}

async function start({ spec, port }: StudioFlags, { io, loadCompiler }: Pick<Surroundings, "io" | "loadCompiler">): Promise<Studio> {
  try {
    return await createStudio({ place: spec, port, page: pageFolder(), io, loadCompiler });
  } catch (error) {
    throw portTaken(error, port) ?? error;
  }
}

/** The built page: beside what was built, or, from the source, where the build has put it. */
function pageFolder(): string {
  for (const folder of [shippedFile("studio", import.meta.url), shippedFile("../dist/studio", import.meta.url)]) if (existsSync(join(folder, "page.js"))) return folder;
  throw new CliError("the page of the studio is not built; npm run build makes it");
}
