import type { Loaded } from "../1-load/loaded.ts";
import { root } from "../ir/origin.ts";
import type { Reporter } from "../diagnostics/reporter.ts";

/** What src/1-load/validate.ts exports, where there is no thread for it. */
export async function validate(loaded: Loaded, _options: unknown, { reporter }: { readonly reporter: Reporter }): Promise<void> {
  reporter.report("validator-gave-up", { document: loaded.entry, pointer: root }, { reason: "it needs a thread of Node" });
}
