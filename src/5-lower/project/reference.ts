import type { Symbol } from "../../../pyast/index.ts";
import type { Operation } from "../../ir/operation.ts";
import type { LowerContext } from "../context.ts";
import { cleanText } from "../docs.ts";
import { methodArguments, methodTypes } from "../operations/operations.ts";
import { hasFile } from "../operations/results.ts";
import { spreadOf } from "../operations/spread-keywords.ts";
import { twinsOf } from "../twins.ts";
import { expressionText } from "../type-text.ts";
import { annotation } from "../models/types.ts";
import { webhookParsers, webhookVariable } from "../client/webhooks.ts";
import { codeSpan, markdownText } from "./markdown.ts";

/** `api.md`: every method, where it goes and what it gives. */
export function reference(lower: LowerContext): string {
  const { api } = lower;
  const groups = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    if (operation.namespace[0]?.startsWith("_") === true) continue;
    const place = operation.namespace.join(".");
    groups.set(place, [...(groups.get(place) ?? []), operation]);
  }
  const sections = [...groups].map(([place, operations]) => {
    const title = codeSpan(titleOf(lower, place));
    return `## ${title}\n\n${operations.map((operation) => entry(lower, operation)).join("\n")}`;
  });
  const all = [...sections, ...downloadSection(lower), ...webhookSection(lower)];
  return `# ${markdownText(api.info.title)}: reference\n\n${all.join("\n\n")}\n`;
}

/** How bytes go to a file, where there are methods that answer with some. */
function downloadSection(lower: LowerContext): readonly string[] {
  const operation = lower.api.operations.find(hasFile);
  if (operation === undefined) return [];
  const path = ["client", ...operation.namespace, operation.name].join(".");
  const call = codeSpan(`client.download_to("file.bin", ${[path, ...methodArguments(lower, operation).filter((arg) => arg.positional).map(({ name }) => name)].join(", ")}) -> Path`);
  return [`## Files\n\n- ${call}: the body goes to the file and is not held in memory; any method and its arguments may stand there.`];
}

/** What the API sends by itself, and what reads it. */
function webhookSection(lower: LowerContext): readonly string[] {
  const { api } = lower;
  const parsers = webhookParsers(lower);
  if (parsers.length === 0) return [];
  const entries = parsers.map(({ name, use, about }) => {
    const words = about === null ? "" : `: ${markdownText(about.split(/\n\s*\n/)[0] ?? "")}`;
    return `- ${codeSpan(`webhooks.${name}(body, headers) -> ${expressionText(annotation(lower, use, "output"))}`)}${words}`;
  });
  const intro = [
    `\`from ${api.names.module} import webhooks\`, and give it the body's bytes and the headers as they came. The signature is verified (Standard Webhooks)`,
    `with the secret in ${codeSpan(webhookVariable(api))}, or \`secret=…\` in the call. For an API that signs in another way make a \`Webhooks(secret, rule=SignatureRule(…))\``,
    `of your own, for requests that are not signed \`Webhooks(signed=False)\`.`,
  ];
  return [`## Webhooks\n\n${intro.join("\n")}\n\n${entries.join("\n")}`];
}

function titleOf({ api, context }: LowerContext, place: string): string {
  if (context.options.surface === "functions") return place === "" ? api.names.module : `${api.names.module}.${place}`;
  return place === "" ? api.names.client : `client.${place}`;
}

/** The lines of an operation's methods: one, or two where it answers either way. */
function entry(lower: LowerContext, operation: Operation): string {
  const holder = lower.context.options.surface === "functions" ? [] : ["client"];
  const signature = signatureText(lower, operation);
  const summary = cleanText(operation.docs.summary ?? operation.docs.description ?? "").split(/\n\s*\n/)[0] ?? "";
  const words = summary === "" ? "" : `: ${markdownText(summary)}`;
  return methodTypes(lower, operation)
    .map(({ name, returns }) => {
      const call = codeSpan(`${[...holder, ...operation.namespace, name].join(".")}(${signature}) -> ${expressionText(returns, (symbol) => shownName(lower, symbol))}`);
      return `- ${call}, ${codeSpan(`${operation.method} ${operation.path}`)}${words}`;
    })
    .join("\n");
}

/** The arguments as Python writes a signature: what follows a `*` goes by its name, `=…` may be left out. */
function signatureText(lower: LowerContext, operation: Operation): string {
  const args = methodArguments(lower, operation);
  const shown = args.map((arg) => (arg.default === null ? arg.name : `${arg.name}=…`));
  const named = args.findIndex((arg) => !arg.positional);
  if (named >= 0) shown.splice(named, 0, "*");
  const spread = spreadOf(lower, operation);
  return [...shown, ...(spread === null ? [] : [`**${spread.name}`])].join(", ");
}

/** Where there is a blocking half, its names stand for both; functions have none. */
function shownName(lower: LowerContext, symbol: Symbol): string {
  return lower.context.options.surface === "clients" && lower.context.options.twins.includes("sync") && twinsOf(lower).hasTwin?.(symbol) === true ? symbol.name.replace(/^Async/, "") : symbol.name;
}
