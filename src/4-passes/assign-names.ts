import type { AuthScheme } from "../ir/auth.ts";
import type { BodyShape, Operation, Webhook } from "../ir/operation.ts";
import { formatOrigin } from "../ir/origin.ts";
import type { Schema, SchemaId } from "../ir/schema.ts";
import { aliasCircles } from "./names/alias-circles.ts";
import { type ArgumentNames, argumentNames } from "./names/argument-names.ts";
import { authNames, environmentName } from "./names/auth-names.ts";
import { dictNames } from "./names/dict-names.ts";
import { moduleName } from "./names/identifier.ts";
import { namesLock } from "./names/lock.ts";
import { namedMembers } from "./names/member-names.ts";
import { methodNames } from "./names/method-names.ts";
import { packageNames } from "./names/package-names.ts";
import { propertyNames } from "./names/property-names.ts";
import { renamesOf } from "./names/rename.ts";
import { reportReused } from "./names/reused.ts";
import { facadeModelNames, modelNames, rootNames, webhookRootNames } from "./names/reserved.ts";
import { resourceNames } from "./names/resource-names.ts";
import { schemaNames, schemaWishes } from "./names/schema-names.ts";
import { foldClass } from "./names/words.ts";
import { webhookNames } from "./names/webhook-names.ts";
import type { Pass } from "./pass.ts";
import { asDraft } from "./rewrite.ts";

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

    const parsers = webhookNames(api, lock);
    const offered = parsers.size === 0 ? rootNames : new Set([...rootNames, ...webhookRootNames]);
    const clients = [names.client, `Async${names.client}`];
    const conflict = (name: string, schema: Schema): void => reporter.report("name-not-usable", schema.origin, { name, reason: "another schema has it" });
    const inModule = options.layout === "module" ? new Set([...offered, ...clients].map(foldClass)) : new Set<string>();
    const classes = schemaNames({ api, lock, renames, taken: inModule, onConflict: conflict });
    const attributes = propertyNames({
      api,
      lock,
      renames,
      reserved: new Set([...modelNames[options.models], ...(options.facade === null ? [] : facadeModelNames)]),
      onConflict: (name, schema) => reporter.report("name-not-usable", schema.origin, { name, reason: "another property has it, or every model" }),
    });
    const taken = new Set([...inModule, ...[...classes.unknown.values()].map(foldClass)]);
    const dicts = options.models === "pydantic" ? new Map<SchemaId, string>() : dictNames({ api, lock, classes: classes.names, taken });
    const circles = options.models === "pydantic" ? new Map<SchemaId, SchemaId>() : aliasCircles(api, classes.names);
    const schemas: Record<SchemaId, Schema> = { ...api.schemas };
    for (const schema of Object.values(api.schemas)) {
      const name = classes.names.get(schema.id);
      if (name !== undefined && schema.hint.from === "component" && name !== schemaWishes(schema)[0] && renames.of(schema.origin) === undefined) {
        reporter.report("name-changed", schema.origin, { name: schema.hint.words.join(" "), python: name });
      }
      if (name !== undefined || schema.name !== null || schema.kind === "object" || schema.kind === "union") {
        const named = withNames(schema, { name, unknown: classes.unknown.get(schema.id), properties: attributes.get(schema.id), dict: dicts.get(schema.id), shared: classes.names.get(circles.get(schema.id) ?? "") });
        schemas[schema.id] = named.kind === "enum" && options.models === "pydantic" ? { ...named, members: namedMembers(named, lock.schema(schema)?.members) } : named;
      }
    }
    draft.schemas = asDraft(schemas);

    const takenClasses = options.layout === "module" ? [...offered, ...clients, ...classes.names.values(), ...classes.unknown.values(), ...dicts.values()] : clients;
    const resources = resourceNames(api.resources, { client: names.client, taken: new Set(takenClasses.map(foldClass)) });
    draft.resources = asDraft(api.resources.map((resource) => ({ ...resource, ...resources.get(resource.path.join(".")) })));

    const methods = methodNames({ api, context, lock, renames, module: names.module, offered });
    draft.operations = asDraft(api.operations.map((operation): Operation => {
      const shape = operation.body?.shape ?? null;
      const bodyAttributes = (shape?.kind === "keywords" ? attributes.get(shape.schema) : undefined) ?? new Map<string, string>();
      const onConflict = (name: string): void => reporter.report("name-not-usable", operation.origin, { name, reason: "another argument has it, or the method needs it" });
      const given = argumentNames({ operation, before: lock.operation(operation), renames, attributes: bodyAttributes, onConflict });
      return {
        ...operation,
        name: methods.names.get(operation.id) ?? "",
        streamName: methods.streams.get(operation.id) ?? null,
        pagesName: methods.pages.get(operation.id) ?? null,
        parameters: operation.parameters.map((parameter, slot) => ({ ...parameter, name: given.parameters[slot] ?? "" })),
        body: operation.body === null ? null : { ...operation.body, shape: shape === null ? null : shapeWithNames(shape, given) },
      };
    }));

    const parsed = (webhook: Webhook): Webhook => ({ ...webhook, parser: parsers.get(formatOrigin(webhook.origin, api.origin.document)) ?? "" });
    draft.webhooks = asDraft(api.webhooks.map(parsed));
    for (const operation of draft.operations) if (operation.callbacks.length > 0) operation.callbacks = asDraft(operation.callbacks.map(parsed));

    const credentials = authNames({ schemes: api.auth, lock, renames, entry: api.origin.document, onConflict: (name) => reporter.report("name-not-usable", api.origin, { name, reason: "the client has an argument of that name" }) });
    draft.auth = asDraft(api.auth.map((scheme): AuthScheme => {
      const given = [...(credentials.get(scheme.key) ?? scheme.arguments)];
      const environment = given.map((argument, at) => {
        const wished = argument === scheme.arguments[at] ? scheme.environment[at] : undefined;
        return environmentName(names.environment, wished ?? argument);
      });
      return { ...scheme, arguments: given, environment };
    }));
    reportReused(draft, { lock, renames, context });
    renames.finish();
  },
};

/** A schema with what it is called; its attributes too. */
function withNames(
  schema: Schema,
  given: {
    readonly name: string | undefined;
    readonly unknown: string | undefined;
    readonly dict: string | undefined;
    readonly shared: string | undefined;
    readonly properties: ReadonlyMap<string, string> | undefined;
  },
): Schema {
  const names = {
    name: given.name ?? null,
    file: given.name === undefined ? null : moduleName(given.name),
    ...(given.shared === undefined ? {} : { sharedFile: moduleName(given.shared) }),
    ...(given.dict === undefined ? {} : { dictName: given.dict }),
  };
  if (schema.kind === "union") return { ...schema, ...names, unknownName: given.unknown ?? null };
  if (schema.kind !== "object") return { ...schema, ...names };
  return { ...schema, ...names, properties: schema.properties.map((property) => ({ ...property, name: given.properties?.get(property.wire) ?? "" })) };
}

/** How a body is given, with the names of its keywords or of the whole. */
function shapeWithNames(shape: BodyShape, given: ArgumentNames): BodyShape {
  if (shape.kind === "keywords") return { ...shape, fields: shape.fields.map((field) => ({ ...field, name: given.fields.get(field.wire) ?? field.name })) };
  return shape.kind === "argument" ? { ...shape, name: given.body ?? shape.name } : shape;
}
