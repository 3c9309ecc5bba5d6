import type { JSONPathEnvironment, JSONPathQuery } from "json-p3";
import { diagnostic } from "../../diagnostics/reporter.ts";
import type { Json, JsonObject } from "../../ir/json.ts";
import { isArray, isObject, join, type JsonPointer, member, root } from "../../ir/origin.ts";
import { LoadError } from "../load-error.ts";
import type { LoadedFile } from "../loaded.ts";
import type { Overlay, OverlayAction } from "./overlay.ts";

/** Checks that a file is an overlay, version 1.0 or 1.1. Throws a `LoadError` that names each fault. */
export async function readOverlay(file: LoadedFile): Promise<Overlay> {
  const { JSONPathEnvironment } = await import("json-p3");
  // The documents' own limit on depth holds already; the library counts what it visits on the way down.
  const paths = new JSONPathEnvironment({ maxRecursionDepth: 10_000 });
  const faults: Fault[] = [];
  const checking: Checking = { paths, fail: (pointer, reason) => void faults.push({ pointer, reason }) };
  const overlay = checked(file, checking);
  if (faults.length === 0 && overlay !== null) return overlay;
  const diagnostics = faults.map(({ pointer, reason }) => diagnostic("overlay-not-valid", { document: file.id, pointer }, { reason }));
  throw new LoadError(diagnostics, { entry: file.id, files: new Map([[file.id, file]]) });
}

interface Fault {
  readonly pointer: JsonPointer;
  readonly reason: string;
}

interface Checking {
  readonly paths: JSONPathEnvironment;
  readonly fail: (pointer: JsonPointer, reason: string) => void;
}

function checked(file: LoadedFile, { paths, fail }: Checking): Overlay | null {
  const { value } = file;
  if (!isObject(value)) {
    fail(root, "it is not a mapping");
    return null;
  }
  const version = member(value, "overlay");
  const written = file.lexical.get("#/overlay") ?? version;
  if (version === undefined) fail(root, "it has no `overlay` with the version");
  else if (!/^1\.[01](?:\.[0-9]+)?$/.test(String(written))) fail("#/overlay", `the version ${shortened(written)} is not known; it must be 1.0.0 or 1.1.0`);
  const known = ["overlay", "info", "extends", "actions"];
  for (const key of Object.keys(value)) if (!known.includes(key) && !key.startsWith("x-")) fail(join(root, key), `the key ${shortened(key)} is not known`);
  const extended = member(value, "extends");
  if (extended !== undefined && typeof extended !== "string") fail("#/extends", "`extends` must be an address");
  const actions = member(value, "actions");
  if (!isArray(actions) || actions.length === 0) fail(actions === undefined ? root : "#/actions", "it needs a list of `actions`");
  const list = isArray(actions) ? actions : [];
  return { file, extends: typeof extended === "string" ? extended : null, actions: list.flatMap((action, index) => checkedAction(action, join(root, "actions", index), { paths, fail }) ?? []) };
}

function checkedAction(action: Json, pointer: JsonPointer, checking: Checking): OverlayAction | null {
  const { fail } = checking;
  if (!isObject(action)) {
    fail(pointer, "an action must be a mapping");
    return null;
  }
  const known = ["target", "description", "update", "remove", "copy"];
  for (const key of Object.keys(action)) if (!known.includes(key) && !key.startsWith("x-")) fail(join(pointer, key), `the key ${shortened(key)} is not known`);
  const target = queryOf(action, { key: "target", pointer, checking });
  const remove = member(action, "remove");
  if (remove !== undefined && typeof remove !== "boolean") fail(join(pointer, "remove"), "`remove` must be true or false");
  const source = member(action, "copy") === undefined ? null : queryOf(action, { key: "copy", pointer, checking });
  if (member(action, "copy") !== undefined && member(action, "update") !== undefined && remove !== true) fail(join(pointer, "copy"), "`copy` and `update` exclude each other");
  if (target === null) return null;
  return { pointer, text: target.text, target: target.query, change: changeOf(action, source) };
}

function changeOf(action: JsonObject, source: { readonly text: string; readonly query: JSONPathQuery } | null): OverlayAction["change"] {
  if (member(action, "remove") === true) return { kind: "remove" };
  if (source !== null) return { kind: "copy", text: source.text, source: source.query };
  return member(action, "update") === undefined ? { kind: "nothing" } : { kind: "update" };
}

function queryOf(
  action: JsonObject,
  { key, pointer, checking }: { readonly key: "target" | "copy"; readonly pointer: JsonPointer; readonly checking: Checking },
): { readonly text: string; readonly query: JSONPathQuery } | null {
  const text = member(action, key);
  if (typeof text !== "string") {
    checking.fail(text === undefined ? pointer : join(pointer, key), text === undefined ? `an action needs a \`${key}\`` : `\`${key}\` must be a JSONPath expression`);
    return null;
  }
  try {
    return { text, query: checking.paths.compile(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    checking.fail(join(pointer, key), `${shortened(text)} is not a JSONPath expression of RFC 9535: ${reason.replace(/ \('.*$/s, "")}`);
    return null;
  }
}

/** A text of the overlay as part of a sentence. */
export function shortened(value: unknown): string {
  const text = String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
