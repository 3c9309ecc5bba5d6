import schema from "../pysdk.schema.json" with { type: "json" };
import type { Draft } from "./draft.ts";
import { comment, flow, isMapping, type PlainValue, prose, scalar } from "./yaml-text.ts";

/** Where the schema lies in a project that has the compiler installed. */
const modeline = "# yaml-language-server: $schema=./node_modules/pysdk-compile/dist/schemas/pysdk.schema.json";

/** Keys that are shown with an example, because their empty value would say nothing. */
const examples: Readonly<Record<string, string>> = {
  profile: "bifrost:NAME",
  auth: "bifrost:NAME",
  "auth-type": "bearer",
  include: '["tag:NAME", "/path/**"]',
  exclude: '["op:OPERATION_ID"]',
  overlays: "[fixes.overlay.yaml]",
  facade: "openapi-generator",
  base: "true",
  models: "views",
  wire: "rest",
  "extra-files": "[src/extra.py]",
};

/** The draft as YAML: each key under what it does, what is not set as a comment. */
export function draftText(draft: Draft): string {
  const blocks = [[modeline, ...prose(`What pysdk-compile found in ${draft.about}. Every key may be left out; compiling with this file as it is gives the same as compiling without it. Paths start at this file.`)]];
  if (draft.notes.length > 0) blocks[0] = [modeline, ...prose(`The configuration of the SDK for ${draft.about}. Every key may be left out; what has no counterpart is listed at the end.`)];
  const settings = new Map<string, PlainValue>(Object.entries(draft.settings));
  for (const [key, { description }] of Object.entries(schema.properties)) {
    if (key === "$schema") continue;
    const value = settings.get(key);
    const more = key === "renames" ? candidates(draft, value === undefined) : [];
    const idle = more.length > 0 ? [] : [`# ${key}: ${examples[key] ?? "{}"}`];
    blocks.push([...prose(description), ...(value === undefined ? idle : entry({ key, value, depth: 0, top: key, draft })), ...more]);
  }
  if (draft.notes.length > 0) blocks.push([comment("No counterpart, or nothing to carry over:"), ...draft.notes.map((note) => comment(`- ${note}`, 400))]);
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Names that may be changed, as lines to uncomment. */
function candidates({ candidates: names }: Draft, alone: boolean): readonly string[] {
  if (names.length === 0) return [];
  const lines = names.map(([pointer, name]) => `#   ${scalar(pointer)}: ${scalar(name)}`);
  return alone ? ["# Names that were made up or changed:", "# renames:", ...lines] : ["# Other names that were made up or changed:", ...lines];
}

interface Entry {
  readonly key: string;
  readonly value: PlainValue;
  readonly depth: number;
  /** The key at the top of the file. */
  readonly top: string;
  readonly draft: Draft;
}

/** Mappings go down line by line, what they hold at the second level in one; lists of operations have a line for each. */
function entry({ key, value, depth, top, draft }: Entry): readonly string[] {
  const indent = "  ".repeat(depth);
  const head = `${indent}${scalar(key)}:`;
  const { remarks } = draft;
  const withRemark = (line: string, of: string): string => (remarks.has(of) ? `${line}  ${comment(remarks.get(of) ?? "")}` : line);
  if (key === "operations" && Array.isArray(value) && value.length > 0) {
    return [head, ...value.map((one: PlainValue) => withRemark(`${indent}  - ${flow(one)}`, String(one)))];
  }
  const isOpen = isMapping(value) && Object.keys(value).length > 0 && (depth === 0 || Object.hasOwn(value, "operations"));
  if (!isOpen) return [top === "pagination" ? withRemark(`${head} ${flow(value)}`, key) : `${head} ${flow(value)}`];
  return [head, ...Object.entries(value).flatMap(([inner, one]) => entry({ key: inner, value: one, depth: depth + 1, top, draft }))];
}
