import type { MediaType, Operation, Parameter, RequestBody, Response, Result, Webhook } from "./operation.ts";
import type { Discriminator, Schema, SchemaId, SchemaUse } from "./schema.ts";

/** Replaces a use by another one; returns the same object where nothing changes. */
export type UseMap = (use: SchemaUse) => SchemaUse;

/** Calls a function for each use of another schema that stands in a schema itself: properties, items, variants. */
export function eachUse(schema: Schema, visit: (use: SchemaUse) => void): void {
  switch (schema.kind) {
    case "object":
      for (const property of schema.properties) visit(property.use);
      if (typeof schema.additional === "object") visit(schema.additional);
      for (const pattern of schema.patterns) visit(pattern.use);
      return;
    case "map":
      visit(schema.values);
      return;
    case "array":
      visit(schema.items);
      return;
    case "tuple":
      schema.prefix.forEach(visit);
      if (schema.rest !== null && schema.rest !== false) visit(schema.rest);
      return;
    case "union":
      schema.variants.forEach(visit);
      return;
    case "allOf":
      schema.members.forEach(visit);
      if (schema.own !== null) visit(schema.own);
      return;
    case "alias":
      visit(schema.target);
      return;
    case "enum":
    case "primitive":
    case "any":
    case "never":
      return;
    default:
      schema satisfies never;
  }
}

/** The uses of other schemas that stand in a schema itself. */
export function usesOf(schema: Schema): readonly SchemaUse[] {
  const uses: SchemaUse[] = [];
  eachUse(schema, (use) => uses.push(use));
  return uses;
}

/** Whether a schema can lead to no other one. */
export function isLeaf(schema: Schema): boolean {
  return schema.kind === "primitive" || schema.kind === "enum" || schema.kind === "any" || schema.kind === "never";
}

/** What a schema names besides its uses: the class it extends, and the members of its discriminator. */
export function relativesOf(schema: Schema): readonly SchemaId[] {
  if (schema.kind !== "object" && schema.kind !== "union" && schema.kind !== "allOf") return [];
  const ids = schema.discriminator === null ? [] : schema.discriminator.mapping.map((entry) => entry.schema);
  if (schema.discriminator?.fallback !== undefined) ids.push(schema.discriminator.fallback);
  if (schema.kind === "object" && schema.base !== null) ids.push(schema.base);
  return ids;
}

/** The list with each entry mapped, or the same list where no entry changed. */
export function mapList<T>(list: readonly T[], map: (item: T) => T): readonly T[] {
  let result: T[] | null = null;
  for (const [index, item] of list.entries()) {
    const mapped = map(item);
    if (mapped !== item && result === null) result = list.slice(0, index);
    result?.push(mapped);
  }
  return result ?? list;
}

/** The schema with its uses mapped, or the same object where none changed. */
export function mapUses(schema: Schema, map: UseMap): Schema {
  switch (schema.kind) {
    case "object": {
      const properties = mapList(schema.properties, (property) => {
        const use = map(property.use);
        return use === property.use ? property : { ...property, use };
      });
      const additional = typeof schema.additional === "object" ? map(schema.additional) : schema.additional;
      const patterns = mapList(schema.patterns, (pattern) => {
        const use = map(pattern.use);
        return use === pattern.use ? pattern : { ...pattern, use };
      });
      const same = properties === schema.properties && additional === schema.additional && patterns === schema.patterns;
      return same ? schema : { ...schema, properties, additional, patterns };
    }
    case "map": {
      const values = map(schema.values);
      return values === schema.values ? schema : { ...schema, values };
    }
    case "array": {
      const items = map(schema.items);
      return items === schema.items ? schema : { ...schema, items };
    }
    case "tuple": {
      const prefix = mapList(schema.prefix, map);
      const rest = schema.rest === null || schema.rest === false ? schema.rest : map(schema.rest);
      return prefix === schema.prefix && rest === schema.rest ? schema : { ...schema, prefix, rest };
    }
    case "union": {
      const variants = mapList(schema.variants, map);
      return variants === schema.variants ? schema : { ...schema, variants };
    }
    case "allOf": {
      const members = mapList(schema.members, map);
      const own = schema.own === null ? null : map(schema.own);
      return members === schema.members && own === schema.own ? schema : { ...schema, members, own };
    }
    case "alias": {
      const target = map(schema.target);
      return target === schema.target ? schema : { ...schema, target };
    }
    case "enum":
    case "primitive":
    case "any":
    case "never":
      return schema;
    default:
      return schema satisfies never;
  }
}

/** The schema with the ids of its base and its discriminator's members mapped. */
export function mapRelatives(schema: Schema, map: (id: SchemaId) => SchemaId): Schema {
  if (schema.kind !== "object" && schema.kind !== "union" && schema.kind !== "allOf") return schema;
  const discriminator = schema.discriminator === null ? null : mapDiscriminator(schema.discriminator, map);
  const mapped = discriminator === schema.discriminator ? schema : { ...schema, discriminator };
  if (mapped.kind !== "object" || mapped.base === null) return mapped;
  const base = map(mapped.base);
  return base === mapped.base ? mapped : { ...mapped, base };
}

function mapDiscriminator(discriminator: Discriminator, map: (id: SchemaId) => SchemaId): Discriminator {
  const mapping = mapList(discriminator.mapping, (entry) => {
    const schema = map(entry.schema);
    return schema === entry.schema ? entry : { ...entry, schema };
  });
  const { fallback } = discriminator;
  const mappedFallback = fallback === undefined ? undefined : map(fallback);
  if (mapping === discriminator.mapping && mappedFallback === fallback) return discriminator;
  return { ...discriminator, mapping, ...(mappedFallback === undefined ? {} : { fallback: mappedFallback }) };
}

/** The uses in media types. */
export function mediaUses(media: readonly MediaType[]): readonly SchemaUse[] {
  return media.flatMap(({ use, item }) => [use, item].filter((one) => one !== null));
}

/** The uses in what a caller sends. */
export function requestUses(operation: Pick<Operation, "parameters" | "body">): readonly SchemaUse[] {
  return [...operation.parameters.map((parameter) => parameter.use), ...mediaUses(operation.body?.media ?? [])];
}

/** What a webhook or callback says in JSON; null where it says something else, or nothing. */
export function payloadOf(webhook: Pick<Webhook, "body">): SchemaUse | null {
  return webhook.body?.media.find(({ codec }) => codec === "json")?.use ?? null;
}

/** Every use that a webhook makes. */
export function webhookUses(webhook: Webhook): readonly SchemaUse[] {
  return [...requestUses(webhook), ...(webhook.among === null ? [] : [webhook.among])];
}

/** The uses in one response, headers included. */
export function responseUses(response: Response): readonly SchemaUse[] {
  return [...mediaUses(response.media), ...response.headers.map((header) => header.use).filter((use) => use !== null)];
}

/** Every use that an operation makes, decisions included. */
export function operationUses(operation: Operation): readonly SchemaUse[] {
  return [
    ...requestUses(operation),
    ...operation.responses.flatMap(responseUses),
    ...operation.callbacks.flatMap(webhookUses),
    ...resultUses(operation.result),
    ...(operation.stream === null ? [] : [operation.stream.result.item]),
    ...Object.values(operation.errors).filter((use) => use !== null),
  ];
}

function resultUses(result: Result): readonly SchemaUse[] {
  switch (result.kind) {
    case "json":
      return [result.use];
    case "stream":
      return [result.item];
    case "cases":
      return result.cases.flatMap((each) => resultUses(each.result));
    case "none":
    case "text":
    case "bytes":
      return [];
    default:
      return result satisfies never;
  }
}

function mapMedia(media: readonly MediaType[], map: UseMap): readonly MediaType[] {
  return mapList(media, (one) => {
    const use = one.use === null ? null : map(one.use);
    const item = one.item === null ? null : map(one.item);
    return use === one.use && item === one.item ? one : { ...one, use, item };
  });
}

function mapParameter(parameter: Parameter, map: UseMap): Parameter {
  const use = map(parameter.use);
  return use === parameter.use ? parameter : { ...parameter, use };
}

function mapBody(body: RequestBody | null, map: UseMap): RequestBody | null {
  if (body === null) return null;
  const media = mapMedia(body.media, map);
  return media === body.media ? body : { ...body, media };
}

function mapResponse(response: Response, map: UseMap): Response {
  const media = mapMedia(response.media, map);
  const headers = mapList(response.headers, (header) => {
    const use = header.use === null ? null : map(header.use);
    return use === header.use ? header : { ...header, use };
  });
  return media === response.media && headers === response.headers ? response : { ...response, media, headers };
}

/** The webhook with its uses mapped. */
export function mapWebhookUses(webhook: Webhook, map: UseMap): Webhook {
  const parameters = mapList(webhook.parameters, (parameter) => mapParameter(parameter, map));
  const body = mapBody(webhook.body, map);
  const among = webhook.among === null ? null : map(webhook.among);
  return parameters === webhook.parameters && body === webhook.body && among === webhook.among ? webhook : { ...webhook, parameters, body, among };
}

/** The operation with the uses of what it sends and gets mapped; decisions (`result`, `errors`) are made later. */
export function mapOperationUses(operation: Operation, map: UseMap): Operation {
  const parameters = mapList(operation.parameters, (parameter) => mapParameter(parameter, map));
  const body = mapBody(operation.body, map);
  const responses = mapList(operation.responses, (response) => mapResponse(response, map));
  const callbacks = mapList(operation.callbacks, (callback) => mapWebhookUses(callback, map));
  const same = parameters === operation.parameters && body === operation.body && responses === operation.responses && callbacks === operation.callbacks;
  return same ? operation : { ...operation, parameters, body, responses, callbacks };
}
