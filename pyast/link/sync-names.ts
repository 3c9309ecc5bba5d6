import { builtin, external, type Symbol } from "../symbol.ts";

const words: ReadonlyMap<string, string> = new Map([
  ["aclose", "close"],
  ["aread", "read"],
  ["areadline", "readline"],
  ["awrite", "write"],
  ["asend", "send"],
  ["athrow", "throw"],
  ["anext", "next"],
  ["aiter", "iter"],
  ["enter_async_context", "enter_context"],
  ["push_async_exit", "push"],
  ["push_async_callback", "callback"],
  ["__aenter__", "__enter__"],
  ["__aexit__", "__exit__"],
  ["__aiter__", "__iter__"],
  ["__anext__", "__next__"],
]);

// Whatever is no small letter begins a word: `Async日本` has a twin, `Asynchronous` has none.
const prefixed = /^(_*)(?:async_(?=[^_])|Async(?=[^a-z_])|a(?=iter_))/;

/** The sync spelling of a name, which is the name itself where there is nothing to change. */
export function syncName(name: string): string {
  return words.get(name) ?? name.replace(prefixed, "$1");
}

const marked = /^_*(?:async_[^_]|Async[^a-z_])/;

/** Whether a top-level name of ours says that it has a sync twin: `AsyncX`, `async_x`, also behind underscores. */
export function isAsyncName(name: string): boolean {
  return marked.test(name);
}

/** The sync twin of an async symbol of ours: the same key and name without the mark. */
export function twinOf(symbol: Symbol): Symbol {
  const { key, name, inlineName } = symbol;
  const twin = syncName(name);
  return {
    ...symbol,
    key: key.endsWith(name) ? `${key.slice(0, key.length - name.length)}${twin}` : `${key}:sync`,
    name: twin,
    ...(inlineName === undefined ? {} : { inlineName: syncName(inlineName) }),
  };
}

const replacements: readonly (readonly [module: string, name: string, toModule: string, toName: string])[] = [
  ["anyio", "sleep", "time", "sleep"],
  ["anyio", "Lock", "threading", "Lock"],
  ["anyio", "Event", "threading", "Event"],
  ["asyncio", "sleep", "time", "sleep"],
  ["asyncio", "Lock", "threading", "Lock"],
  ["typing", "AbstractAsyncContextManager", "typing", "AbstractContextManager"],
  ["contextlib", "AbstractAsyncContextManager", "contextlib", "AbstractContextManager"],
  ["contextlib", "asynccontextmanager", "contextlib", "contextmanager"],
  ["contextlib", "aclosing", "contextlib", "closing"],
  ...["httpx", "httpx2"].map((each) => [each, "AsyncByteStream", each, "SyncByteStream"] as const),
];

const modulesWithTwins: ReadonlySet<string> = new Set([
  "typing",
  "collections.abc",
  "contextlib",
  "httpx",
  "httpx2",
]);

const externals: ReadonlyMap<string, readonly [module: string, name: string]> = new Map(
  replacements.map(([module, name, toModule, toName]) => [`${module}.${name}`, [toModule, toName]]),
);

/** What a symbol is called in sync code. */
export function syncSymbol(symbol: Symbol): Symbol {
  switch (symbol.home.kind) {
    case "module":
      return isAsyncName(symbol.name) ? twinOf(symbol) : symbol;
    case "builtins": {
      const name = symbol.name === "StopAsyncIteration" ? "StopIteration" : syncName(symbol.name);
      return name === symbol.name ? symbol : builtin(name);
    }
    case "external": {
      const { module } = symbol.home;
      const known = externals.get(`${module}.${symbol.name}`);
      if (known !== undefined) return external(known[0], known[1], symbol.access);
      if (!modulesWithTwins.has(module) || !isAsyncName(symbol.name)) return symbol;
      return external(module, syncName(symbol.name), symbol.access);
    }
  }
}
