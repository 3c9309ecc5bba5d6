import { mkdir, rm } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import * as markdown from "prettier/plugins/markdown";
import { isInside } from "../../src/6-emit/output-file.ts";
import { formatManifest } from "../../src/6-emit/manifest-text.ts";
import { compile, type Compilation } from "../../src/index.ts";
import { writeFiles } from "../harness/output-folder.ts";
import { pythonPath } from "../harness/python.ts";
import { fileName, hostileDocument } from "./document.ts";
import { harmless } from "./payloads.ts";

/** A payload in a position. */
export interface Placement {
  readonly position: string;
  readonly payload: string;
}

/** Payloads in positions of one document. */
export interface Trial {
  readonly id: string;
  readonly placements: readonly Placement[];
  readonly layout: "package" | "module";
}

/** What a trial came to. */
export interface TrialResult {
  readonly trial: Trial;
  readonly problems: readonly string[];
  readonly files: number;
  readonly methods: number;
  /** How many of its methods gave what they got to a file, where the client can do that. */
  readonly downloads: number;
}

interface Made {
  readonly trial: Trial;
  readonly hostile: Compilation;
  readonly plain: Compilation;
}

/** Compiles each trial twice, with its payloads and with harmless text of the same outline, and compares what came out. */
export async function runTrials(trials: readonly Trial[], folder: string): Promise<TrialResult[]> {
  const results = new Map<string, { problems: string[]; files: number; methods: number; downloads: number }>();
  const pairs: unknown[] = [];
  await mkdir(folder, { recursive: true });
  for (const trial of trials) {
    const result = { problems: [] as string[], files: 0, methods: 0, downloads: 0 };
    results.set(trial.id, result);
    try {
      const made: Made = { trial, hostile: await compileTrial(trial, (payload) => payload), plain: await compileTrial(trial, harmless) };
      result.problems.push(...pathProblems(made.hostile, folder), ...(await textProblems(made)));
      const [hostile, plain] = [join(folder, trial.id, "hostile"), join(folder, trial.id, "plain")];
      await writeFiles(made.hostile.files, hostile);
      await writeFiles(made.plain.files, plain);
      pairs.push({ id: trial.id, hostile, plain, layout: trial.layout, package: made.hostile.manifest.package });
    } catch (error) {
      result.problems.push(`compile: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)}`);
    }
  }
  const outcome = await execa(pythonPath(), ["-B", fileURLToPath(new URL("hostile.py", import.meta.url))], { input: JSON.stringify({ folder, pairs }), reject: false });
  if (outcome.exitCode !== 0) throw new Error(`hostile.py ended with ${outcome.exitCode}: ${outcome.stderr.slice(-2000)}`);
  const answers: readonly { readonly id: string; readonly problems: readonly string[]; readonly files: number; readonly methods: number; readonly downloads: number }[] = JSON.parse(outcome.stdout);
  for (const answer of answers) {
    const result = results.get(answer.id);
    result?.problems.push(...answer.problems);
    if (result !== undefined) Object.assign(result, { files: answer.files, methods: answer.methods, downloads: answer.downloads });
  }
  await Promise.all(trials.map((trial) => rm(join(folder, trial.id), { recursive: true, force: true })));
  return trials.map((trial) => ({ trial, ...(results.get(trial.id) ?? { problems: ["no answer"], files: 0, methods: 0, downloads: 0 }) }));
}

/** The trials that have problems, each cut in halves until a placement is left that has them by itself. */
export async function blame(results: readonly TrialResult[], folder: string): Promise<string[]> {
  const blamed: string[] = [];
  for (const { trial, problems } of results.filter((result) => result.problems.length > 0)) {
    const { id, placements, layout } = trial;
    const middle = Math.ceil(placements.length / 2);
    const halves = placements.length < 2 ? [] : [placements.slice(0, middle), placements.slice(middle)];
    const found = (await runTrials(halves.map((part, index): Trial => ({ id: `${id}_${index}`, placements: part, layout })), folder)).filter((result) => result.problems.length > 0);
    if (found.length > 0) blamed.push(...(await blame(found, folder)));
    else blamed.push(`${placements.map(({ position, payload }) => `${position}: ${JSON.stringify(payload.slice(0, 80))}`).join(" + ")} (${layout})\n    ${problems.slice(0, 3).join("\n    ")}`);
  }
  return blamed;
}

async function compileTrial(trial: Trial, form: (payload: string, position: string) => string): Promise<Compilation> {
  const placed = new Map(trial.placements.map(({ position, payload }) => [position, form(payload, position)]));
  const document = hostileDocument((position, text) => placed.get(position) ?? text);
  const name = placed.get(fileName);
  return compile({ kind: "value", value: document, ...(name === undefined ? {} : { name }) }, { layout: trial.layout, facade: trial.layout === "package" ? "openapi-generator" : null });
}

function pathProblems(made: Compilation, folder: string): string[] {
  const root = resolve(folder);
  return made.files.flatMap(({ path }) => (isInside(path) && resolve(root, path).startsWith(root + sep) && /^[\p{L}\p{M}\p{N}_./-]+$/u.test(path) ? [] : [`path: ${JSON.stringify(path)}`]));
}

/** Markdown has the same outline as with harmless text; the manifest is JSON. */
async function textProblems({ hostile, plain }: Made): Promise<string[]> {
  const problems: string[] = [];
  JSON.parse(formatManifest(hostile.manifest));
  for (const file of hostile.files.filter(({ path }) => path.endsWith(".md"))) {
    const other = plain.files.find(({ path }) => path === file.path);
    const [one, two] = [outline(await markdownTree(file.text)), outline(await markdownTree(other?.text ?? ""))];
    const differing = [...new Set([...one.keys(), ...two.keys()])].filter((type) => one.get(type) !== two.get(type));
    for (const type of differing) problems.push(`${file.path}: ${one.get(type) ?? 0} ${type}, with harmless text ${two.get(type) ?? 0}`);
  }
  return problems;
}

async function markdownTree(text: string): Promise<unknown> {
  return markdown.parsers.markdown.parse(text, { originalText: text } as never);
}

/** Whether a node is an address that is shown as it stands, which Markdown makes a link of. */
function isBareLink(node: object): boolean {
  return "type" in node && node.type === "link" && "url" in node && JSON.stringify("children" in node ? node.children : null).includes(JSON.stringify(node.url));
}

/** How many nodes there are of each kind that is more than words. */
function outline(tree: unknown, counts = new Map<string, number>()): Map<string, number> {
  if (typeof tree !== "object" || tree === null) return counts;
  if ("type" in tree && typeof tree.type === "string" && !["text", "sentence", "word", "whitespace", "break", "root"].includes(tree.type) && !isBareLink(tree)) counts.set(tree.type, (counts.get(tree.type) ?? 0) + 1);
  if ("children" in tree && Array.isArray(tree.children)) for (const child of tree.children) outline(child, counts);
  return counts;
}
