import { parse } from "yaml";
import type { Diagnostic } from "../../src/diagnostics/reporter.ts";
import type { OutputFile } from "../../src/index.ts";
import type { Options } from "../../src/options.ts";
import { normalizeType } from "./revealed-types.ts";

/** A fenced block of a scenario: where it stands, what it is, and what is in it. */
export interface Block {
  /** The info string, for example `python example/models/pet.py#Pet`. */
  readonly info: string;
  readonly text: string;
  /** The lines between the fences: first, and the one after the last. */
  readonly begin: number;
  readonly end: number;
}

/** A Markdown file of test/scenarios: a fragment of a document, and what it must become. */
export interface Scenario {
  readonly title: string;
  /** A whole document, completed with what the fragment leaves out. */
  readonly document: string;
  readonly options: Partial<Options>;
  /** Expected Python, whole files or single definitions of them. */
  readonly python: readonly Block[];
  /** Code that uses the compiled SDK, in blocks `python caller` and `python async-caller`; type checkers say what is in its comments. */
  readonly callers: readonly Block[];
  /** Expected diagnostics, one line each; null where the scenario has none. */
  readonly diagnostics: Block | null;
}

const callerKinds: readonly string[] = ["python caller", "python async-caller"];

/** Reads the fenced blocks of a Markdown text. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split("\n");
  const blocks: Block[] = [];
  let open: { info: string; begin: number } | null = null;
  for (const [index, line] of lines.entries()) {
    if (open === null && line.startsWith("```")) open = { info: line.slice(3).trim(), begin: index + 1 };
    else if (open !== null && line === "```") {
      blocks.push({ ...open, end: index, text: lines.slice(open.begin, index).join("\n") });
      open = null;
    }
  }
  return blocks;
}

/** Reads a scenario; throws where a block has no meaning. */
export function readScenario(markdown: string): Scenario {
  const blocks = blocksOf(markdown);
  const known = ["yaml openapi", "yaml options", "diagnostics"];
  const stray = blocks.find(({ info }) => !known.includes(info) && !info.startsWith("python "));
  if (stray !== undefined) throw new Error(`a scenario has no block \`${stray.info}\``);
  const twice = callerKinds.find((kind) => blocks.filter(({ info }) => info === kind).length > 1);
  if (twice !== undefined) throw new Error(`a scenario has one block \`${twice}\``);
  const fragment = blocks.find(({ info }) => info === "yaml openapi");
  if (fragment === undefined) throw new Error("a scenario needs a block `yaml openapi`");
  const options = blocks.find(({ info }) => info === "yaml options");
  return {
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? "untitled",
    document: completed(fragment.text),
    options: { name: "example", ...(options === undefined ? {} : parse(options.text)) },
    python: blocks.filter(({ info }) => info.startsWith("python ") && !callerKinds.includes(info)),
    callers: blocks.filter(({ info }) => callerKinds.includes(info)),
    diagnostics: blocks.find(({ info }) => info === "diagnostics") ?? null,
  };
}

/** Adds what every document has before the fragment's own text, which stays as it is. */
function completed(fragment: string): string {
  const given: unknown = parse(fragment);
  const has = (key: string): boolean => typeof given === "object" && given !== null && Object.hasOwn(given, key);
  const defaults: string[] = [];
  if (!has("openapi") && !has("swagger")) defaults.push('openapi: "3.1.0"');
  if (!has("info")) defaults.push('info: { title: Example, version: "1.0.0" }');
  if (!has("servers") && !has("swagger")) defaults.push("servers: [{ url: https://example.com }]");
  if (!has("paths") && !has("webhooks")) defaults.push("paths: {}");
  return [...defaults, fragment, ""].join("\n");
}

/** The diagnostics as the block of a scenario has them: code, pointer, message. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ code, origin, message }) => `${code} ${origin.pointer} ${message}`).join("\n");
}

/** What the output holds for a Python block: the file, or the definition that the block names; throws where there is none. */
export function actualPython(block: Block, files: readonly OutputFile[]): string {
  const [path = "", name] = block.info.slice("python ".length).split("#");
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`no file ${path} among ${files.map((one) => one.path).join(", ")}`);
  const text = name === undefined ? file.text : definitionOf(file.text, name);
  if (text === null) throw new Error(`no definition ${name} in ${path}:\n${file.text}`);
  return text.trimEnd();
}

/**
 * The lines of a definition in formatted Python: a class, a function with its decorators and overloads, or an
 * assignment. `Pets.list` is the method of a class. Relies on a formatted file: what is indented deeper belongs
 * to the definition, and so does a closing bracket in its own column.
 */
function definitionOf(text: string, name: string): string | null {
  let lines = text.split("\n");
  let indent = "";
  for (const part of name.split(".")) {
    const found = linesOf(lines, indent, part);
    if (found === null) return null;
    lines = found;
    indent += "    ";
  }
  return lines.join("\n");
}

function linesOf(lines: readonly string[], indent: string, name: string): string[] | null {
  const escaped = name.replace(/[^\w]/g, "\\$&");
  const head = new RegExp(`^${indent}(?:(?:class|def|async def) ${escaped}\\b|${escaped}(?:: | = ))`);
  const found: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (!head.test(line)) continue;
    let begin = index;
    while (begin > 0 && belongsAbove(lines[begin - 1] ?? "", indent)) begin -= 1;
    let end = index + 1;
    while (end < lines.length && belongsBelow(lines[end] ?? "", indent)) end += 1;
    found.push(...lines.slice(begin, end));
  }
  while (found.at(-1) === "") found.pop();
  return found.length === 0 ? null : found;
}

function belongsAbove(line: string, indent: string): boolean {
  return line.startsWith(`${indent}@`);
}

function belongsBelow(line: string, indent: string): boolean {
  return line === "" || line.startsWith(`${indent} `) || /^\s*[)\]}]/.test(line);
}

/** The name of a package of its own for the scenario in a file, so that several can be in one folder. */
export function packageOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.md$/, "").replaceAll("-", "_");
}

/** A module made of a scenario's caller. */
export interface CallerModule {
  readonly text: string;
  /** The lines that stand before those of the block. */
  readonly offset: number;
}

/** What a caller can name without saying so: the package as `example`, its client class as `Example`, and a `client`. */
export function callerModule(block: Block, names: { readonly package: string; readonly client: string }): CallerModule {
  const given = [`import ${names.package} as example`, "", `Example = example.${names.client}`, "client = Example()", ""];
  const lines = block.text.split("\n");
  if (block.info === "python caller") return { text: [...given, ...lines, ""].join("\n"), offset: given.length };
  const inside = lines.map((line) => (line === "" ? "" : `    ${line}`));
  return { text: [...given, "", "async def main() -> None:", ...inside, ""].join("\n"), offset: given.length + 2 };
}

/** The Markdown with the types that checkers reveal on lines of a caller, counted from 1; a type that only reads differently stays. */
export function recordedTypes(markdown: string, info: string, types: ReadonlyMap<number, string>): string {
  const lines = markdown.split("\n");
  const block = readScenario(markdown).callers.find((one) => one.info === info);
  if (block === undefined) throw new Error(`the scenario has no block \`${info}\``);
  for (const [number, type] of types) {
    const line = lines[block.begin + number - 1] ?? "";
    const [, code = line, noted] = /^(.*?)  # -> (.+)$/.exec(line) ?? [];
    if (noted === undefined || normalizeType(noted) !== type) lines[block.begin + number - 1] = `${code.trimEnd()}  # -> ${type}`;
  }
  return lines.join("\n");
}

/** The Markdown with its Python and diagnostics as they are now. */
export function recorded(markdown: string, files: readonly OutputFile[], diagnostics: readonly Diagnostic[]): string {
  const lines = markdown.trimEnd().split("\n");
  const scenario = readScenario(markdown);
  const text = renderDiagnostics(diagnostics);
  for (const block of [...scenario.python, ...(scenario.diagnostics === null ? [] : [scenario.diagnostics])].sort((a, b) => b.begin - a.begin)) {
    const now = block.info === "diagnostics" ? text : actualPython(block, files);
    lines.splice(block.begin, block.end - block.begin, ...(now === "" ? [] : now.split("\n")));
  }
  if (scenario.diagnostics === null && text !== "") lines.push("", "```diagnostics", text, "```");
  return `${lines.join("\n")}\n`;
}
