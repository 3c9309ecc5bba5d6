import type { Operation } from "../../ir/operation.ts";
import type { LowerContext } from "../context.ts";
import { cleanText } from "../docs.ts";
import { methodArguments } from "../operations.ts";
import { returnType } from "../results.ts";
import { expressionText } from "../type-text.ts";
import { codeSpan, markdownText } from "./markdown.ts";

/** `api.md`: every method, where it goes and what it gives. */
export function reference(lower: LowerContext): string {
  const { api } = lower;
  const groups = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    const place = operation.namespace.join(".");
    groups.set(place, [...(groups.get(place) ?? []), operation]);
  }
  const sections = [...groups].map(([place, operations]) => {
    const title = place === "" ? codeSpan(api.names.client) : codeSpan(`client.${place}`);
    return `## ${title}\n\n${operations.map((operation) => entry(lower, operation)).join("\n")}`;
  });
  return `# ${markdownText(api.info.title)}: reference\n\n${sections.join("\n\n")}\n`;
}

function entry(lower: LowerContext, operation: Operation): string {
  const path = ["client", ...operation.namespace, operation.name].join(".");
  const args = methodArguments(lower, operation).map((arg) => (arg.default === null ? arg.name : `${arg.name}=…`));
  const call = codeSpan(`${path}(${args.join(", ")}) -> ${expressionText(returnType(lower, operation.result))}`);
  const summary = cleanText(operation.docs.summary ?? operation.docs.description ?? "").split(/\n\s*\n/)[0] ?? "";
  const words = summary === "" ? "" : `: ${markdownText(summary)}`;
  return `- ${call}, ${codeSpan(`${operation.method} ${operation.path}`)}${words}`;
}
