import { declared, external, ref, type OpenModule, type Symbol } from "../../../pyast/index.ts";
import type { Resource } from "../../ir/api.ts";
import type { LowerContext } from "../context.ts";
import { b, type OpenExpr, type OpenStmt } from "../open-builders.ts";
import { isAbsolute } from "../operations/server-url.ts";
import { py } from "../symbols.ts";
import { lowerWireNamesTest } from "./test-wire-names.ts";
import { lowerTest } from "./test-functions.ts";
import { serverSymbol, type ServerFacts } from "./testing.ts";

/** The server that requests go to where the document names none. */
export const testServer = "https://api.example.com";

/** The tests of the generated project: one file for each resource, and what they share. */
export function lowerTests(lower: LowerContext, facts: ServerFacts): readonly OpenModule[] {
  if (lower.context.options.surface !== "clients" || facts.methods.length === 0) return [];
  const folder = lower.symbols.root === "tests" ? "sdk_tests" : "tests";
  const taken = new Set(lower.api.resources.filter(({ path }) => path.length > 0).map(({ module }) => `test_${module}`));
  const groups: Pick<Resource, "path" | "module">[] = [{ path: [], module: "client" }, ...lower.api.resources.filter(({ path }) => path.length > 0)];
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  const files = groups.flatMap(({ path, module }): readonly OpenModule[] => {
    const methods = facts.methods.filter((method) => method.path.length === path.length + 1 && path.every((part, index) => method.path[index] === part));
    if (methods.length === 0) return [];
    const name = path.length === 0 ? free(`test_${module}`) : `test_${module}`;
    const about = path.length === 0 ? "the client itself" : `\`client.${path.join(".")}\``;
    const body = [b.docstring(`What the methods of ${about} send, and what they make of the answers.`), ...methods.map((method) => lowerTest(lower, method))];
    return [{ path: `${folder}.${name}`, isPackage: false, body: b.module(body), declares: [] }];
  });
  const models = lowerWireNamesTest(lower, `${folder}.${free("test_models")}`);
  return [conftest(lower, folder), ...files, ...(models === null ? [] : [models])];
}

/** A client class as users import it: from the root of the package. */
function importedClient(lower: LowerContext, half: "sync" | "async"): Symbol {
  const { client } = lower.api.names;
  const name = half === "async" ? `Async${client}` : client;
  return { ...declared(`${lower.symbols.root}._client`, name), home: { kind: "module", module: lower.symbols.root } };
}

/** What the tests are written against: the blocking client, or where there is none the awaiting one. */
export function testedClient(lower: LowerContext): Symbol {
  return importedClient(lower, lower.context.options.twins.includes("sync") ? "sync" : "async");
}

function conftest(lower: LowerContext, folder: string): OpenModule {
  const pytest = (name: string): OpenExpr => ref(external("pytest", name, "attribute"));
  const { twins } = lower.context.options;
  const server = b.def("server", {
    decorators: [pytest("fixture")],
    returns: ref(serverSymbol(lower)),
    body: [b.ret(b.call(ref(serverSymbol(lower))))],
  });
  const both = twins.includes("sync") && twins.includes("async");
  const client = b.def("client", {
    decorators: [both ? b.call(pytest("fixture"), [], { params: b.list([b.str("sync"), b.str("async")]) }) : pytest("fixture")],
    params: [
      ...(both ? [b.param("request", { annotation: pytest("FixtureRequest") })] : []),
      b.param("server", { annotation: ref(serverSymbol(lower)) }),
      b.param("monkeypatch", { annotation: pytest("MonkeyPatch") }),
    ],
    returns: ref(testedClient(lower)),
    doc: both ? "Each test runs twice: with the blocking client, and with the awaiting one." : null,
    body: [
      b.expr(b.call("monkeypatch.delenv", [b.str(`${lower.api.names.environment}_BASE_URL`)], { raising: b.false })),
      ...clientStatements(lower),
    ],
  });
  const body = [b.docstring("What each test gets: a server in memory, and a client that talks to it."), server, client, ...(twins.includes("sync") ? [] : [backend()])];
  return { path: `${folder}.conftest`, isPackage: false, body: b.module(body), declares: [] };

  function backend(): OpenStmt {
    return b.def("anyio_backend", { decorators: [pytest("fixture")], returns: ref(py.str), body: [b.ret(b.str("asyncio"))] });
  }
}

function clientStatements(lower: LowerContext): readonly OpenStmt[] {
  const { twins } = lower.context.options;
  if (!twins.includes("async")) return [b.ret(clientCall(lower, "sync"))];
  if (!twins.includes("sync")) return [b.ret(clientCall(lower, "async"))];
  const view = b.call(ref(lower.symbols.runtime("testing_blocking", "BlockingView")), [b.name("awaiting")]);
  return [
    b.if(b.compare("request.param", "==", b.str("sync")), [b.ret(clientCall(lower, "sync"))]),
    b.assign("awaiting", clientCall(lower, "async")),
    b.ret(b.call(ref(external("typing", "cast")), [ref(importedClient(lower, "sync")), view])),
  ];
}

/** The client with all credentials, which raises where an answer is not what the document says. */
function clientCall(lower: LowerContext, half: "sync" | "async"): OpenExpr {
  const secrets = lower.api.auth.flatMap((scheme) => (scheme.kind === "oauth2" ? scheme.arguments.slice(0, 1) : scheme.arguments));
  const keywords: [string, OpenExpr][] = secrets.map((argument) => [argument, b.str(argument)]);
  if (documentServer(lower) === null) keywords.push(["base_url", b.str(testServer)]);
  keywords.push(["strict", b.true], ["http_client", b.call("server.transport")]);
  return b.call(ref(importedClient(lower, half)), [], keywords);
}

/** The document's server, null where it names none that is absolute. */
export function documentServer(lower: LowerContext): string | null {
  const [server] = lower.api.servers;
  return server !== undefined && isAbsolute(server.url) ? server.url : null;
}
