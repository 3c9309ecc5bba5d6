import { CliError, exitCodes } from "./cli-error.ts";
import type { Io } from "./terminal.ts";

/** Something that listens until the call is ended. */
export interface Service<S> {
  /** The port that was asked for. */
  readonly port: number;
  /** Begins to listen. */
  readonly start: () => Promise<S>;
  /** Tells what has to be known once it listens: its address above all. */
  readonly tell: (server: S) => void;
}

/** Serves until the call is ended. Returns the exit code. */
export async function serve<S extends { readonly close: () => Promise<void> }>({ port, start, tell }: Service<S>, { signal }: Pick<Io, "signal">): Promise<number> {
  const server = await start().catch((error: unknown) => {
    throw portTaken(error, port) ?? error;
  });
  tell(server);
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
  await server.close();
  return exitCodes.done;
}

/** What to tell about a port that cannot be listened on; null for any other error. */
function portTaken(error: unknown, port: number): CliError | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new CliError(`port ${port} is taken; choose another with --port, or 0 for any`);
  if (code === "EACCES") return new CliError(`port ${port} may not be used; choose another with --port, or 0 for any`);
  return null;
}
