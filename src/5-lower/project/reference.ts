import type { Operation } from "../../ir/operation.ts";
import { answerType } from "../answers.ts";
import type { LowerContext } from "../context.ts";
import { cleanText } from "../docs.ts";
import { methodArguments } from "../operations.ts";
import { spreadOf } from "../spread-keywords.ts";
import { expressionText } from "../type-text.ts";
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
  return `# ${markdownText(api.info.title)}: reference\n\n${sections.join("\n\n")}\n`;
}

function titleOf({ api, context }: LowerContext, place: string): string {
  if (context.options.surface === "functions") return place === "" ? api.names.module : `${api.names.module}.${place}`;
  return place === "" ? api.names.client : `client.${place}`;
}

function entry(lower: LowerContext, operation: Operation): string {
  const holder = lower.context.options.surface === "functions" ? [] : ["client"];
  const path = [...holder, ...operation.namespace, operation.name].join(".");
  const spread = spreadOf(lower, operation);
  const args = [...methodArguments(lower, operation).map((arg) => (arg.default === null ? arg.name : `${arg.name}=…`)), ...(spread === null ? [] : [`**${spread.name}`])];
  const call = codeSpan(`${path}(${args.join(", ")}) -> ${expressionText(answerType(lower, operation))}`);
  const summary = cleanText(operation.docs.summary ?? operation.docs.description ?? "").split(/\n\s*\n/)[0] ?? "";
  const words = summary === "" ? "" : `: ${markdownText(summary)}`;
  return `- ${call}, ${codeSpan(`${operation.method} ${operation.path}`)}${words}`;
}
