import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Reporter } from "../../diagnostics/reporter.ts";
import type { DocumentId } from "../../ir/origin.ts";
import { documentId } from "../fetched.ts";
import { LoadError } from "../load-error.ts";
import type { Input, LoadedFile, LoadOptions } from "../loaded.ts";
import { type Entry, openEntry } from "../open-entry.ts";
import { addressOf } from "../resolver.ts";
import type { Overlay } from "./overlay.ts";
import { readOverlay } from "./read-overlay.ts";

/** What reading overlays needs of the document they belong to. */
export interface OverlayContext {
  readonly entry: Entry;
  readonly options: LoadOptions;
  readonly reporter: Reporter;
  /** Parses a document. */
  readonly parse: (source: Pick<Entry, "id" | "uri" | "bytes" | "value">) => Promise<LoadedFile>;
}

/** Reads the overlays of a call. Throws a `LoadError` that blames the overlay where one cannot be used. */
export async function openOverlays(inputs: readonly Input[], context: OverlayContext): Promise<readonly Overlay[]> {
  const taken = new Set<DocumentId>([context.entry.id]);
  const overlays: Overlay[] = [];
  for (const input of inputs) {
    const overlay = await blaming(async () => {
      const source = await openEntry(input, optionsFor(input, context));
      const id = nameOf(source, context.entry, taken);
      taken.add(id);
      const read = await readOverlay(await context.parse({ ...source, id }));
      warnOfOther(read, source, context);
      return read;
    });
    overlays.push(overlay);
  }
  return overlays;
}

/** What makes an overlay unusable is no fault of the document. */
async function blaming<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LoadError) throw new LoadError(error.diagnostics, error.sources, "overlay");
    throw error;
  }
}

/** The address of the document that an overlay extends; null where it names none, or one from the web a file of this machine. */
export function extendedBy(input: Input, options: LoadOptions, parse: OverlayContext["parse"]): Promise<string | null> {
  return blaming(async () => {
    const source = await openEntry(input, options);
    const overlay = await readOverlay(await parse(source));
    const address = overlay.extends === null ? undefined : addressOf(overlay.extends, source.uri);
    return address === undefined || !/^(?:https?|file):/.test(address) || (address.startsWith("file:") && !source.uri.startsWith("file:")) ? null : address;
  });
}

/** Headers belong to the origin of the document. */
function optionsFor(input: Input, { entry, options }: OverlayContext): LoadOptions {
  const isOwn = input.kind === "url" && URL.canParse(input.url) && new URL(input.url).origin === entry.reach.origin;
  return isOwn ? options : { ...options, headers: {} };
}

/** Relative to the folder of the document, as other files are named; told apart where several have one name. */
function nameOf(source: Entry, entry: Entry, taken: ReadonlySet<DocumentId>): DocumentId {
  const isNear = source.uri.startsWith("file:") && entry.uri.startsWith("file:");
  const plain = isNear ? documentId(relative(dirname(fileURLToPath(entry.uri)), fileURLToPath(source.uri)).replaceAll("\\", "/")) : source.id;
  let name = plain;
  for (let number = 2; taken.has(name); number += 1) name = `${plain} (${number})`;
  return name;
}

/** An overlay that names another document is applied all the same, since the call says so; a copy of the document under the same name is no other. */
function warnOfOther(overlay: Overlay, source: Entry, { entry, reporter }: OverlayContext): void {
  if (overlay.extends === null) return;
  const wanted = addressOf(overlay.extends, source.uri);
  const own = [entry.uri, ...entry.aliases];
  if (wanted === undefined || own.includes(wanted) || own.some((uri) => lastSegment(uri) === lastSegment(wanted))) return;
  reporter.report("overlay-extends-other", { document: overlay.file.id, pointer: "#/extends" }, { extends: overlay.extends, document: entry.id });
}

function lastSegment(uri: string): string {
  return uri.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
}
