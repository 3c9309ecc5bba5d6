import type { Symbol, UnasyncOptions } from "../../pyast/index.ts";
import type { LowerContext } from "./context.ts";
import { isPage } from "./operations/pages.ts";

/** What has a blocking twin. What the document names may begin with `Async` too: only the runtime's symbols and our own classes have one. */
export function twinsOf({ context, symbols }: LowerContext): UnasyncOptions {
  const hasTwin = (symbol: Symbol): boolean => {
    const { home } = symbol;
    return home.kind === "module" && (!home.module.startsWith(`${symbols.root}.models.`) || isPage(symbol));
  };
  return { twins: context.options.twins, hasTwin };
}
