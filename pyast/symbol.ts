/** A dotted Python module path, for example `museum._runtime.codecs`. */
export type ModulePath = string;

/** Where a symbol lives, and so how another module reaches it. */
export type Home =
  /**
   * A module of the program. With `via`, other modules go through that lazy package: `from .. import models`, then
   * `models.SpecialEvent`; the module that declares the symbol uses its bare name.
   */
  | { readonly kind: "module"; readonly module: ModulePath; readonly via?: ModulePath }
  /** A module that is not ours: the standard library's or a dependency's. */
  | { readonly kind: "external"; readonly module: string }
  | { readonly kind: "builtins" };

/** How importers spell it: `from home import name`, or `import home` / `from parent import home` and `home.name`. */
export type Access = "name" | "attribute";

/** An identity for something that Python will know by a name; names and imports are decided by `link`. */
export interface Symbol {
  /** Equal keys mean the same symbol; computed from data, for example `schema:#/components/schemas/Pet`. */
  readonly key: string;
  /** Its name at home, for example `SpecialEvent`. */
  readonly name: string;
  readonly home: Home;
  readonly access: Access;
  /** The name it takes in a single module, where names of many modules meet; its own name when left out. */
  readonly inlineName?: string;
}

/**
 * `value`: needed when the module runs or a function is called; `type`: only a checker needs it; `lazy`: imported inside
 * the function that uses it; `quoted`: a name in text, for a type that cannot be evaluated where it stands.
 */
export type Use = "value" | "type" | "lazy" | "quoted";

/** Stands wherever an expression may stand, until `link` replaces it by a name or an attribute. */
export interface Ref {
  readonly kind: "Ref";
  readonly symbol: Symbol;
  readonly use: Use;
}

/** A reference that runs. */
export function ref(symbol: Symbol, use: Use = "value"): Ref {
  return { kind: "Ref", symbol, use };
}

/** The symbol of a builtin, for example `list`. */
export function builtin(name: string): Symbol {
  return { key: `builtins.${name}`, name, home: { kind: "builtins" }, access: "name" };
}

/** The symbol of a name in a module that is not ours, for example `external("datetime", "date")`. */
export function external(module: string, name: string, access: Access = "name"): Symbol {
  return { key: `${module}.${name}`, name, home: { kind: "external", module }, access };
}

/** The symbol of a name that a module of the program declares, for example `declared("museum._runtime.codecs", "uuid")`. */
export function declared(module: ModulePath, name: string, access: Access = "name"): Symbol {
  return { key: `${module}.${name}`, name, home: { kind: "module", module }, access };
}
