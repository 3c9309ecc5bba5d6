import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../src/index.ts";
import { createMockServer } from "../../src/mock/index.ts";
import { renderRows } from "../../src/verify/check-row.ts";
import { checkOutput } from "../harness/check-output.ts";
import { makeTemporaryFolder, removeFolder, writeFiles, writeOutput } from "../harness/output-folder.ts";
import { repository, sharedEnv } from "../harness/virtual-env.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const petstore = join(repository, "node_modules/@readme/oas-examples/3.1/json/petstore.json");
const parent = await makeTemporaryFolder("facade");
const facade = "openapi-generator";
afterAll(async () => removeFolder(parent));

beforeAll(async () => {
  await writeOutput(await compile({ kind: "file", path: join(here, "shelves.yaml") }, { name: "shelves", facade }), join(parent, "shelves"));
  await writeOutput(await compile({ kind: "file", path: petstore }, { name: "petstore", facade }), join(parent, "petstore"));
});

async function runPython(...argv: readonly string[]): Promise<{ readonly exitCode: number | undefined; readonly all: string }> {
  const { exitCode, all } = await execa(sharedEnv.python, argv, { cwd: parent, env: { FACADE_OUTPUT: parent, PYTHONPATH: join(parent, "petstore"), PYTHONDONTWRITEBYTECODE: "1" }, reject: false, all: true });
  return { exitCode, all };
}

describe("the facade under openapi-generator's names", () => {
  it("gives its callers what they had, and the client beside it", async () => {
    const outcome = await runPython("-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", here);
    expect(outcome.exitCode, outcome.all).toBe(0);
  });

  it("runs a program that was written for the pet store's other client", async () => {
    const server = await createMockServer({ kind: "file", path: petstore });
    try {
      const outcome = await runPython(join(here, "petstore_caller.py"), server.url);
      expect(outcome.all).toBe(
        ["doggie ['text'] ['text']", "1 text", "200 application/json True", "405 Method Not Allowed None", "[('key1', 1)]", "None"].join("\n"),
      );
    } finally {
      await server.close();
    }
  });

  it("is clean for formatter, linter and type checkers, with a caller of it", async () => {
    const made = await compile({ kind: "file", path: join(here, "shelves.yaml") }, { name: "shelves", facade });
    const caller = { path: "shelves/caller.py", text: callerText };
    const output = await writeFiles([...made.files, caller], join(parent, "checked"));
    const rows = await checkOutput(output, { types: true, source: null });
    expect(renderRows(rows.filter(({ status }) => status === "failed"))).toBe("");
    expect(rows.filter(({ status }) => status === "ok").map(({ check }) => check)).toEqual(expect.arrayContaining(["ruff format", "ruff check", "mypy", "pyright"]));
  });

  it.each([
    { options: { layout: "module" }, reason: "it is a set of modules, and the layout is one file" },
    { options: { models: "pydantic" }, reason: "its models are views with methods of its own, and models are pydantic's" },
    { options: { twins: ["async"] }, reason: "its classes block, and only the awaiting client is compiled" },
  ] as const)("is left out with a word where it cannot be: $reason", async ({ options, reason }) => {
    const made = await compile({ kind: "file", path: join(here, "shelves.yaml") }, { name: "shelves", facade, ...options });
    expect(made.diagnostics.filter(({ code }) => code === "facade-left-out").map(({ message }) => message)).toEqual([`The facade openapi-generator is left out: ${reason}.`]);
    expect(made.files.some(({ text }) => text.includes("ApiClient") || text.includes("FacadeModel"))).toBe(false);
  });
});

/** A caller whose types must be what that generator's were. */
const callerText = `from __future__ import annotations

from shelves import ApiClient, Book, Configuration, ShelfState
from shelves.api import BookShelfApi, FindApi
from shelves.exceptions import ApiException


def titles(host: str) -> list[str]:
    with ApiClient(Configuration(host=host, api_key={"key": "k"})) as client:
        shelf = BookShelfApi(client)
        book = Book(title="Emma", published_in=1815, state=ShelfState.SHELVED)
        added: Book = shelf.add_book(book)
        if added.state == ShelfState.INREPAIR and isinstance(added.state, ShelfState):
            print(added.state.value)
        shelf.list_books(state=[ShelfState.SHELVED, "on-loan"])
        status: int = shelf.list_books_with_http_info(limit=3).status_code
        hits: int | None = FindApi(client).find_books(words=["a"]).hits
        try:
            shelf.delete(added.title)
        except ApiException as error:
            text: str | None = error.body
            print(error.status, error.reason, text, status, hits)
        return [book.title for book in shelf.list_books()]
`;
