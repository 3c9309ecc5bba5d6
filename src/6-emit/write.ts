import { join } from "node:path";
import { readFileSync } from "node:fs";
import { type Diagnostic, diagnostic } from "../diagnostics/reporter.ts";
import { packBase, unpackBase } from "./base.ts";
import { applyChanges, type Change } from "./journal.ts";
import { formatManifest } from "./manifest-text.ts";
import type { Manifest } from "./manifest.ts";
import { mergeTexts } from "./merge.ts";
import type { OutputFile } from "./output-file.ts";
import { type Plan, planWrite, type PlannedFile } from "./plan.ts";
import { readEntry } from "./tree.ts";

/** What to do with files that a person made or edited. */
export type OnEdited = "stop" | "force" | "keep" | "merge";

/** Where an output goes. */
export interface OutputPlace {
  /** The folder that paths of files are relative to. */
  readonly root: string;
  /** The manifest below it, or null when it is not kept there. */
  readonly manifestPath: string | null;
  /** What was generated last, below it; null does without. */
  readonly basePath: string | null;
  /** A folder below it that holds a write while it happens. */
  readonly stagingPath: string;
}

/** What a write is told. */
export interface WriteParts {
  /** Where it goes. */
  readonly place: OutputPlace;
  /** All generated files. */
  readonly files: readonly OutputFile[];
  /** The record that goes with them. */
  readonly manifest: Manifest;
  /** The manifest of the compile before. */
  readonly previous: Manifest | null;
  /** What to do with hand edits. */
  readonly onEdited: OnEdited;
}

/** What a write did, or would do: paths by what became of them. */
export interface WriteReport {
  /** Not there before. */
  readonly created: readonly string[];
  /** There before, with another text. */
  readonly changed: readonly string[];
  /** There already. */
  readonly same: readonly string[];
  /** Not generated any more. */
  readonly removed: readonly string[];
  /** Left as a person made them. */
  readonly kept: readonly string[];
  /** Brought together with a person's edits. */
  readonly merged: readonly string[];
  /** What stands against the write; nothing was written when it is not empty. */
  readonly refused: readonly Diagnostic[];
  /** What is to be told although the write went through. */
  readonly warnings: readonly Diagnostic[];
}

/** Where a package's records are. */
export function packagePlace(root: string): OutputPlace {
  return { root, manifestPath: ".pysdk/manifest.json", basePath: ".pysdk/base.gz", stagingPath: ".pysdk/write" };
}

/** Where a single module's records are: beside it, by its name, since several may share a folder. */
export function modulePlace(root: string, name: string): OutputPlace {
  return { root, manifestPath: `.pysdk/${name}.json`, basePath: `.pysdk/${name}.base.gz`, stagingPath: `.pysdk/${name}.write` };
}

/** Compares an output with the disk and, unless something stands against it, makes the disk the same. Either all of it is done or nothing. */
export function writeOutput(parts: WriteParts): WriteReport {
  const { place, files, manifest, previous } = parts;
  const plan = planWrite({ root: place.root, files, previous: previous?.files ?? {} });
  const decided = decide(plan, parts);
  const report = reportOf(plan, decided);
  if (report.refused.length > 0) return report;
  const changes = [...decided.changes];
  if (place.manifestPath !== null) addRecord(changes, { root: place.root, path: place.manifestPath, content: formatManifest(manifest) });
  if (place.basePath !== null && !sameBase(place, files)) changes.push({ path: place.basePath, content: packBase(files) });
  applyChanges(place.root, place.stagingPath, changes);
  return report;
}

/** What a write would change on the disk or stumble over, without writing: paths in order. Edited files are as they should be where they are kept, or where a merge leaves them as they are. */
export function drift(parts: WriteParts): readonly string[] {
  const { place, files, manifest, previous } = parts;
  const { changes, refused } = decide(planWrite({ root: place.root, files, previous: previous?.files ?? {} }), parts);
  const paths = [...changes.map(({ path }) => path), ...refused.map(({ origin }) => origin.document)];
  if (place.manifestPath !== null) {
    const entry = readEntry(place.root, place.manifestPath);
    if (entry.kind !== "file" || entry.text.replaceAll("\r\n", "\n") !== formatManifest(manifest)) paths.push(place.manifestPath);
  }
  return paths.toSorted();
}

function addRecord(changes: Change[], record: { readonly root: string; readonly path: string; readonly content: string }): void {
  const entry = readEntry(record.root, record.path);
  if (entry.kind === "other") throw new Error(`${join(record.root, record.path)} cannot be written: ${entry.what}`);
  if (entry.kind !== "file" || entry.text !== record.content) changes.push({ path: record.path, content: record.content });
}

/** Whether the texts of the last compile are packed there already; packed bytes may differ between versions of the packer. */
function sameBase(place: OutputPlace, files: readonly OutputFile[]): boolean {
  const base = readBase(place);
  return base !== null && base.size === files.length && files.every((file) => base.get(file.path) === file.text);
}

function readBase({ root, basePath }: OutputPlace): ReadonlyMap<string, string> | null {
  if (basePath === null || readEntry(root, basePath).kind !== "file") return null;
  return unpackBase(readFileSync(join(root, basePath)));
}

interface Decision {
  readonly changes: readonly Change[];
  readonly kept: readonly string[];
  readonly merged: readonly string[];
  readonly refused: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

/** Where a diagnostic about a file of the output points. */
function at(path: string): { readonly document: string; readonly pointer: string } {
  return { document: path, pointer: "#" };
}

function decide(plan: Plan, { onEdited, place }: WriteParts): Decision {
  const changes: Change[] = [];
  const kept: string[] = [];
  const merged: string[] = [];
  const refused: Diagnostic[] = [];
  const warnings: Diagnostic[] = [];
  const base = onEdited === "merge" ? readBase(place) : null;
  const mergeFile = (file: PlannedFile): void => {
    const before = base?.get(file.path);
    if (before === undefined || file.current === null) {
      refused.push(diagnostic(file.state === "edited" ? "file-edited" : "file-in-the-way", at(file.path), { path: file.path }));
      return;
    }
    const result = mergeTexts({ base: before, mine: file.current, theirs: file.text });
    merged.push(file.path);
    if (result.conflicts > 0) warnings.push(diagnostic("merge-conflict", at(file.path), { path: file.path }));
    if (result.text !== file.current) changes.push({ path: file.path, content: result.text });
  };
  for (const file of plan.files) {
    if (file.state === "new" || file.state === "changed") changes.push({ path: file.path, content: file.text });
    else if (file.state === "blocked") refused.push(diagnostic("output-not-writable", at(file.path), { path: file.path, reason: file.reason ?? "it is not a file" }));
    else if (file.state === "edited" || file.state === "foreign") {
      if (onEdited === "force") changes.push({ path: file.path, content: file.text });
      else if (onEdited === "keep") kept.push(file.path);
      else if (onEdited === "merge") mergeFile(file);
      else refused.push(diagnostic(file.state === "edited" ? "file-edited" : "file-in-the-way", at(file.path), { path: file.path }));
    }
  }
  for (const file of plan.stale) {
    if (!file.edited || onEdited === "force") changes.push({ path: file.path, content: null });
    else if (onEdited === "stop") refused.push(diagnostic("file-edited", at(file.path), { path: file.path }));
    else kept.push(file.path);
  }
  return { changes, kept, merged, refused, warnings };
}

function reportOf(plan: Plan, { changes, kept, merged, refused, warnings }: Decision): WriteReport {
  const written = new Map(changes.map((change) => [change.path, change.content]));
  const isNew = new Set(plan.files.filter((file) => file.current === null).map((file) => file.path));
  const put = [...written].filter(([, content]) => content !== null).map(([path]) => path);
  return {
    created: put.filter((path) => isNew.has(path)),
    changed: put.filter((path) => !isNew.has(path)),
    same: plan.files.filter((file) => file.state === "same").map((file) => file.path),
    removed: [...written].filter(([, content]) => content === null).map(([path]) => path),
    kept,
    merged,
    refused,
    warnings,
  };
}
