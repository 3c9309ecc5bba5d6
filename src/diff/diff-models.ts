import type { ManifestField } from "../6-emit/manifest.ts";
import { valueOf } from "./arguments.ts";
import { typeChanges } from "./change-type.ts";
import type { Change, Use } from "./change.ts";
import { isUnknown } from "./fits.ts";
import { memberChanges } from "./diff-members.ts";
import { defaultChange, nullChange } from "./left-out.ts";
import type { Pairs } from "./pair.ts";
import { namesIn } from "./python-type.ts";
import { fieldsOf, lineage, type Model, type Surface, usesOf } from "./surface.ts";

interface Surfaces {
  readonly before: Surface;
  readonly after: Surface;
}

/** What changed in the classes and aliases of `models`. */
export function modelChanges({ both, removed, added }: Pairs<Model>, { before, after }: Surfaces): readonly Change[] {
  const useOf = usesOf(before);
  return [
    ...removed.map(({ entry: { python, pointer } }): Change => ({ subject: "model", change: "removed", breaking: true, python, pointer, before: python, after: null, message: "is gone", reason: "code that names it fails" })),
    ...both.flatMap(([old, one]) => oneModel(old, one, { before, after, use: useOf(old.name) })),
    ...added.map(({ entry: { python, pointer } }): Change => ({ subject: "model", change: "added", breaking: false, python, pointer, before: null, after: python, message: "is new", reason: "nobody names it yet" })),
  ];
}

interface Comparison extends Surfaces {
  readonly use: Use;
}

function oneModel(old: Model, one: Model, comparison: Comparison): readonly Change[] {
  const { before, after, use } = comparison;
  const { python } = old.entry;
  const owner = { subject: "model", python, pointer: one.entry.pointer } as const;
  const changes: Change[] = [];
  if (bareName(old) !== bareName(one)) changes.push({ ...owner, change: "renamed", breaking: true, before: python, after: one.entry.python, message: `is called \`${one.entry.python}\` now`, reason: "code that names it fails" });
  if (old.alias === undefined || one.alias === undefined) return [...changes, ...fieldChanges(old, one, comparison)];
  if ((old.alias === null) !== (one.alias === null)) {
    const what = (model: Model): string => (model.alias === null ? "class" : "type alias");
    return [...changes, { ...owner, change: "retyped", breaking: true, before: what(old), after: what(one), message: `is a ${what(one)} instead of a ${what(old)}`, reason: "a class can be constructed and asked for with isinstance, an alias cannot" }];
  }
  if (old.alias !== null && one.alias !== null) return [...changes, ...unknownGone(old, one, comparison), ...memberChanges(old, one), ...typeChanges(owner, { type: old.alias, surface: before }, { after: { type: one.alias, surface: after }, use })];
  return [...changes, ...baseChange(old, one, comparison), ...fieldChanges(old, one, comparison)];
}

/** The class of what a union does not list goes with the union; its name is public. */
function unknownGone(old: Model, one: Model, { before, after }: Comparison): readonly Change[] {
  const unknown = (model: Model, surface: Surface): readonly string[] => namesIn(model.alias ?? []).filter((name) => isUnknown(name, surface));
  const left = unknown(one, after);
  const module = old.entry.python.slice(0, -bareName(old).length);
  return unknown(old, before)
    .filter((name) => !left.includes(name))
    .map((name) => ({ subject: "model", change: "removed", breaking: true, python: `${module}${name}`, pointer: one.entry.pointer, before: `${module}${name}`, after: null, message: "is gone", reason: "code that names it fails" }));
}

function bareName({ entry: { python } }: Model): string {
  return python.slice(python.lastIndexOf(".") + 1);
}

function baseChange(old: Model, one: Model, { after }: Comparison): readonly Change[] {
  if (old.base === undefined || one.base === undefined || old.base === one.base) return [];
  const owner = { subject: "model", python: old.entry.python, pointer: one.entry.pointer, change: "moved" } as const;
  const shown = { before: old.base, after: one.base };
  if (old.base === null || lineage(after, one.name).some(({ name }) => name === old.base)) return [{ ...owner, ...shown, breaking: false, message: `extends ${one.base}`, reason: "what it was it still is" }];
  return [{ ...owner, ...shown, breaking: true, message: `no longer extends ${old.base}`, reason: `it no longer passes as ${old.base}` }];
}

/** Fields of its own on either side; what both sides inherit is told at the class that has it. */
function fieldChanges(old: Model, one: Model, { before, after, use }: Comparison): readonly Change[] {
  const told = old.base !== undefined && one.base !== undefined;
  const [was, is] = [fieldsOf(before, old.name), fieldsOf(after, one.name)];
  const own = [...Object.keys(old.entry.fields), ...Object.keys(one.entry.fields)];
  const wires = new Set(told && old.base !== one.base ? [...was.keys(), ...is.keys()] : own);
  return [...wires].flatMap((wire): readonly Change[] => {
    const [field, now] = [was.get(wire), is.get(wire)];
    const at = { pointer: one.entry.pointer, subject: "field" } as const;
    if (field !== undefined && now !== undefined) return oneField({ ...at, python: `${old.entry.python}.${field.python}` }, { old: field, one: now, before, after, use: useOf(field, use) });
    if (field !== undefined) {
      if (!Object.hasOwn(old.entry.fields, wire) && !told) return [];
      return [{ ...at, python: `${old.entry.python}.${field.python}`, change: "removed", breaking: true, before: field.type, after: null, message: "is gone", reason: goneReason(useOf(field, use)) }];
    }
    return now === undefined ? [] : [newField(now, { ...at, python: `${old.entry.python}.${now.python}` }, { after, use: useOf(now, use) })];
  });
}

function goneReason({ input, output }: Use): string {
  return input && output ? "code that reads or gives it fails" : input ? "code that gives it fails" : "code that reads it fails";
}

/** What only comes back is not given, and the other way round. */
function useOf(field: ManifestField, use: Use): Use {
  return { input: use.input && field.readOnly !== true, output: use.output && field.writeOnly !== true };
}

type Named = Pick<Change, "subject" | "python" | "pointer">;

function newField(field: ManifestField, owner: Named, { after, use }: { readonly after: Surface; readonly use: Use }): Change {
  const breaking = use.input && valueOf(after, field).required;
  const reason = breaking ? "objects that callers make have to have it" : use.input ? "callers may leave it out" : "nobody reads it yet";
  return { ...owner, change: "added", breaking, before: null, after: field.type, message: `is new${breaking ? " and has to be given" : ""}`, reason };
}

function oneField(owner: Named, { old, one, before, after, use }: { readonly old: ManifestField; readonly one: ManifestField } & Comparison): readonly Change[] {
  const changes: Change[] = [];
  if (old.python !== one.python) changes.push({ ...owner, change: "renamed", breaking: true, before: old.python, after: one.python, message: `is called \`${one.python}\` now`, reason: "code that uses the old name fails" });
  const [was, is] = [valueOf(before, old), valueOf(after, one)];
  if (!old.required && one.required) {
    const breaking = use.input && is.required;
    changes.push({ ...owner, change: "required", breaking, before: null, after: null, message: breaking ? "has to be given" : "is always there", reason: breaking ? "objects that callers make have to have it" : "code that expects None does no harm" });
  }
  if (old.required && !one.required) {
    const breaking = use.output && !was.nullable;
    changes.push({ ...owner, change: "optional", breaking, before: null, after: null, message: "may be absent", reason: breaking ? "code that reads it may get None" : use.output ? "code that reads it expects None already" : "callers that give it go on to work" });
  }
  changes.push(...typeChanges(owner, { type: was.type, surface: before }, { after: { type: is.type, surface: after }, use }));
  return [...changes, ...nullChange(owner, { old: was, one: is }, use), ...defaultChange(owner, { old: was, one: is })];
}
