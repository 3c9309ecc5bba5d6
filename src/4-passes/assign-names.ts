import type { Schema } from "../ir/schema.ts";
import { argumentNames } from "./names/argument-names.ts";
import { authNames, environmentName } from "./names/auth-names.ts";
import { moduleName } from "./names/identifier.ts";
import { namesLock } from "./names/lock.ts";
import { methodNames } from "./names/method-names.ts";
import { packageNames } from "./names/package-names.ts";
import { propertyNames } from "./names/property-names.ts";
import { renamesOf } from "./names/rename.ts";
import { rootNames } from "./names/reserved.ts";
import { resourceNames } from "./names/resource-names.ts";
import { schemaNames, schemaWishes } from "./names/schema-names.ts";
import { foldClass } from "./names/words.ts";
import type { Pass } from "./pass.ts";

/**
 * Gives everything its Python name: idiomatic first, then made safe, then told apart, with what the previous compile and
 * the configuration say above all of it. Schemas that are not `named` are written in place.
 */
export const assignNames: Pass = {
  name: "assign-names",
  run(api, draft, context) {
    const { reporter, options } = context;
    const lock = namesLock(context.previous, api);
    const renames = renamesOf(api, context);
    const names = packageNames(api.info, options);
    draft.names = { ...names };

    const clients = [names.client, `Async${names.client}`];
    const conflict = (name: string, schema: Schema): void => reporter.report("name-not-usable", schema.origin, { name, reason: "another schema has it" });
    const inModule = options.layout === "module" ? new Set([...rootNames, ...clients].map(foldClass)) : new Set<string>();
    const classes = schemaNames({ api, lock, renames, taken: inModule, onConflict: conflict });
    const attributes = propertyNames({
      api,
      lock,
      renames,
      onConflict: (name, schema) => reporter.report("name-not-usable", schema.origin, { name, reason: "another property has it" }),
    });
    for (const schema of Object.values(api.schemas)) {
      const target = draft.schemas[schema.id];
      const name = classes.names.get(schema.id);
      if (target === undefined) continue;
      target.name = name ?? null;
      if (name !== undefined && schema.hint.from === "component" && name !== schemaWishes(schema)[0] && renames.of(schema.origin) === undefined) {
        reporter.report("name-changed", schema.origin, { name: schema.hint.words.join(" "), python: name });
      }
      target.file = name === undefined ? null : moduleName(name);
      if (target.kind === "union") target.unknownName = classes.unknown.get(schema.id) ?? null;
      if (schema.kind !== "object" || target.kind !== "object") continue;
      const own = attributes.get(schema.id);
      for (const [index, property] of schema.properties.entries()) {
        const slot = target.properties[index];
        if (slot !== undefined) slot.name = own?.get(property.wire) ?? "";
      }
    }

    const takenClasses = options.layout === "module" ? [...rootNames, ...clients, ...classes.names.values(), ...classes.unknown.values()] : clients;
    const resources = resourceNames(api.resources, { client: names.client, taken: new Set(takenClasses.map(foldClass)) });
    for (const [index, resource] of api.resources.entries()) {
      const target = draft.resources[index];
      const name = resources.get(resource.path.join("."));
      if (target === undefined || name === undefined) continue;
      target.className = name.className;
      target.module = name.module;
    }

    const methods = methodNames({ api, context, lock, renames, module: names.module });
    for (const [index, operation] of api.operations.entries()) {
      const target = draft.operations[index];
      if (target === undefined) continue;
      target.name = methods.names.get(operation.id) ?? "";
      target.streamName = methods.streams.get(operation.id) ?? null;
      const shape = operation.body?.shape ?? null;
      const bodyAttributes = (shape?.kind === "keywords" ? attributes.get(shape.schema) : undefined) ?? new Map<string, string>();
      const onConflict = (name: string): void => reporter.report("name-not-usable", operation.origin, { name, reason: "another argument has it" });
      const given = argumentNames({ operation, before: lock.operation(operation), renames, attributes: bodyAttributes, onConflict });
      for (const [slot, parameter] of target.parameters.entries()) parameter.name = given.parameters[slot] ?? "";
      const targetShape = target.body?.shape;
      if (targetShape?.kind === "keywords") for (const field of targetShape.fields) field.name = given.fields.get(field.wire) ?? field.name;
      else if (targetShape?.kind === "argument") targetShape.name = given.body ?? targetShape.name;
    }

    const credentials = authNames({ schemes: api.auth, lock, entry: api.origin.document });
    for (const [index, scheme] of api.auth.entries()) {
      const target = draft.auth[index];
      if (target === undefined) continue;
      target.arguments = [...(credentials.get(scheme.key) ?? scheme.arguments)];
      target.environment = target.arguments.map((argument, at) => {
        const wished = argument === scheme.arguments[at] ? scheme.environment[at] : undefined;
        return environmentName(names.environment, wished ?? argument);
      });
    }
    renames.finish();
  },
};
