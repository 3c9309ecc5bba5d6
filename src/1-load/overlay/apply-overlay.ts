import type { JSONPathQuery, JSONValue } from "json-p3";
import { diagnostic, type Reporter } from "../../diagnostics/reporter.ts";
import { isArray, isObject, join, type JsonPointer, lookup } from "../../ir/origin.ts";
import { LoadError } from "../load-error.ts";
import { append, type Layers, type Location, merge, put, takeAway, writtenAt, type Written } from "./layers.ts";
import type { Overlay, OverlayAction } from "./overlay.ts";

/** Applies the actions of an overlay, each to what the one before it made. What cannot be done is reported and left out. */
export function applyOverlay(layers: Layers, overlay: Overlay, reporter: Reporter): void {
  for (const action of overlay.actions) {
    layers.open.clear();
    const targets = select(layers, action.target, { overlay, pointer: join(action.pointer, "target") });
    const place = { document: overlay.file.id, pointer: join(action.pointer, "target") };
    if (targets.length === 0) reporter.report("overlay-target-empty", place, { target: action.text });
    else apply(layers, targets, { overlay, action, reporter });
  }
  layers.open.clear();
}

interface Applying {
  readonly overlay: Overlay;
  readonly action: OverlayAction;
  readonly reporter: Reporter;
}

function apply(layers: Layers, targets: readonly Location[], { overlay, action, reporter }: Applying): void {
  const { change, pointer } = action;
  const complain = (key: string, reason: string): void => reporter.report("overlay-not-fitting", { document: overlay.file.id, pointer: join(pointer, key) }, { reason });
  switch (change.kind) {
    case "nothing":
      return;
    case "remove":
      // From the end, so that no index changes before its turn.
      for (const target of targets.toReversed()) {
        if (target.length === 0) complain("remove", "the whole document cannot be removed");
        else takeAway(layers, target);
      }
      return;
    case "update": {
      const update = writtenIn(overlay, join(pointer, "update"));
      for (const target of targets) updateAt(layers, target, { update, complain: (reason) => complain("update", reason) });
      return;
    }
    case "copy": {
      const sources = select(layers, change.source, { overlay, pointer: join(pointer, "copy") });
      const source = sources.length === 1 ? writtenAt(layers, sources[0] ?? []) : undefined;
      if (source === undefined) complain("copy", `${change.text} selects ${sources.length} values; it must select one`);
      else for (const target of targets) updateAt(layers, target, { update: source, complain: (reason) => complain("copy", reason) });
      return;
    }
    default:
      change satisfies never;
  }
}

function updateAt(layers: Layers, target: Location, { update, complain }: { readonly update: Written; readonly complain: (reason: string) => void }): void {
  const before = writtenAt(layers, target)?.value;
  if (isObject(before)) {
    if (isObject(update.value)) merge(layers, target, update);
    else complain("the target is an object, and the value is none");
  } else if (isArray(before)) {
    if (isArray(update.value)) merge(layers, target, update);
    else append(layers, target, update);
  } else if (typeof update.value === "object" && update.value !== null) {
    complain("the target is a single value, and the new value is an object or a list");
  } else {
    put(layers, target, update);
  }
}

function writtenIn({ file }: Overlay, pointer: JsonPointer): Written {
  return { value: lookup(file.value, pointer) ?? null, origin: { document: file.id, pointer } };
}

/** The places that an expression selects, each once, in the order in which they stand in the document's structure. */
function select(layers: Layers, query: JSONPathQuery, at: { readonly overlay: Overlay; readonly pointer: string }): readonly Location[] {
  const { file } = at.overlay;
  try {
    const found = query.query(layers.root.value as JSONValue).locations();
    const distinct = new Map(found.map((location) => [JSON.stringify(location), location]));
    return [...distinct.values()].toSorted(compareLocations);
  } catch (error) {
    const reason = `${query.toString()} cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`;
    throw new LoadError([diagnostic("overlay-not-valid", { document: file.id, pointer: at.pointer }, { reason })], { entry: file.id, files: new Map([[file.id, file]]) });
  }
}

/** What contains comes before what it contains, and lower indexes before higher ones. */
function compareLocations(a: Location, b: Location): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [one, other] = [a[index] ?? "", b[index] ?? ""];
    if (one === other) continue;
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}
