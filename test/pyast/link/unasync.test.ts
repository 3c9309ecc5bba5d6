import { describe, expect, it } from "vitest";
import { link } from "../../../pyast/link.ts";
import { external } from "../../../pyast/symbol.ts";
import { asyncOnlyToSync, syncName, twinOf } from "../../../pyast/unasync.ts";
import { at, useWorkbench } from "./workbench.ts";

const { open, text } = useWorkbench();
const lines = (...each: readonly string[]): string => each.join("\n");

async function both(source: string): Promise<string> {
  return text(at(link(asyncOnlyToSync(await open({ m: source }))), "m"));
}

describe("unasync", () => {
  it("puts the twin before the original, description and overloads with it", async () => {
    const source = lines(
      '"""Module."""',
      "from collections.abc import Awaitable, Callable",
      "from typing import TypeAlias, overload",
      "AsyncHook: TypeAlias = Callable[[str], Awaitable[str]]",
      "'Called.'",
      "@overload",
      "async def async_f(x: int) -> int: ...",
      "@overload",
      "async def async_f(x: str) -> str: ...",
      "async def async_f(x): return await AsyncHook(x)",
      "plain = 1",
    );
    expect(await both(source)).toBe(
      lines(
        '"""Module."""',
        "from __future__ import annotations",
        "from collections.abc import Awaitable, Callable",
        "from typing import TypeAlias, overload",
        "Hook: TypeAlias = Callable[[str], str]",
        "'Called.'",
        "AsyncHook: TypeAlias = Callable[[str], Awaitable[str]]",
        "'Called.'",
        "",
        "@overload",
        "def f(x: int) -> int:",
        "    ...",
        "",
        "@overload",
        "def f(x: str) -> str:",
        "    ...",
        "",
        "def f(x):",
        "    return Hook(x)",
        "",
        "@overload",
        "async def async_f(x: int) -> int:",
        "    ...",
        "",
        "@overload",
        "async def async_f(x: str) -> str:",
        "    ...",
        "",
        "async def async_f(x):",
        "    return await AsyncHook(x)",
        "plain = 1",
      ),
    );
  });

  it("translates syntax, names and types", async () => {
    const source = lines(
      "import anyio",
      "import httpx2",
      "from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Coroutine",
      "from contextlib import AsyncExitStack, asynccontextmanager",
      "from typing import Any",
      "class _AsyncC:",
      "    def __init__(self, client: httpx2.AsyncClient, get: str | Awaitable[str]) -> None:",
      "        self.lock = anyio.Lock()",
      "    async def __aenter__(self) -> AsyncIterator[bytes]:",
      "        async with AsyncExitStack() as stack:",
      "            await stack.enter_async_context(self)",
      "        return [x async for x in self.aiter_bytes()]",
      "    @asynccontextmanager",
      "    async def open(self) -> AsyncGenerator[int, None]:",
      "        await anyio.sleep(1)",
      "        async for x in self:",
      "            yield await anext(x)",
      "        raise StopAsyncIteration",
      "    def wait(self) -> Coroutine[Any, Any, int]:",
      "        return self.aclose(async_key=_AsyncC)",
    );
    const twin = (await both(source)).split("class _AsyncC:")[0];
    expect(twin).toBe(
      lines(
        "from __future__ import annotations",
        "import threading",
        "import time",
        "from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Coroutine, Generator, Iterator",
        "from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager",
        "from typing import Any",
        "import anyio",
        "import httpx2",
        "",
        "class _C:",
        "",
        "    def __init__(self, client: httpx2.Client, get: str) -> None:",
        "        self.lock = threading.Lock()",
        "",
        "    def __enter__(self) -> Iterator[bytes]:",
        "        with ExitStack() as stack:",
        "            stack.enter_context(self)",
        "        return [x for x in self.iter_bytes()]",
        "",
        "    @contextmanager",
        "    def open(self) -> Generator[int, None, None]:",
        "        time.sleep(1)",
        "        for x in self:",
        "            yield next(x)",
        "        raise StopIteration",
        "",
        "    def wait(self) -> int:",
        "        return self.close(key=_C)",
        "",
        "",
      ),
    );
  });

  it("leaves a hand-written twin and refers to it", async () => {
    const source = lines(
      "class AsyncPool: ...",
      "class Pool: ...",
      "def async_use(): return AsyncPool()",
    );
    expect(await both(source)).toBe(
      lines(
        "from __future__ import annotations",
        "",
        "class AsyncPool:",
        "    ...",
        "",
        "class Pool:",
        "    ...",
        "",
        "def use():",
        "    return Pool()",
        "",
        "def async_use():",
        "    return AsyncPool()",
      ),
    );
  });

  it("adds nothing when only the async half is wanted", async () => {
    const program = await open({ m: "class AsyncC: ...\n" });
    expect(asyncOnlyToSync(program, { twins: ["async"] })).toEqual(program);
    expect(at(asyncOnlyToSync(program, { twins: ["sync"] }), "m").declares.map((each) => each.key)).toEqual(["m.C", "m.AsyncC"]);
  });

  it("knows names by their whole form", () => {
    const names = ["AsyncX", "_async_x", "aiter_lines", "aread", "Asynchronous", "async_", "alist", "__aexit__"];
    expect(names.map(syncName)).toEqual(["X", "_x", "iter_lines", "read", "Asynchronous", "async_", "alist", "__exit__"]);
    const symbol = { ...external("m", "AsyncX"), inlineName: "_AsyncX" };
    expect(twinOf(symbol)).toEqual({ ...external("m", "X"), inlineName: "_X" });
    expect(twinOf({ ...symbol, key: "resource:events" }).key).toBe("resource:events:sync");
  });
});
