import { createMockServer, type MockServer, type RecordedRequest } from "../mock/index.ts";
import { exitCodes } from "./cli-error.ts";
import type { MockFlags } from "./commands/mock-command.ts";
import { portTaken } from "./port-taken.ts";
import { inputOf, placeInput } from "./spec-input.ts";
import type { Io, Terminal } from "./terminal.ts";

/** Serves a document until the call is ended. Returns the exit code. */
export async function runMock({ flags, io, terminal }: { readonly flags: MockFlags; readonly io: Io; readonly terminal: Terminal }): Promise<number> {
  const server = await start(flags, { io, terminal });
  for (const one of server.diagnostics) if (one.severity === "warning" && !flags.quiet) terminal.diagnostic(one, server.sources);
  io.stdout(`${server.url}\n`);
  if (!flags.quiet) terminal.say(`${server.operations} ${server.operations === 1 ? "operation" : "operations"}; Ctrl-C ends it`);
  await new Promise<void>((done) => {
    if (io.signal.aborted) done();
    else io.signal.addEventListener("abort", () => done(), { once: true });
  });
  await server.close();
  return exitCodes.done;
}

async function start({ spec, port, strictKeys, looseUnions, generated, headers, allowExternal, overlays, quiet }: MockFlags, { io, terminal }: { readonly io: Io; readonly terminal: Terminal }): Promise<MockServer> {
  const onRequest = (request: RecordedRequest): void => {
    if (quiet) return;
    terminal.say(`${request.status} ${request.method} ${request.target}`);
    for (const one of request.problem?.violations ?? []) terminal.say(`    ${one.pointer}: ${one.message}${one.source === null ? "" : ` (${one.source})`}`);
  };
  try {
    return await createMockServer(await inputOf(spec, io), { port, strictKeys, looseUnions, generated, headers, allowExternal, overlays: overlays.map((one) => placeInput(one, io.cwd)), cwd: io.cwd, record: false, onRequest });
  } catch (error) {
    throw portTaken(error, port) ?? error;
  }
}
