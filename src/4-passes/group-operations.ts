import type { Draft } from "immer";
import type { Api, Resource } from "../ir/api.ts";
import type { Context } from "../context.ts";
import type { Operation } from "../ir/operation.ts";
import { formatOrigin } from "../ir/origin.ts";
import type { Docs } from "../ir/schema.ts";
import { attributePath, type NamesLock, namesLock } from "./names/lock.ts";
import { avoid, pascalName, snakeCase } from "./names/identifier.ts";
import { topNames } from "./names/reserved.ts";
import { selects } from "./select.ts";
import { isPrefix, pathSegments } from "./names/tokens.ts";
import { isUsable, nameWords } from "./names/words.ts";
import type { Pass } from "./pass.ts";

/** The deepest nesting that a name in the document may ask for. */
const deepest = 4;

const noDocs: Docs = { summary: null, description: null, deprecated: false, externalDocs: null };

/** A namespace as the document writes it, before it becomes attribute names. */
interface Wish {
  readonly segments: readonly string[];
  /** The tag it comes from, whose words become its docstring. */
  readonly tag: string | null;
}

/** What the choice of a namespace looks at. */
interface Facts {
  readonly api: Api;
  readonly options: Context["options"];
  readonly lock: NamesLock;
}

/** Decides the resource of each operation: by configuration, dotted operationId, tag, or first path segment. */
export const groupOperations: Pass = {
  name: "group-operations",
  run(api, draft, context) {
    const facts: Facts = { api, options: context.options, lock: namesLock(context.previous, api) };
    const wishes = new Map<string, Wish>();
    const children = new Map<string, Operation[]>();
    for (const [index, operation] of api.operations.entries()) {
      const wish = placed(wishOf(operation, facts), facts);
      const namespace = attributes(wish.segments, facts);
      const target = draft.operations[index];
      if (target !== undefined) target.namespace = [...namespace];
      for (let depth = 0; depth <= namespace.length; depth += 1) {
        const key = namespace.slice(0, depth).join(".");
        const members = children.get(key) ?? [];
        if (depth === namespace.length) members.push(operation);
        children.set(key, members);
        const known = wishes.get(key);
        const own: Wish = { segments: wish.segments.slice(0, depth), tag: depth === namespace.length ? wish.tag : null };
        if (known === undefined || (known.tag === null && own.tag !== null) || preferred(own, known)) wishes.set(key, own);
      }
    }
    if (!children.has("")) children.set("", []);
    draft.resources = [...children]
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, operations]) => resourceOf({ key, operations, wish: wishes.get(key), api }));
  },
};

/** Of two spellings of one namespace the same one wins whatever order they come in. */
function preferred(own: Wish, known: Wish): boolean {
  if ((own.tag === null) !== (known.tag === null)) return false;
  return own.segments.join("\0") < known.segments.join("\0");
}

interface ResourceParts {
  readonly key: string;
  readonly operations: readonly Operation[];
  readonly wish: Wish | undefined;
  readonly api: Api;
}

function resourceOf({ key, operations, wish, api }: ResourceParts): Draft<Resource> {
  const path = key === "" ? [] : key.split(".");
  const tag = api.tags.find((one) => one.name === wish?.tag);
  const ids = operations.map((operation) => operation.id);
  const own = wish?.segments.at(-1);
  return { path, className: own === undefined ? "" : pascalName(nameWords(own)), module: path.join("_"), docs: tag?.docs ?? noDocs, operations: ids };
}

/** Functions are all in one module, or in a module for each namespace: there is no nesting. */
function placed(wish: Wish, facts: Facts): Wish {
  const { surface, layout } = facts.options;
  if (surface === "clients") return wish;
  const segments = layout === "module" || wish.segments.length === 0 ? [] : [wish.segments.join("_")];
  return { segments, tag: segments.length === 0 ? null : wish.tag };
}

/** Segments as attribute names; at the top they leave what else stands there alone. A name with an underscore before it stays private. */
function attributes(segments: readonly string[], { options }: Facts): readonly string[] {
  return segments.map((segment, index) => {
    const isPrivate = options.surface === "functions" && segment.startsWith("_");
    const name = `${isPrivate ? "_" : ""}${snakeCase(segment, "namespace")}`;
    return index === 0 ? avoid(name, topNames(options)) : name;
  });
}

function wishOf(operation: Operation, facts: Facts): Wish {
  const natural = inferred(operation, facts.api);
  const decided = overridden(operation, facts) ?? configured(operation, facts) ?? locked(operation, facts);
  return decided === null ? natural : spelledAs(natural, decided, facts);
}

/** A decided namespace in the document's own spelling where it is the same: the class of `dag` stays `DAG`. */
function spelledAs(natural: Wish, decided: Wish, facts: Facts): Wish {
  const names = attributes(natural.segments, facts);
  if (names.join(".") === attributes(decided.segments, facts).join(".")) return { segments: natural.segments, tag: natural.tag ?? decided.tag };
  return { segments: decided.segments.map((segment, index) => (names[index] === segment ? (natural.segments[index] ?? segment) : segment)), tag: decided.tag };
}

/** `renames` gives the whole attribute path. */
function overridden(operation: Operation, { api, options }: Facts): Wish | null {
  const pointer = formatOrigin(operation.origin, api.origin.document);
  const rename = Object.hasOwn(options.renames, pointer) ? options.renames[pointer] : undefined;
  const path = rename === undefined ? undefined : attributePath(rename);
  return path === undefined ? null : { segments: path.slice(0, -1), tag: operation.tags[0] ?? null };
}

function configured(operation: Operation, { options }: Facts): Wish | null {
  for (const [name, { operations }] of Object.entries(options.resources)) {
    const selector = operations.find((one) => selects(one, operation));
    // A namespace that takes a whole tag is what the document says of the tag.
    if (selector !== undefined) return { segments: name === "" ? [] : name.split("."), tag: selector.startsWith("tag:") ? (operation.tags[0] ?? null) : null };
  }
  return null;
}

function locked(operation: Operation, { lock }: Facts): Wish | null {
  const path = lock.hasNamespaces ? attributePath(lock.operation(operation)?.python ?? "") : undefined;
  return path === undefined ? null : { segments: path.slice(0, -1), tag: operation.tags[0] ?? null };
}

function inferred(operation: Operation, api: Api): Wish {
  return dotted(operation) ?? tagged(operation, api) ?? { segments: firstSegment(operation.path), tag: null };
}

function dotted({ operationId }: Operation): Wish | null {
  const segments = operationId?.split(".") ?? [];
  if (segments.length < 2 || segments.length > deepest + 1 || !segments.every(isSegment)) return null;
  return { segments: segments.slice(0, -1), tag: null };
}

/** Whether a part between dots can be an attribute by itself. */
function isSegment(text: string): boolean {
  return text.length <= 60 && isUsable(text) && /^[\p{L}\p{N}\p{M}_ -]+$/u.test(text);
}

function tagged(operation: Operation, api: Api): Wish | null {
  const tag = operation.tags[0];
  if (tag === undefined || !isUsable(tag) || tag.trim().toLowerCase() === "default") return null;
  const parts = parents(tag, api).flatMap((name) => {
    const split = name.split(/[./]/);
    return split.length <= deepest && split.every(isSegment) ? split : [name];
  });
  return { segments: parts.slice(-deepest), tag };
}

/** A tag after its parents (3.2), outermost first; a parent that leads back ends the walk. */
function parents(tag: string, api: Api): readonly string[] {
  const chain: string[] = [];
  let current: string | null = tag;
  while (current !== null && !chain.includes(current) && isUsable(current)) {
    chain.unshift(current);
    const name: string = current;
    current = api.tags.find((one) => one.name === name)?.parent ?? null;
  }
  return chain;
}

/** The first static segment of a path that says something. */
function firstSegment(path: string): readonly string[] {
  const found = pathSegments(path).find((segment) => segment.parameters.length === 0 && !isPrefix(segment) && isUsable(segment.text));
  return found === undefined ? [] : [found.text];
}
