import { existsSync } from "node:fs";
import { join } from "node:path";
import { createStudio } from "../studio/server.ts";
import { shippedFile } from "../verify/shipped-file.ts";
import { CliError } from "./cli-error.ts";
import type { Surroundings } from "./command.ts";
import type { StudioFlags } from "./commands/studio-command.ts";
import { serve } from "./serve.ts";

/** Serves the studio until the call is ended. Returns the exit code. */
export async function runStudio({ spec, port }: StudioFlags, { io, terminal, loadCompiler }: Pick<Surroundings, "io" | "terminal" | "loadCompiler">): Promise<number> {
  return serve(
    {
      port,
      start: async () => createStudio({ place: spec, port, page: pageFolder(), io, loadCompiler }),
      tell({ address }) {
        io.stdout(`${address}\n`);
        terminal.say("open this address in your browser; Ctrl-C ends the studio");
      },
    },
    io,
  );
}

/** The built page: beside what was built, or, from the source, where the build has put it. */
function pageFolder(): string {
  for (const folder of [shippedFile("studio", import.meta.url), shippedFile("../dist/studio", import.meta.url)]) if (existsSync(join(folder, "page.js"))) return folder;
  throw new CliError("the page of the studio is not built; npm run build makes it");
}
