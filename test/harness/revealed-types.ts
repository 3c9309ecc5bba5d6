import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { programOf, repository, sharedEnv } from "./virtual-env.ts";

/** What a type checker says about a caller, by line, starting at 1. */
export interface CheckerFindings {
  /** The type that `reveal_type` shows, in a form that both checkers share. */
  readonly revealed: ReadonlyMap<number, string>;
  /** The first error of a line. */
  readonly errors: ReadonlyMap<number, string>;
}

/** What a caller file says it expects. */
export interface Expectations {
  readonly revealed: ReadonlyMap<number, string>;
  /** Lines on which both checkers must find something. */
  readonly mistakes: readonly number[];
}

/** Reads the comments `# -> type` and `# mistake` of a caller. */
export function readExpectations(text: string): Expectations {
  const revealed = new Map<number, string>();
  const mistakes: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const type = /# -> (.+)$/.exec(line)?.[1];
    if (type !== undefined) revealed.set(index + 1, normalizeType(type));
    if (/# mistake\b/.test(line)) mistakes.push(index + 1);
  }
  return { revealed, mistakes };
}

/** A type as both checkers would write it: names without modules, members of unions sorted, one Literal for all its values. */
export function normalizeType(type: string): string {
  const members = splitOutside(type.trim(), " | ").map((member) => {
    const [, name = "", inside] = /^([^[\]]*)\[([^]*)\]$/.exec(member) ?? [];
    if (inside === undefined) return member.replace(/^(?:\w+\.)+(?=\w+$)/, "").replaceAll('"', "'");
    return `${name.replace(/^(?:\w+\.)+/, "")}[${splitOutside(inside, ", ").map(normalizeType).join(", ")}]`;
  });
  const literals = members.flatMap((member) => /^Literal\[(.*)\]$/.exec(member)?.[1] ?? []);
  const others = members.filter((member) => !member.startsWith("Literal["));
  const merged = literals.length === 0 ? [] : [`Literal[${literals.join(", ")}]`];
  return [...new Set([...others, ...merged])].sort().join(" | ");
}

/** Splits a text where the separator stands outside brackets and quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let begin = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? "";
    if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === "[" || char === "(") depth += 1;
    else if (char === "]" || char === ")") depth -= 1;
    else if (depth === 0 && text.startsWith(separator, index)) {
      parts.push(text.slice(begin, index));
      begin = index + separator.length;
      index = begin - 1;
    }
  }
  return [...parts, text.slice(begin)];
}

/** A folder with a compiled SDK, and the callers in it. */
export interface Callers {
  readonly folder: string;
  /** Relative to the folder. */
  readonly files: readonly string[];
}

/** Runs mypy --strict over the callers. */
export async function runMypy(callers: Callers): Promise<Map<string, CheckerFindings>> {
  const cache = join(repository, ".tmp/mypy-cache");
  const options = ["--strict", "--config-file=", `--cache-dir=${cache}`, "--no-error-summary", "--no-pretty", `--python-executable=${sharedEnv.python}`];
  const outcome = await execa(programOf(sharedEnv, "mypy"), [...options, ...callers.files], { cwd: callers.folder, reject: false, all: true });
  const findings = empty(callers.files);
  for (const line of outcome.all.split("\n")) {
    const [, file = "", number = "", severity = "", message = ""] = /^(.+?):(\d+)(?::\d+)?: (error|note): (.*)$/.exec(line) ?? [];
    const type = /^Revealed type is "(.*)"$/.exec(message)?.[1];
    const found = findings.get(file);
    if (found === undefined) {
      if (severity === "error") findings.set(file, { revealed: new Map(), errors: new Map([[Number(number), message]]) });
    } else if (type !== undefined) found.revealed.set(Number(number), normalizeType(type));
    else if (severity === "error" && !found.errors.has(Number(number))) found.errors.set(Number(number), message);
  }
  if (findings.size > 0 && [...findings.values()].every((one) => one.revealed.size + one.errors.size === 0)) throw new Error(`mypy said: ${outcome.all}`);
  return findings;
}

interface PyrightDiagnostic {
  readonly file: string;
  readonly severity: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** Runs pyright in strict mode over the callers. */
export async function runPyright(callers: Callers): Promise<Map<string, CheckerFindings>> {
  const project = join(callers.folder, ".pyright");
  await mkdir(project, { recursive: true });
  await writeFile(
    join(project, "pyrightconfig.json"),
    JSON.stringify({ include: callers.files.map((file) => `../${file}`), exclude: [], extraPaths: [".."], typeCheckingMode: "strict", pythonVersion: "3.10" }),
  );
  const pyright = join(repository, "node_modules/pyright/index.js");
  const outcome = await execa(process.execPath, [pyright, "-p", project, "--pythonpath", sharedEnv.python, "--outputjson"], { reject: false });
  const report: { generalDiagnostics: PyrightDiagnostic[] } = JSON.parse(outcome.stdout);
  const findings = empty(callers.files);
  for (const { file, severity, message, range } of report.generalDiagnostics) {
    const name = callers.files.find((one) => file.endsWith(`/${one}`)) ?? file;
    const found = findings.get(name) ?? { revealed: new Map<number, string>(), errors: new Map<number, string>() };
    findings.set(name, found);
    const type = /^Type of "[^]*" is "([^]*)"$/.exec(message)?.[1];
    const line = range.start.line + 1;
    if (severity === "information" && type !== undefined) found.revealed.set(line, normalizeType(type));
    else if (severity === "error" && !found.errors.has(line)) found.errors.set(line, message.split("\n")[0] ?? "");
  }
  return findings;
}

type Findings = Map<string, { revealed: Map<number, string>; errors: Map<number, string> }>;

function empty(files: readonly string[]): Findings {
  return new Map(files.map((file) => [file, { revealed: new Map<number, string>(), errors: new Map<number, string>() }]));
}
