import type { Reporter } from "../../diagnostics/reporter.ts";
import type { Json } from "../../ir/json.ts";
import { join, type JsonPointer, root } from "../../ir/origin.ts";
import type { LoadedFile } from "../loaded.ts";
import { cutDeep } from "../parse-text.ts";
import { applyOverlay } from "./apply-overlay.ts";
import { createLayers, type Layers, membersOf, originAt, type Written } from "./layers.ts";
import type { Overlay } from "./overlay.ts";

/** A document with overlays applied, one after the other; places lead to the text that says what stands there now. */
export function overlaid(file: LoadedFile, overlays: readonly Overlay[], reporter: Reporter): LoadedFile {
  const layers = createLayers({ value: file.value, origin: { document: file.id, pointer: root } });
  for (const overlay of overlays) applyOverlay(layers, overlay, reporter);
  return {
    ...file,
    value: cutDeep(layers.root.value, file.id, reporter),
    lexical: spellings(layers, [file, ...overlays.map((one) => one.file)]),
    source: (pointer) => originAt(layers, pointer),
  };
}

/** Numbers and booleans that are spelled unlike JSON, by where they stand now. */
function spellings(layers: Layers, files: readonly LoadedFile[]): ReadonlyMap<JsonPointer, string> {
  const known = new Map(files.map((file) => [file.id, file.lexical]));
  const found = new Map<JsonPointer, string>();
  if ([...known.values()].every((lexical) => lexical.size === 0)) return found;
  const walk = (written: Written, pointer: JsonPointer): void => {
    if (isSpelled(written.value)) {
      const text = known.get(written.origin.document)?.get(written.origin.pointer);
      if (text !== undefined) found.set(pointer, text);
    }
    for (const [key, one] of membersOf(layers, written)) walk(one, join(pointer, key));
  };
  walk(layers.root, root);
  return found;
}

function isSpelled(value: Json): boolean {
  return typeof value === "number" || typeof value === "boolean";
}
