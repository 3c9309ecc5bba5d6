import { isArray, isObject, member } from "../ir/origin.ts";
import type { Server } from "../ir/operation.ts";
import { childAt, originOf, step, type At, type Builder } from "./builder.ts";
import { textOf, textsOf } from "./words.ts";

type Variable = Server["variables"][number];

/** The servers of a list, or null where there is no list or an empty one. */
export function serversOf(builder: Builder, list: At | undefined): readonly Server[] | null {
  if (list === undefined || !isArray(list.node) || list.node.length === 0) return null;
  return list.node.flatMap((node, index) => serverOf(builder, step(list, index, node)));
}

function serverOf(builder: Builder, at: At): readonly Server[] {
  const origin = originOf(builder, at);
  const template = isObject(at.node) ? textOf(at.node, "url") : null;
  if (template === null || !isObject(at.node)) {
    builder.reporter.report("server-not-understood", origin, { url: "", reason: "it has no url" });
    return [];
  }
  const variables = variablesOf(builder, childAt(at, "variables"));
  const filled = fillTemplate(template.trim(), variables);
  return [{ origin, url: resolved(builder, filled), template, description: textOf(at.node, "description"), variables }];
}

function variablesOf(builder: Builder, at: At | undefined): readonly Variable[] {
  if (at === undefined || !isObject(at.node)) return [];
  return Object.entries(at.node).flatMap(([name, node]) => {
    if (!isObject(node)) return [];
    const listed = member(node, "enum");
    const options = textsOf(listed);
    if (isArray(listed) && listed.length === 0) builder.reporter.report("server-variable-without-values", originOf(builder, step(at, name, node)), { name });
    const written = member(node, "default");
    const fallback = typeof written === "string" || typeof written === "number" ? String(written) : (options[0] ?? "");
    return [{ name, default: fallback, enum: options, description: textOf(node, "description") }];
  });
}

/** Replaces `{name}` by the variable's default; what no variable explains stays. */
function fillTemplate(template: string, variables: readonly Variable[]): string {
  return variables.reduce((url, variable) => url.replaceAll(`{${variable.name}}`, () => variable.default), template);
}

/** A relative address means one relative to the document; it stays relative where that is a file. */
function resolved(builder: Builder, url: string): string {
  const { entry } = builder.canonical;
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || !/^https?:/i.test(entry)) return url;
  return URL.canParse(url, entry) ? new URL(url, entry).href : url;
}
