import type { Manifest, ManifestSchema } from "../6-emit/manifest.ts";
import { placeText } from "../ir/origin.ts";
import type { Change, Difference, Side, Step } from "./change.ts";
import { modelChanges } from "./diff-models.ts";
import { operationChanges } from "./diff-operations.ts";
import { packageChanges } from "./diff-package.ts";
import { pair, type Pairs } from "./pair.ts";
import { lastPart, surfaceOf, type Model, type Surface } from "./surface.ts";

/** What a caller of the SDK sees change from one manifest to another. */
export function diffManifests(before: Manifest, after: Manifest): Difference {
  // Callers know a model by its name; only one whose name is gone is looked for by where it stood and what it looked like.
  const schemas = pair(before.schemas, after.schemas, (one) => lastPart(one.python), placeText, (one) => (one.shape === "" ? null : one.shape));
  const surfaces = { before: surfaceOf(before, renaming(schemas)), after: surfaceOf(after, (name) => name) };
  const changes = [...packageChanges(surfaces.before, surfaces.after), ...operationChanges(surfaces.before, surfaces.after), ...modelChanges(modelsOf(schemas, surfaces), surfaces)];
  return { diff: 1, step: stepOf(changes, before.document.sha256 !== after.document.sha256), before: sideOf(before), after: sideOf(after), changes };
}

/** The names that the old SDK's models have in the new one. */
function renaming({ both }: Pairs<ManifestSchema>): (name: string) => string {
  const names = new Map(both.map(([old, one]) => [lastPart(old.python), lastPart(one.python)]));
  return (name) => names.get(name) ?? name;
}

function modelsOf({ both, removed, added }: Pairs<ManifestSchema>, { before, after }: { readonly before: Surface; readonly after: Surface }): Pairs<Model> {
  const models = (surface: Surface): ReadonlyMap<ManifestSchema, Model> => new Map([...surface.models.values()].map((model) => [model.entry, model]));
  const [was, is] = [models(before), models(after)];
  const of = (found: ReadonlyMap<ManifestSchema, Model>, entry: ManifestSchema): readonly Model[] => {
    const model = found.get(entry);
    return model === undefined ? [] : [model];
  };
  return {
    both: both.flatMap(([old, one]) => of(was, old).flatMap((model) => of(is, one).map((other) => [model, other] as const))),
    removed: removed.flatMap((entry) => of(was, entry)),
    added: added.flatMap((entry) => of(is, entry)),
  };
}

/** Breaking changes call for a major version, what callers can use for a minor one, anything else in the document for a patch. */
function stepOf(changes: readonly Change[], documentDiffers: boolean): Step {
  if (changes.some((one) => one.breaking)) return "major";
  if (changes.some((one) => one.change !== "sent")) return "minor";
  return changes.length > 0 || documentDiffers ? "patch" : "none";
}

function sideOf({ document, package: name }: Manifest): Side {
  return { title: document.title, version: document.version, package: name };
}
