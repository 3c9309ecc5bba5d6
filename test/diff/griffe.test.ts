import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { diffManifests } from "../../src/diff/index.ts";
import { compile, type Compilation, type OutputFile } from "../../src/index.ts";
import { writeFiles } from "../harness/output-folder.ts";
import { pythonPath } from "../harness/python.ts";
import { edited } from "./edited.ts";
import { pairs } from "./pairs.ts";

const folder = mkdtempSync(join(tmpdir(), "pysdk-griffe-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The pairs in which griffe sees something break, and where: twins once, by the path that callers use. */
const seen: Readonly<Record<string, readonly string[]>> = {
  "an operation is removed": ["museum.events.delete_room"],
  "a required parameter is added": ["museum.events.list(page)"],
  "a parameter becomes required": ["museum.events.list(note)"],
  "an optional parameter may be null": ["museum.events.list(note)"],
  "path parameters change places": ["museum.events.get_room(event_id)", "museum.events.get_room(room)", "museum.events.delete_room(event_id)", "museum.events.delete_room(room)"],
  "a body's required field is added": ["museum.events.create(place)"],
  "a field that is only sent is removed": ["museum.models.NewEvent.secret"],
  "a body's field loses null": ["museum.events.create(until)"],
  "a whole body becomes required": ["museum.tickets.replace(body)"],
  "a union becomes one class": ["museum.models.UnknownExhibit"],
  "an alias becomes a class": ["museum.models.Size"],
  "a model is removed": ["museum.models.Unused"],
  "pages end": ["museum.models.TicketList.next_cursor", "museum.tickets.list"],
  "a credential is removed": ["museum.Museum(api_key)"],
  "an operation is renamed": ["museum.events.list"],
  "a model is renamed, told once": ["museum.models.Ticket"],
  "a field is renamed": ["museum.models.Ticket.color"],
  // What griffe does not see: annotations, and keywords that `**options` would swallow.
  "a parameter's type narrows": [],
  "a parameter is removed": [],
};

/** The package without what it does not show. */
function publicFiles({ files }: Compilation): readonly OutputFile[] {
  return files.filter(({ path }) => path.startsWith("museum/") && !path.startsWith("museum/_runtime/"));
}

/** One finding of griffe. */
interface Breakage {
  readonly kind: string;
  readonly path: string;
  readonly parameter: string | null;
}

describe("griffe", () => {
  const chosen = pairs.filter(({ title }) => Object.hasOwn(seen, title));
  const ours = new Map<string, readonly string[]>();
  const theirs = new Map<string, readonly string[]>();

  beforeAll(async () => {
    const base: unknown = parse(readFileSync(new URL("base.yaml", import.meta.url), "utf8"));
    const of = (document: unknown): { readonly kind: "text"; readonly text: Uint8Array; readonly base: string } => ({ kind: "text", text: Buffer.from(JSON.stringify(document)), base: "/" });
    const before = await compile(of(base));
    await writeFiles(publicFiles(before), join(folder, "base"));
    for (const { title, set, options = {} } of chosen) {
      const after = await compile(of(edited(base, set)), { ...options, previous: before.manifest });
      await writeFiles(publicFiles(after), join(folder, title));
      ours.set(title, diffManifests(before.manifest, after.manifest).changes.filter((one) => one.breaking).map((one) => one.python));
    }
    const script = fileURLToPath(new URL("breakages.py", import.meta.url));
    const { stdout } = await execa(pythonPath(), [script, "museum", ...["base", ...chosen.map((one) => one.title)].map((name) => join(folder, name))]);
    for (const [index, line] of stdout.split("\n").entries()) {
      const found: readonly Breakage[] = JSON.parse(line);
      theirs.set(chosen[index]?.title ?? "", [...new Set(found.flatMap((one) => asCalled(one, before)))]);
    }
  });

  it.each(Object.entries(seen))("finds nothing that we do not find: %s", (title, expected) => {
    expect(theirs.get(title)).toEqual(expected);
    expect(ours.get(title)).toEqual(expect.arrayContaining([...expected]));
  });
});

/** Where callers meet it. The rules: twins are one, a model's module is the model, a page's class and rule are the result of the call that pages. */
function asCalled({ path, parameter }: Breakage, { manifest, api }: Compilation): readonly string[] {
  const parts = path.split(".");
  const [root = "", area = "", module = "", name = "", member] = parts;
  const argument = parameter === null ? "" : `(${parameter})`;
  const blocking = (text: string): string => text.replace(/^Async/, "");
  if (area === "_client") return [`${root}.${blocking(module)}${argument}`];
  if (area === "resources") {
    const resource = api.resources.find((one) => one.module === module);
    const called = `${root}.${resource?.path.join(".")}`;
    const rule = /^(\w+)_PAGES$/.exec(name)?.[1];
    return [rule === undefined ? `${called}.${member}${argument}` : `${called}.${rule.toLowerCase()}`];
  }
  const page = /^(?:Async)?(\w+)Page$/.exec(module)?.[1];
  if (page !== undefined) return manifest.operations.filter(({ result }) => "type" in result && result.kind === "pages" && result.type === page).map((one) => `${root}.${one.python}`);
  // A module of `models` holds one model, which is told by its own name.
  if (name === "" && /^[a-z]/.test(module)) return [];
  return [`${root}.models.${name === "" ? module : [name, member].filter((part) => part !== undefined).join(".")}`];
}
