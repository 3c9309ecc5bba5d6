import { createMockServer, type RecordedRequest } from "../mock/index.ts";
import type { MockFlags } from "./commands/mock-command.ts";
import { serve } from "./serve.ts";
import { inputOf, placeInput } from "./spec-input.ts";
import { tellDiagnostics } from "./tell-diagnostics.ts";
import type { Io, Terminal } from "./terminal.ts";

/** Serves a document until the call is ended. Returns the exit code. */
export async function runMock({ flags, io, terminal }: { readonly flags: MockFlags; readonly io: Io; readonly terminal: Terminal }): Promise<number> {
  const { spec, quiet, overlays, ...options } = flags;
  const onRequest = (request: RecordedRequest): void => {
    if (quiet) return;
    terminal.say(`${request.status} ${request.method} ${request.target}`);
    for (const one of request.problem?.violations ?? []) terminal.say(`    ${one.pointer}: ${one.message}${one.source === null ? "" : ` (${one.source})`}`);
  };
  return serve(
    {
      port: flags.port,
      start: async () => createMockServer(await inputOf(spec, io), { ...options, overlays: overlays.map((one) => placeInput(one, io.cwd)), cwd: io.cwd, record: false, onRequest }),
      tell(server) {
        tellDiagnostics(terminal, server.diagnostics, { sources: server.sources, quiet });
        io.stdout(`${server.url}\n`);
        if (!quiet) terminal.say(`${server.operations} ${server.operations === 1 ? "operation" : "operations"}; Ctrl-C ends it`);
      },
    },
    io,
  );
}
