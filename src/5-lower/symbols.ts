import { builtin, declared, external, type Symbol } from "../../pyast/index.ts";
import type { Resource } from "../ir/api.ts";
import type { Schema } from "../ir/schema.ts";

/** Python's own names that generated code refers to. */
export const py = {
  Any: external("typing", "Any"),
  Annotated: external("typing", "Annotated"),
  TypeAliasType: external("typing_extensions", "TypeAliasType"),
  Literal: external("typing", "Literal"),
  TypeAlias: external("typing", "TypeAlias"),
  TypedDict: external("typing", "TypedDict"),
  NotRequired: external("typing_extensions", "NotRequired"),
  Union: external("typing", "Union"),
  ForwardRef: external("typing", "ForwardRef"),
  TYPE_CHECKING: external("typing", "TYPE_CHECKING"),
  Sequence: external("collections.abc", "Sequence"),
  Mapping: external("collections.abc", "Mapping"),
  AsyncIterator: external("collections.abc", "AsyncIterator"),
  Callable: external("collections.abc", "Callable"),
  date: external("datetime", "date"),
  datetime: external("datetime", "datetime"),
  time: external("datetime", "time"),
  UUID: external("uuid", "UUID"),
  Decimal: external("decimal", "Decimal"),
  cachedProperty: external("functools", "cached_property"),
  str: builtin("str"),
  int: builtin("int"),
  float: builtin("float"),
  bool: builtin("bool"),
  bytes: builtin("bytes"),
  object: builtin("object"),
  list: builtin("list"),
  dict: builtin("dict"),
  tuple: builtin("tuple"),
  super: builtin("super"),
} as const;

/** Names of pydantic that generated code refers to. */
export const pydantic = {
  Field: external("pydantic", "Field"),
  SerializeAsAny: external("pydantic", "SerializeAsAny"),
  SkipValidation: external("pydantic", "SkipValidation"),
} as const;

/** The runtime's modules whose members are written with the module before them: `codecs.uuid`. */
const attributeModules: ReadonlySet<string> = new Set(["codecs", "readers", "styles", "bodies", "auth"]);

/** Makes the symbols of one package from what they stand for. */
export interface Symbols {
  /** The import name of the package. */
  readonly root: string;
  /** Something of the embedded runtime, for example `runtime("codecs", "uuid")`. */
  runtime(module: string, name: string): Symbol;
  /** Something of the HTTP client, for example `http("Timeout")`. */
  http(name: string): Symbol;
  /** The class or alias of a named schema. */
  model(schema: Schema & { readonly name: string }): Symbol;
  /** A class that belongs to a named schema and shares its file, for example `UnknownPet`. */
  companion(schema: Schema & { readonly name: string }, name: string): Symbol;
  /** The dict that arguments accept in place of a class or a union of classes; null where there is none. */
  dict(schema: Schema): Symbol | null;
  /** With pydantic, the type of a class and of those that its discriminator tells apart: `AnyPet`. */
  anyOf(schema: Schema & { readonly name: string }): Symbol;
  /** The codec constant of a named schema that is no plain class. */
  shape(schema: Schema & { readonly name: string }): Symbol;
  /** The asynchronous class of a resource. */
  resource(resource: Resource): Symbol;
  /** The asynchronous client. */
  client(name: string): Symbol;
}

/** The symbols of the package `root`. */
export function createSymbols(root: string, classNames: ReadonlySet<string>): Symbols {
  const made = new Map<string, Symbol>();
  /** One object for each symbol: `link` looks at every object once in every module. */
  const once = (key: string, make: () => Symbol): Symbol => {
    let known = made.get(key);
    if (known === undefined) made.set(key, (known = make()));
    return known;
  };
  return {
    root,
    runtime: (module, name) => once(`runtime:${module}:${name}`, () => declared(`${root}._runtime.${module}`, name, attributeModules.has(module) ? "attribute" : "name")),
    http: (name) => once(`http:${name}`, () => external("httpx2", name, "attribute")),
    model: (schema) => modelSymbol(schema, schema.name),
    companion: modelSymbol,
    dict: (schema) => (isNamed(schema) && schema.dictName !== undefined ? modelSymbol(schema, schema.dictName) : null),
    anyOf: (schema) => once(`any:${schema.id}`, () => {
      const wished = `Any${schema.name}`;
      // No module of a schema begins with an underscore.
      const module = `${root}.models._${fileOf(schema)}`;
      return { key: `any:${schema.id}`, name: classNames.has(wished) ? `${wished}_` : wished, home: { kind: "module", module, via: `${root}.models` }, access: "attribute" };
    }),
    shape: (schema) => once(`shape:${schema.id}`, () => ({
      key: `shape:${schema.id}`,
      name: fileOf(schema),
      home: { kind: "module", module: `${root}.models.${moduleOf(schema)}`, via: `${root}._shapes` },
      access: "attribute",
      inlineName: `${fileOf(schema)}_codec`,
    })),
    resource: (resource) => declared(`${root}.resources.${resource.module}`, `Async${resource.className}`),
    client: (name) => declared(`${root}._client`, `Async${name}`),
  };

  function isNamed(schema: Schema): schema is Schema & { readonly name: string } {
    return schema.name !== null;
  }

  function modelSymbol(schema: Schema & { readonly name: string }, name: string): Symbol {
    const key = `model:${schema.id}:${name}`;
    return once(key, () => ({
      key,
      name,
      home: { kind: "module", module: `${root}.models.${moduleOf(schema)}`, via: `${root}.models` },
      access: "attribute",
    }));
  }
}

/** Whether a symbol stands for a class and its heirs. */
export function isAnyOf(symbol: Symbol): boolean {
  return symbol.key.startsWith("any:");
}

/** The module under `models` that defines a named schema. */
export function moduleOf(schema: Schema): string {
  return schema.sharedFile ?? fileOf(schema);
}

/** What a named schema is called among modules: its own one, unless it shares another. */
export function fileOf(schema: Schema): string {
  if (schema.file === null) throw new Error(`no file for ${schema.id}`);
  return schema.file;
}
