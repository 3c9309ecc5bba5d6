import { pascalName } from "../../../4-passes/names/identifier.ts";
import { nameWords } from "../../../4-passes/names/words.ts";
import type { Api } from "../../../ir/api.ts";
import { formatOrigin } from "../../../ir/origin.ts";
import { leave, type StainlessFile } from "./stainless-file.ts";
import type { StainlessModel } from "./walk-resources.ts";

/** The class names that the file asks for, by pointer, where they are not what would be inferred. */
export function carryModels(file: StainlessFile, models: readonly StainlessModel[], api: Api): Readonly<Record<string, string>> {
  const classes = new Map(Object.values(api.schemas).map((schema) => [formatOrigin(schema.origin, api.origin.document), schema.name]));
  const wishes = new Map<string, StainlessModel>();
  for (const model of models) {
    const pointer = [model.target, `#/components/schemas/${model.target}`, `#/definitions/${model.target}`].find((one) => classes.has(one));
    const name = pointer === undefined ? undefined : classes.get(pointer);
    if (pointer === undefined) leave(file, model.path, `names ${model.target}, which the document does not have`);
    else if (name === null || name === undefined) leave(file, model.path, `names ${model.target}, which needs no class here`);
    else if (wishes.has(pointer)) leave(file, model.path, `names ${model.target} a second time; a schema has one class here`);
    else wishes.set(pointer, model);
  }
  const renames: Record<string, string> = {};
  const taken = new Set<string>();
  for (const [pointer, { name, resource, path }] of wishes) {
    const plain = pascalName(nameWords(name));
    const wished = taken.has(plain) ? pascalName(nameWords(`${resource.at(-1) ?? ""}_${name}`)) : plain;
    if (wished !== plain) leave(file, path, `is ${wished} here: all classes stand in one place, and ${plain} is another model`);
    taken.add(wished);
    if (classes.get(pointer) !== wished) renames[pointer] = wished;
  }
  return renames;
}
