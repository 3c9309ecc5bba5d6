import type { Reporter } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import { isObject, join, lookup, type JsonPointer, root } from "../ir/origin.ts";
import type { Loaded } from "./loaded.ts";
import { startValidator, type Verdict } from "./validate-worker.ts";

/** How the extra check is run. */
export interface ValidateOptions {
  /** Milliseconds after which the check is given up; 20,000 by default. */
  readonly timeout?: number;
}

type Outcome = { readonly kind: "done"; readonly verdict: Verdict } | { readonly kind: "failed"; readonly reason: string };

/** Checks the entry document against the specification in a thread of its own. Whatever happens there ends as a diagnostic, never as an exception. */
export async function validate(loaded: Loaded, options: ValidateOptions, context: { readonly reporter: Reporter }): Promise<void> {
  const place = { document: loaded.entry, pointer: root };
  const entry = loaded.files.get(loaded.entry);
  if (entry === undefined) return;
  if (loaded.dialect === "3.2") {
    context.reporter.report("validator-gave-up", place, { reason: "OpenAPI 3.2 is not known to the validator" });
    return;
  }
  if (loaded.files.size > 1) {
    context.reporter.report("validator-gave-up", place, { reason: "it spans several files" });
    return;
  }
  const outcome = await run(withoutBigints(entry.value), options);
  switch (outcome.kind) {
    case "failed":
      context.reporter.report("validator-gave-up", place, { reason: outcome.reason });
      return;
    case "done":
      for (const message of outcome.verdict.messages) {
        // The loader has said so already, with the place of the reference itself.
        if (message.includes("Missing $ref pointer")) continue;
        context.reporter.report("document-not-valid", { document: loaded.entry, pointer: pointerIn(message, entry.value) }, { detail: summary(message) });
      }
      return;
    default:
      outcome satisfies never;
  }
}

function run(document: Json, options: ValidateOptions): Promise<Outcome> {
  const timeout = options.timeout ?? 20_000;
  return new Promise((resolve) => {
    const worker = startValidator(document);
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
      void worker.terminate();
    };
    const timer = setTimeout(() => finish({ kind: "failed", reason: `it took longer than ${timeout} ms` }), timeout);
    worker.once("message", (verdict: Verdict) => finish({ kind: "done", verdict }));
    worker.once("error", (error) => finish({ kind: "failed", reason: reasonOf(error) }));
    worker.once("exit", () => finish({ kind: "failed", reason: "the validator stopped" }));
  });
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/\.$/, "") || "the validator failed";
}

/** The validator knows no long integers; it gets the nearest number. */
function withoutBigints(value: Json): Json {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutBigints);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutBigints(one)]));
}

/** The first line of a message and the line it marks; the rest is an excerpt of a text that is not the user's. */
function summary(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  const first = (lines.find((line) => line !== "") ?? message).replace(/^[A-Z]{3,} /, "");
  const marked = lines.find((line) => line.startsWith(">"));
  const near = marked === undefined ? "" : ` (near ${marked.slice(marked.indexOf("|") + 1).trim().slice(0, 120)})`;
  return `${first.replace(/\s+/g, " ").slice(0, 400)}${near}`;
}

/** Messages name places as `/paths/users/{id}/get`, unescaped; the longest part of it that exists is taken. */
function pointerIn(message: string, document: Json): JsonPointer {
  for (const [, path = ""] of message.matchAll(/`(\/[^`]+)`/g)) {
    const pointer = existing(path.slice(1).split("/"), document);
    if (pointer !== root) return pointer;
  }
  const id = /operationId `([^`]+)`/.exec(message)?.[1];
  return (id === undefined ? undefined : operationWith(id, document)) ?? root;
}

function existing(tokens: readonly string[], document: Json): JsonPointer {
  let pointer = root;
  let value: Json | undefined = document;
  for (let index = 0; index < tokens.length && isObject(value); ) {
    let used = 0;
    for (let end = tokens.length; end > index && used === 0; end--) {
      const text = tokens.slice(index, end).join("/");
      for (const key of [text, `/${text}`]) {
        if (used > 0 || !Object.hasOwn(value, key)) continue;
        pointer = join(pointer, key);
        used = end - index;
      }
    }
    if (used === 0) return pointer;
    value = lookup(document, pointer);
    index += used;
  }
  return pointer;
}

function operationWith(id: string, document: Json): JsonPointer | undefined {
  const paths = isObject(document) ? document["paths"] : undefined;
  if (!isObject(paths)) return undefined;
  let found: JsonPointer | undefined;
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    for (const [method, operation] of Object.entries(item)) {
      if (isObject(operation) && operation["operationId"] === id) found = join("#/paths", path, method, "operationId");
    }
  }
  return found;
}
