import type { Json } from "./json.ts";
import type { Origin } from "./origin.ts";

/** Derived from the pointer of the schema's definition: `#/components/schemas/Pet`, `other.yaml#/…` in another file. */
export type SchemaId = string;

/** Refers to a schema, where `Schema` defines one. */
export interface SchemaUse {
  readonly schema: SchemaId;
  /** Whether null is allowed beside what the schema allows. */
  readonly nullable: boolean;
}

/** The words that come with an entity; they become docstrings. */
export interface Docs {
  readonly summary: string | null;
  readonly description: string | null;
  readonly deprecated: boolean;
  readonly externalDocs: string | null;
}

/** What validation would check beyond the type; carried for docstrings, mock data and reports. */
export interface Constraints {
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly exclusiveMinimum?: number | bigint;
  readonly exclusiveMaximum?: number | bigint;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** The Python name of something, and where the wish for it came from, so that `assign-names` can make it unique. */
export interface NameHint {
  /** Words to build the name from, outermost first: `["SpecialEvent", "place"]`. */
  readonly words: readonly string[];
  /** `component`: the document names it; `title`: its title does; `derived`: it is named after where it stands. */
  readonly from: "component" | "title" | "derived";
}

/** What all schemas have. */
export interface SchemaBase {
  readonly id: SchemaId;
  readonly origin: Origin;
  readonly hint: NameHint;
  readonly title: string | null;
  readonly docs: Docs;
  readonly constraints: Constraints;
  readonly default?: Json;
  readonly examples: readonly Json[];
  /** `x-…` keywords, carried even where unused. */
  readonly extensions: Readonly<Record<string, Json>>;
  /** A hash of what the schema says, without its words; equal shapes are the same type. Set by `deduplicate`. */
  readonly shape: string;
  /** Its class or alias in `models`, or null when it is written in place; set by `hoist-inline` and `assign-names`. */
  readonly name: string | null;
  /** Its module under `models`, unique without case; set by `assign-names` together with `name`. */
  readonly file: string | null;
  /** The module that it shares with the aliases it contains and that contain it, where there are any; set by `assign-names`. */
  readonly sharedFile?: string;
  /** The name of the dict that arguments accept in its place, for checkers; set by `assign-names` on classes and unions that stand in an argument. */
  readonly dictName?: string;
  /** Whether it wants a class or an alias of its own; set by `hoist-inline`. */
  readonly named: boolean;
  /** Whether a request can reach it, a response can, or both; set by `classify-bodies`, except on scalars written in place. */
  readonly reach: { readonly request: boolean; readonly response: boolean };
  /** Whether it stands on a cycle of references; set by `find-cycles`. */
  readonly recursive: boolean;
}

/** A property of an object schema. */
export interface Property {
  /** The wire name, for example `eventId`. */
  readonly wire: string;
  /** The Python attribute, for example `event_id`; empty until `assign-names`. */
  readonly name: string;
  readonly origin: Origin;
  readonly use: SchemaUse;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly docs: Docs;
  readonly default?: Json;
}

/** An object with known properties, or with none and free ones: a class. */
export interface ObjectSchema extends SchemaBase {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /** What further properties hold: `true` is anything (also when nothing is said), `false` is forbidden. */
  readonly additional: boolean | SchemaUse;
  readonly patterns: readonly { readonly pattern: string; readonly use: SchemaUse }[];
  /** The class it extends: an `allOf` member of which nothing is narrowed; then `properties` holds only its own. */
  readonly base: SchemaId | null;
  /** The discriminator that an object which others extend carries itself (2.0 and `allOf` polymorphism). */
  readonly discriminator: Discriminator | null;
  /** Names that `required` lists without a property of that name here; an `allOf` beside it may declare them. */
  readonly undeclared?: readonly string[];
}

/** A map from free keys to one type: `dict[str, T]`. */
export interface MapSchema extends SchemaBase {
  readonly kind: "map";
  readonly values: SchemaUse;
}

/** `list[T]`. */
export interface ArraySchema extends SchemaBase {
  readonly kind: "array";
  readonly items: SchemaUse;
}

/** `prefixItems`. */
export interface TupleSchema extends SchemaBase {
  readonly kind: "tuple";
  readonly prefix: readonly SchemaUse[];
  /** What follows the prefix: a type, anything (null), or nothing (false). */
  readonly rest: SchemaUse | null | false;
  /** How many of the prefix have to be there: none unless `minItems` says so. */
  readonly least: number;
}

/** A closed list of JSON values as the document gives them; one value is a `const`. */
export interface EnumSchema extends SchemaBase {
  readonly kind: "enum";
  readonly members: readonly EnumMember[];
  /** Set where the document itself allows any other value of these types: text beside a list of texts. */
  readonly open?: true;
}

export interface EnumMember {
  readonly value: string | number | bigint | boolean | Json;
  /** From `x-enum-varnames` and its like. */
  readonly name: string | null;
  readonly description: string | null;
  /** The member's Python name where the enum is a class; set by `assign-names`. */
  readonly python?: string;
}

/** How a union's member is told from the others by a property. */
export interface Discriminator {
  readonly property: string;
  readonly origin: Origin;
  /** Tag (string, int or bool) to member, explicit mapping first, implicit names added. */
  readonly mapping: readonly { readonly tag: string | number | boolean; readonly schema: SchemaId }[];
  /** `defaultMapping` of 3.2: the member that holds where the property is absent or has another value. */
  readonly fallback?: SchemaId;
}

/** `oneOf` or `anyOf`, after null was lifted and single members unwrapped. */
export interface UnionSchema extends SchemaBase {
  readonly kind: "union";
  readonly keyword: "oneOf" | "anyOf" | "type";
  readonly variants: readonly SchemaUse[];
  /** As the document declares it, or as `choose-discriminators` found it in const tags; null means told apart by shape. */
  readonly discriminator: Discriminator | null;
  /** The class of what fits no member, when members are classes; set by `assign-names`. */
  readonly unknownName: string | null;
}

/** `allOf` as the document has it; gone after `merge-all-of`. */
export interface AllOfSchema extends SchemaBase {
  readonly kind: "allOf";
  readonly members: readonly SchemaUse[];
  /** What stands beside `allOf` in the same schema, as a schema of its own. */
  readonly own: SchemaUse | null;
  readonly discriminator: Discriminator | null;
}

export type Primitive = "string" | "integer" | "number" | "boolean" | "null";

/** A scalar; `format` as the document writes it. */
export interface PrimitiveSchema extends SchemaBase {
  readonly kind: "primitive";
  readonly type: Primitive;
  readonly format: string | null;
  readonly contentEncoding: string | null;
  readonly contentMediaType: string | null;
}

/** Another name for a schema: a component that is only a `$ref`. */
export interface AliasSchema extends SchemaBase {
  readonly kind: "alias";
  readonly target: SchemaUse;
}

/** Anything; `reason` says whether the document wants it so or something was not understood. */
export interface AnySchema extends SchemaBase {
  readonly kind: "any";
  readonly reason: "free" | "degraded";
}

/** `false` or `not: {}`: no value fits. */
export interface NeverSchema extends SchemaBase {
  readonly kind: "never";
}

export type Schema =
  | ObjectSchema
  | MapSchema
  | ArraySchema
  | TupleSchema
  | EnumSchema
  | UnionSchema
  | AllOfSchema
  | PrimitiveSchema
  | AliasSchema
  | AnySchema
  | NeverSchema;
