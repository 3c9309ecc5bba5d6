import type { Canonical } from "../2-normalize/index.ts";
import { basePaths } from "./base-paths.ts";
import { below, entryPlace, fieldOf, followed, itemsOf, membersOf, type Place, textOf } from "./place.ts";
import { type Requirement, requirementsOf } from "./security.ts";

/** Where a parameter travels. */
export type Location = "path" | "query" | "header" | "cookie" | "querystring";

/** A parameter as the document declares it. */
export interface MockParameter {
  readonly name: string;
  readonly location: Location;
  readonly style: string;
  readonly explode: boolean;
  readonly required: boolean;
  /** Whether an empty text is allowed whatever the schema says. */
  readonly allowEmpty: boolean;
  /** The schema of the value, or of what the content holds. */
  readonly schema: Place | undefined;
  /** The media type of a parameter that is described by its content. */
  readonly mediaType: string | null;
  /** The content's media type object. */
  readonly media: Place | undefined;
  readonly place: Place;
}

/** A request body as the document declares it. */
export interface MockBody {
  readonly required: boolean;
  /** Media types or ranges, with what they hold. */
  readonly content: readonly (readonly [string, Place])[];
  readonly place: Place;
}

/** An operation as the document declares it. */
export interface MockOperation {
  /** In capitals. */
  readonly method: string;
  /** The path with its names in braces, as written. */
  readonly template: string;
  readonly operationId: string | null;
  readonly place: Place;
  /** What may stand before the path: its own servers' paths, and the document's, for clients that are given one address for all. */
  readonly basePaths: readonly string[];
  readonly parameters: readonly MockParameter[];
  readonly body: MockBody | null;
  /** By status, range or `default`. */
  readonly responses: readonly (readonly [string, Place])[];
  /** Any one of these suffices; empty where none is needed. */
  readonly requirements: readonly Requirement[];
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

/** Every operation of a document, in its order. */
export function readOperations(canonical: Canonical): readonly MockOperation[] {
  const root = entryPlace(canonical);
  const rootPaths = basePaths(below(root, "servers"));
  return membersOf(below(root, "paths")).flatMap(([template, written]) => {
    if (template.startsWith("x-")) return [];
    const item = followed(canonical, written);
    const field = (key: string): Place | undefined => below(written, key) ?? below(item, key);
    const servers = field("servers");
    const itemPaths = servers === undefined ? rootPaths : basePaths(servers);
    const found: (readonly [string, Place])[] = methods.flatMap((method) => {
      const one = field(method);
      return one === undefined ? [] : [[method.toUpperCase(), one] as const];
    });
    found.push(...membersOf(field("additionalOperations")));
    return found.map(([method, one]) => operation(canonical, { method, template, place: followed(canonical, one), shared: field("parameters"), itemPaths, root }));
  });
}

interface Found {
  readonly method: string;
  readonly template: string;
  readonly place: Place;
  readonly shared: Place | undefined;
  readonly itemPaths: readonly string[];
  readonly root: Place;
}

function operation(canonical: Canonical, { method, template, place, shared, itemPaths, root }: Found): MockOperation {
  const servers = below(place, "servers");
  const body = below(place, "requestBody");
  return {
    method,
    template,
    operationId: textOf(place, "operationId") ?? null,
    place,
    basePaths: [...new Set([...(servers === undefined ? itemPaths : basePaths(servers)), ...basePaths(below(root, "servers"))])],
    parameters: parametersOf(canonical, [...itemsOf(shared), ...itemsOf(below(place, "parameters"))]),
    body: body === undefined ? null : bodyOf(canonical, followed(canonical, body)),
    responses: membersOf(below(place, "responses")).filter(([status]) => /^(?:[1-5](?:[0-9]{2}|XX)|default)$/i.test(status)).map(([status, one]) => [status, followed(canonical, one)]),
    requirements: requirementsOf(canonical, { root, own: below(place, "security") }),
  };
}

function parametersOf(canonical: Canonical, places: readonly Place[]): readonly MockParameter[] {
  const found = new Map<string, MockParameter>();
  for (const written of places) {
    const one = parameterOf(canonical, followed(canonical, written));
    if (one !== null) found.set(`${one.location} ${one.location === "header" ? one.name.toLowerCase() : one.name}`, one);
  }
  return [...found.values()];
}

function parameterOf(canonical: Canonical, place: Place): MockParameter | null {
  const location = textOf(place, "in");
  const name = textOf(place, "name") ?? "";
  if (location !== "path" && location !== "query" && location !== "header" && location !== "cookie" && location !== "querystring") return null;
  // The specification takes these three out of the hands of parameters.
  if (location === "header" && ["accept", "content-type", "authorization"].includes(name.toLowerCase())) return null;
  const [content] = membersOf(below(place, "content"));
  const media = content === undefined ? undefined : followed(canonical, content[1]);
  const style = textOf(place, "style") ?? (location === "path" || location === "header" ? "simple" : "form");
  const explode = fieldOf(place, "explode");
  return {
    name,
    location,
    style,
    explode: typeof explode === "boolean" ? explode : style === "form" || style === "cookie" || style === "deepObject",
    required: location === "path" || fieldOf(place, "required") === true,
    allowEmpty: fieldOf(place, "allowEmptyValue") === true,
    schema: media === undefined ? below(place, "schema") : below(media, "schema"),
    mediaType: content?.[0] ?? null,
    media,
    place,
  };
}

function bodyOf(canonical: Canonical, place: Place): MockBody {
  return {
    required: fieldOf(place, "required") === true,
    content: membersOf(below(place, "content")).map(([type, media]) => [type, followed(canonical, media)]),
    place,
  };
}
