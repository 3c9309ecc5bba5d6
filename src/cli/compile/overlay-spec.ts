import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { documentOfOverlay } from "../../1-load/load.ts";
import { CliError } from "../cli-error.ts";
import type { CompileFlags } from "../commands/compile-command.ts";
import { placeInput } from "../spec-input.ts";
import type { Io } from "../terminal.ts";

/** The document of a call that names only overlays: the first that one of them extends. */
export async function specOfOverlays({ overlays }: Pick<CompileFlags, "overlays">, { cwd }: Pick<Io, "cwd">): Promise<string> {
  for (const overlay of overlays) {
    const address = await documentOfOverlay(placeInput(overlay, cwd), { cwd });
    if (address !== null) return address.startsWith("file:") ? relative(cwd, fileURLToPath(address)) : address;
  }
  throw new CliError("no document was given, and no overlay says what it extends; see pysdk-compile --help");
}
