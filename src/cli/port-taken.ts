import { CliError } from "./cli-error.ts";

/** What to tell about a port that cannot be listened on; null for any other error. */
export function portTaken(error: unknown, port: number): CliError | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new CliError(`port ${port} is taken; choose another with --port, or 0 for any`);
  if (code === "EACCES") return new CliError(`port ${port} may not be used; choose another with --port, or 0 for any`);
  return null;
}
