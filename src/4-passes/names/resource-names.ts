import type { Resource } from "../../ir/api.ts";
import { pascalName, shortHash, snakeName } from "./identifier.ts";
import { moduleNames } from "./reserved.ts";
import { distinguish } from "./scope.ts";
import { nameWords } from "./words.ts";

/** The class and module of a resource. */
export interface ResourceName {
  /** For example `LaneMode`. */
  readonly className: string;
  /** For example `voice_lane_mode`. */
  readonly module: string;
}

/** Gives every resource a class and a module of its own; the root is the client itself. */
export function resourceNames(resources: readonly Resource[], options: { readonly client: string; readonly taken: ReadonlySet<string> }): ReadonlyMap<string, ResourceName> {
  const nested = resources.filter((resource) => resource.path.length > 0);
  const key = (resource: Resource): string => resource.path.join(".");
  const classes = distinguish(
    nested.map((resource) => {
      const own = resource.className === "" ? pascalName(nameWords(resource.path.at(-1) ?? "")) : resource.className;
      const outer = resource.path.slice(0, -1).flatMap(nameWords);
      const whole = pascalName([...outer, ...nameWords(own)]);
      return { item: key(resource), key: key(resource), wishes: [own, ...(resource.path.length > 1 ? [whole] : []), `${whole.slice(0, 52)}Resource`] };
    }),
    { taken: options.taken, companions: (name) => [`Async${name}`], classes: true },
  );
  const modules = distinguish(
    nested.map((resource) => {
      const words = resource.path.flatMap(nameWords);
      const name = snakeName(words, "module");
      const whole = words.join("_").length > 56 ? [`${name.slice(0, 47)}_${shortHash(key(resource))}`] : [];
      return { item: key(resource), key: key(resource), wishes: [moduleNames.has(name) ? `${name}_` : name, ...whole] };
    }),
  );
  const names = new Map<string, ResourceName>([["", { className: options.client, module: "_client" }]]);
  for (const resource of nested) names.set(key(resource), { className: classes.get(key(resource)) ?? "", module: modules.get(key(resource)) ?? "" });
  return names;
}
