import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The path of a file that ships as it is: beside the source that asks for it, or at the top of what was built. */
export function shippedFile(name: string, from: string): string {
  const beside = fileURLToPath(new URL(name, from));
  return existsSync(beside) ? beside : fileURLToPath(new URL(`../${name}`, from));
}
