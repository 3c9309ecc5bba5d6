import { compareListed, declared, ref, type OpenModule, type Symbol } from "../../../pyast/index.ts";
import type { Operation, Result } from "../../ir/operation.ts";
import type { LowerContext } from "../context.ts";
import { pathParts } from "../operations/parameters.ts";
import { createSampler, jsonText } from "./sample-values.ts";
import { serverAnswer, type ServerAnswer } from "./server-answers.ts";
import { py } from "../symbols.ts";
import { b, type OpenExpr } from "../open-builders.ts";

/** One method of the SDK and how the server in memory answers it. */
export interface TestedMethod {
  readonly operation: Operation;
  /** The method's place from the client on: `["events", "get"]`. */
  readonly path: readonly string[];
  readonly result: Result;
  /** Whether it is the second method of an operation that answers either way. */
  readonly isStream: boolean;
  readonly answer: ServerAnswer;
}

/** What the server in memory knows. */
export interface ServerFacts {
  readonly methods: readonly TestedMethod[];
  /** The values of classes that answers refer to. */
  readonly classes: ReadonlyMap<string, string>;
}

/** Collects how each method is answered. */
export function serverFacts(lower: LowerContext): ServerFacts {
  const sampler = createSampler(lower);
  const methods = lower.api.operations.flatMap((operation) => {
    const { namespace, name, result, stream, streamName } = operation;
    const plain = { operation, path: [...namespace, name], result, isStream: false };
    const streaming = stream === null || streamName === null ? [] : [{ operation, path: [...namespace, streamName], result: stream.result, isStream: true }];
    return [plain, ...streaming].map((each): TestedMethod => ({ ...each, answer: serverAnswer(lower, sampler, each) }));
  });
  return { methods, classes: new Map([...sampler.classes].map(([name, value]) => [name, jsonText(value)])) };
}

/** The symbol of the server class. */
export function serverSymbol(lower: LowerContext): Symbol {
  return declared(`${lower.symbols.root}.testing`, "Server");
}

/** The module `testing`: a server in memory that answers from the document. */
export function lowerTesting(lower: LowerContext, { methods, classes }: ServerFacts): OpenModule {
  const rt = lower.symbols.runtime;
  const server = serverSymbol(lower);
  const names = declared(`${lower.symbols.root}.testing`, "OperationName");
  const operations = declared(`${lower.symbols.root}.testing`, "OPERATIONS");
  const answers = declared(`${lower.symbols.root}.testing`, "ANSWERS");
  const call = rt("testing_calls", "ServerCall");
  const paths = methods.map(({ path }) => b.str(path.join(".")));
  const name: OpenExpr = paths.length === 0 ? ref(py.str) : b.subscript(ref(py.Literal), paths);
  const bases = basePaths(lower);
  const body = [
    b.docstring(moduleDoc(lower, methods)),
    b.annAssign(names.name, ref(py.TypeAlias), name),
    b.docstring("What an operation is called: where its method is, from the client on."),
    b.annAssign(
      operations.name,
      b.subscript(ref(py.dict), [ref(py.str), ref(py.str)]),
      b.dict(methods.map((method) => [b.str(method.path.join(".")), b.str(operationLine(method))] as const)),
    ),
    b.docstring("Method, path, status, media type and answer of each operation."),
    b.annAssign(
      answers.name,
      b.subscript(ref(py.dict), [ref(py.str), ref(py.str)]),
      b.dict([...classes].sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, json]) => [b.str(key), b.str(json)] as const)),
    ),
    b.docstring("What the answers refer to by name."),
    b.classDef(server.name, {
      bases: [b.subscript(ref(rt("testing_server", "MemoryServer")), ref(names))],
      doc: "The API in memory.",
      body: [
        b.def("__init__", {
          params: ["self"],
          returns: b.none,
          body: [b.expr(b.call(b.attr(b.call(ref(py.super)), "__init__"), [ref(operations), ref(answers), ...(bases.length === 0 ? [] : [b.tuple(bases.map((each) => b.str(each)))])]))],
        }),
      ],
    }),
  ];
  const exported = [names, server, call].sort((left, right) => compareListed(left.name, right.name));
  return { path: `${lower.symbols.root}.testing`, isPackage: false, body: b.module(body), declares: [names, operations, answers, server], exports: exported };
}

/** `GET /events/{id} 200 application/json ANSWER` */
function operationLine({ operation, answer }: TestedMethod): string {
  return [operation.method.toUpperCase(), pathTemplate(operation), String(answer.status), answer.media ?? "-", jsonText(answer.body)].join(" ");
}

/** The path as it is sent, with the parameters' names, encoded, in braces. */
function pathTemplate(operation: Operation): string {
  return pathParts(operation)
    .map((part) => (typeof part === "string" ? part : `{${encodeURIComponent(part.wire.toWellFormed())}}`))
    .join("");
}

/** The paths of the document's servers, under which its operations are. */
function basePaths(lower: LowerContext): readonly string[] {
  const servers = [...lower.api.servers, ...lower.api.operations.flatMap((operation) => operation.servers ?? [])];
  const found = servers.flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).pathname.replace(/\/+$/, "")] : []));
  return [...new Set(found)].filter((path) => path !== "").sort();
}

function moduleDoc(lower: LowerContext, methods: readonly TestedMethod[]): string {
  const { names, auth } = lower.api;
  const blocking = lower.context.options.twins.includes("sync");
  const client = blocking ? names.client : `Async${names.client}`;
  const secrets = auth.flatMap((scheme) => scheme.arguments.slice(0, scheme.kind === "basic" ? 2 : 1).map((argument) => `${argument}="..."`));
  const given = [...secrets.slice(0, 2), "http_client=server.transport()"].join(", ");
  const lines = [
    "A server in memory, for tests of code that uses this package: no network, no patches.",
    "",
    "It answers every operation from the document's examples, or with values that fit the",
    "document, and records the calls:",
    "",
    `    from ${names.module} import ${client}`,
    `    from ${names.module}.testing import Server`,
    "",
    "",
    "    def test_what_is_asked() -> None:",
    "        server = Server()",
    `        client = ${client}(${given})`,
    ...exampleLines(methods),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a user would write about an operation that is repeated where it fails, or about any other. */
function exampleLines(methods: readonly TestedMethod[]): readonly string[] {
  const read = methods.find(({ operation, result }) => operation.method === "GET" && result.kind === "json");
  const found = read ?? methods[0];
  if (found === undefined) return [];
  const name = found.path.join(".");
  return [
    `        server.reply("${name}", status=503, once=True)`,
    "",
    `        ...  # code of yours that calls client.${name}`,
    "",
    `        assert server.calls[-1].method == "${found.operation.method.toUpperCase()}"`,
    `        assert len(server.calls) == ${read === undefined ? 1 : 2}`,
  ];
}
