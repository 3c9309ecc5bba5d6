import type { Context } from "../../context.ts";
import type { Api } from "../../ir/api.ts";
import type { Operation } from "../../ir/operation.ts";
import { formatOrigin, placeText } from "../../ir/origin.ts";
import { partOf } from "../../ir/part-of.ts";
import type { Schema } from "../../ir/schema.ts";
import { isIdentifier } from "../../../pyast/index.ts";

type Manifest = NonNullable<Context["previous"]>;
/** An operation as the previous manifest has it. */
export type ManifestOperation = Manifest["operations"][number];
/** A schema as the previous manifest has it. */
export type ManifestSchema = Manifest["schemas"][number];

/** The names of the compile before this one, looked up by what identifies a thing across compiles. */
export interface NamesLock {
  /** The operation as it was, by method and path, then by operationId. */
  operation(operation: Operation): ManifestOperation | undefined;
  /** The schema as it was, by pointer and part (among the members of a union by shape), then by shape. */
  schema(schema: Pick<Schema, "id" | "origin" | "shape">): ManifestSchema | undefined;
  /** The constructor's arguments of a security scheme. */
  security(pointer: string): readonly string[] | undefined;
  /** The parser of a webhook. */
  webhook(pointer: string): string | undefined;
  /** Whether operations were methods of a client. */
  readonly hasClient: boolean;
  /** Whether operations stood in namespaces. */
  readonly hasNamespaces: boolean;
}

/** Only the first entry of each key counts; null marks keys that stand for several. */
function indexUnique<T>(items: readonly T[], key: (item: T) => string | null): ReadonlyMap<string, T | null> {
  const index = new Map<string, T | null>();
  for (const item of items) {
    const name = key(item);
    if (name !== null) index.set(name, index.has(name) ? null : item);
  }
  return index;
}

/** What identifies a schema in a list of schemas, where its number says little: another one before it moves it on. Null elsewhere. */
function variantKey(place: string, shape: string): string | null {
  const list = place.replace(/(\/(?:oneOf|anyOf|allOf|prefixItems)\/|\/variant~1)\d+(?=\/|$)/g, "$1*");
  return shape === "" || list === place ? null : `${list} ${shape}`;
}

const nothingLocked: NamesLock = { hasClient: false, hasNamespaces: false, operation: () => undefined, schema: () => undefined, security: () => undefined, webhook: () => undefined };

/**
 * Prepares a manifest for look-ups; without one nothing is locked. What is still where it was keeps its entry: only an entry
 * whose own place is gone is given to something that moved. In a list of schemas, what looks as before is what it was.
 */
export function namesLock(previous: Manifest | null, api: Api): NamesLock {
  if (previous === null) return nothingLocked;
  const { operations, schemas } = previous;
  const byRoute = indexUnique(operations, (one) => `${one.method} ${one.path}`);
  const routes = new Set(api.operations.map((one) => `${one.method} ${one.path}`));
  const byId = indexUnique(operations.filter((one) => !routes.has(`${one.method} ${one.path}`)), (one) => one.operationId);
  const entry = api.origin.document;
  const placeOf = (one: Pick<Schema, "id" | "origin">): string => placeText({ pointer: formatOrigin(one.origin, entry), part: partOf(one, entry) });
  const now = Object.values(api.schemas);
  const byPlace = indexUnique(schemas, placeText);
  const places = new Set(now.map(placeOf));
  const namedPlaces = new Set(now.filter((one) => one.named).map(placeOf));
  const byShape = indexUnique(schemas.filter((one) => !places.has(placeText(one))), (one) => (one.shape === "" ? null : one.shape));
  const byVariant = indexUnique(schemas, (one) => variantKey(placeText(one), one.shape));
  const variants = new Set(now.flatMap((one) => variantKey(placeOf(one), one.shape) ?? []));
  // Manifests older than parts tell nothing but the pointer.
  const older = (pointer: string): ManifestSchema | undefined => (namedPlaces.has(pointer) ? undefined : (byPlace.get(pointer) ?? undefined));
  const security = indexUnique(previous.security ?? [], (one) => one.pointer);
  const webhooks = indexUnique(previous.webhooks, (one) => one.pointer);
  return {
    hasClient: previous.client !== null,
    hasNamespaces: previous.client !== null || previous.layout === "package",
    operation: ({ method, path, operationId }) => byRoute.get(`${method} ${path}`) ?? (operationId === null ? undefined : (byId.get(operationId) ?? undefined)),
    schema(schema) {
      const { shape } = schema;
      const place = placeOf(schema);
      const variant = variantKey(place, shape);
      const there = byPlace.get(place) ?? older(formatOrigin(schema.origin, entry));
      const moved = variant === null ? undefined : byVariant.get(variant);
      if (moved !== undefined && moved !== null && there?.shape !== shape) return moved;
      // What stood at this number stands at another one now, and has kept its name.
      const taken = variant !== null && there !== undefined && there.shape !== shape && variants.has(variantKey(place, there.shape) ?? "");
      return taken ? undefined : (there ?? (shape === "" ? undefined : (byShape.get(shape) ?? undefined)));
    },
    security: (pointer) => security.get(pointer)?.python,
    webhook: (pointer) => usableName(lastPart(webhooks.get(pointer)?.parser ?? "")),
  };
}

/** A name of a manifest that can still be used, since people edit manifests. */
export function usableName(name: string | undefined): string | undefined {
  return name !== undefined && isIdentifier(name) ? name : undefined;
}

/** The last part of a dotted path: the class of `museum.models.SpecialEvent`. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The attribute path of an operation, or undefined when a part cannot be used. */
export function attributePath(path: string): readonly string[] | undefined {
  const parts = path.split(".");
  return parts.every(isIdentifier) ? parts : undefined;
}
