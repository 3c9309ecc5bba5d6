import { fold, visit, type Expr, type OpenModule, type OpenProgram, type Ref } from "../../../pyast/index.ts";
import type { LowerContext } from "../context.ts";
import { b } from "../open-builders.ts";
import { hasStreams } from "./functions.ts";
import { pagedResult } from "../operations/pages.ts";
import { sendsAll } from "./stand-ins.ts";

/** Attributes and methods of the runtime that no class of Python or of the HTTP client has. */
const members: ReadonlySet<string> = new Set([
  "__steady__",
  "add_cookie",
  "bare",
  "base_url_hint",
  "check",
  "dress",
  "guarded",
  "hidden",
  "init",
  "is_repeatable",
  "keeps",
  "native",
  "own_base_url",
  "own_cookies",
  "own_query",
  "put_cookies",
  "read_only",
  "replayable",
  "secret_cookies",
  "secret_query",
  "steady",
  "streamed",
  "takes",
  "write_only",
]);

/** What the runtime calls the options of a request. */
const optionsName = "request";

/** What functions may say about a request, beside what their callers do. */
const optionNames = ["query", "headers", "cookies", "body", "accept", "security", "server", "idempotent", "content"];

/** The program without what the functions of this document never come to. */
export function folded(lower: LowerContext, program: OpenProgram, { functions, folds }: { readonly functions: OpenModule; readonly folds: (module: OpenModule) => boolean }): OpenProgram {
  const given = new Set<string>();
  visit<Ref>(functions.body, (node) => {
    if (node.kind === "keyword" && node.arg !== null) given.add(node.arg);
  });
  // What goes on with a stream adds to what was asked first.
  for (const { body } of program.modules) {
    visit<Ref>(body, (node) => {
      if (node.kind === "Subscript" && node.value.kind === "Name" && node.value.id === optionsName && node.slice.kind === "Constant" && typeof node.slice.value === "string") given.add(node.slice.value);
    });
  }
  const no = b.false;
  const attributes = new Map<string, Expr<Ref>>();
  if (lower.context.options.client.retryMethods === "all") attributes.set("every_method", b.true);
  if (!hasStreams(lower.api)) attributes.set("streamed", no);
  return fold(program, {
    folds,
    members,
    attributes,
    echoes: new Set(sendsAll(lower) ? ["__sent__"] : []),
    // Functions have paths; whole URLs come from pages that lead to the next.
    results: new Map(lower.api.operations.some((operation) => pagedResult(lower, operation) !== null) ? [] : [[lower.symbols.runtime("requester", "is_whole_url").key, no]]),
    options: { name: optionsName, absent: new Set(optionNames.filter((name) => !given.has(name))) },
  });
}
