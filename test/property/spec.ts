import fc from "fast-check";

/** What a generated schema says, told once: the schema, its values and their mutations are all made from it. */
export type Spec =
  | { readonly kind: "text"; readonly format: TextFormat | null }
  | { readonly kind: "integer" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "any"; readonly written: "empty" | "true" }
  | { readonly kind: "enum"; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: "const"; readonly value: string | number | boolean }
  | { readonly kind: "array"; readonly items: Spec }
  | { readonly kind: "tuple"; readonly prefix: readonly Spec[]; readonly rest: "open" | "closed" }
  | { readonly kind: "map"; readonly values: Spec }
  | ObjectSpec
  | { readonly kind: "all"; readonly members: readonly [ObjectSpec, ObjectSpec] }
  | { readonly kind: "union"; readonly variants: readonly Spec[]; readonly keyword: "oneOf" | "anyOf" }
  | { readonly kind: "tagged"; readonly property: string; readonly variants: readonly ObjectSpec[]; readonly mapping: "names" | "explicit" | "constants" }
  | { readonly kind: "nullable"; readonly inner: Spec };

export type TextFormat = "date" | "date-time" | "uuid" | "byte" | "time" | "uri";

/** An object; `self` is an optional property that holds more of the same. */
export interface ObjectSpec {
  readonly kind: "object";
  readonly properties: readonly PropertySpec[];
  readonly additional: "unsaid" | "forbidden" | Spec;
  readonly self: "none" | "one" | "list" | "map";
  /** Whether it is a component of its own; recursive ones always are. */
  readonly component: boolean;
}

export interface PropertySpec {
  readonly wire: string;
  readonly spec: Spec;
  readonly required: boolean;
  readonly readOnly: boolean;
}

/** Names that mean something to Python, to generated code, to JavaScript or to nobody. */
const oddNames: readonly string[] = [
  ...["class", "self", "cls", "from", "None", "True", "match", "type", "print", "list", "dict", "str", "int", "date", "datetime", "UUID", "Any", "Literal"],
  ...["models", "codecs", "field", "UNSET", "Model", "UnknownStr", "to_dict", "from_dict", "validate", "keywords", "from_keywords", "items", "copy", "keys", "values", "get"],
  ...["__class__", "__init__", "__wire__", "__kept__", "__dict__", "__shape__", "__additional__", "__private", "_private", "mro", "extra_body", "wire", "name", "__module__", "__slots__"],
  ...["x-y", "x_y", "X_Y", "xY", "$type", "@id", "", " ", "1st", "a.b", "a/b", "a~b", "é", "ﬁ", "fi", "K", "³", "日本", "😀", 'a"b', "a\\b", "a\nb", "{x}", "%s", "\u202e"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "id", "ID", "Id", "builtins", "dt", "annotations", "value"],
];

const names = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...oddNames) }, { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 3, unit: "grapheme" }) });

const enumValues = fc.oneof(
  fc.uniqueArray(fc.oneof(fc.constantFrom("", "a", "A", "true", "1", "None", "a b", "'", '"', "\\", "é", "x\ny"), fc.string({ maxLength: 5 })), { minLength: 1, maxLength: 5 }),
  fc.uniqueArray(fc.integer({ min: -5, max: 2 ** 53 - 1 }), { minLength: 1, maxLength: 4 }),
  fc.uniqueArray(fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: -3, max: 3 }), fc.boolean()), { minLength: 2, maxLength: 5 }),
);

const scalars: fc.Arbitrary<Spec> = fc.oneof(
  fc.constantFrom<(TextFormat | null)[]>(null, null, "date", "date-time", "uuid", "byte", "time", "uri").map((format): Spec => ({ kind: "text", format })),
  fc.constantFrom<Spec["kind"][]>("integer", "number", "boolean").map((kind): Spec => ({ kind }) as Spec),
  enumValues.map((values): Spec => ({ kind: "enum", values })),
  fc.oneof(fc.string({ maxLength: 4 }), fc.integer({ min: -2, max: 2 }), fc.boolean()).map((value): Spec => ({ kind: "const", value })),
);

const anything: fc.Arbitrary<Spec> = fc.constantFrom<("empty" | "true")[]>("empty", "true").map((written): Spec => ({ kind: "any", written }));

function objects(inner: fc.Arbitrary<Spec>): fc.Arbitrary<ObjectSpec> {
  const property = fc.record({ wire: names, spec: inner, required: fc.boolean(), readOnly: fc.integer({ min: 0, max: 7 }).map((n) => n === 0) });
  return fc.record({
    kind: fc.constant("object" as const),
    properties: fc.uniqueArray(property, { minLength: 1, maxLength: 5, selector: ({ wire }) => wire }),
    additional: fc.oneof(fc.constant("unsaid" as const), fc.constant("unsaid" as const), fc.constant("forbidden" as const), inner),
    self: fc.constantFrom<ObjectSpec["self"][]>("none", "none", "none", "one", "list", "map"),
    component: fc.boolean(),
  });
}

/** Members of `allOf`: the second has no property of the first, and neither says anything about further ones. */
function allOfs(inner: fc.Arbitrary<Spec>): fc.Arbitrary<Spec> {
  return fc.tuple(objects(inner), objects(inner)).map(([first, second]): Spec => {
    const known = new Set(first.properties.map(({ wire }) => wire));
    const rest = second.properties.filter(({ wire }) => !known.has(wire));
    const open = { additional: "unsaid", self: "none" } as const;
    return { kind: "all", members: [{ ...first, ...open }, { ...second, ...open, properties: rest }] };
  });
}

function taggedUnions(inner: fc.Arbitrary<Spec>): fc.Arbitrary<Spec> {
  const variants = fc.array(objects(inner), { minLength: 2, maxLength: 3 });
  return fc.tuple(names, variants, fc.constantFrom<("names" | "explicit" | "constants")[]>("names", "explicit", "constants")).map(([property, members, mapping]): Spec => ({
    kind: "tagged",
    property,
    variants: members.map((member) => ({ ...member, self: "none", component: true, properties: member.properties.filter(({ wire }) => wire !== property) })),
    mapping,
  }));
}

/** Schemas three levels deep. */
export const specs: fc.Arbitrary<Spec> = level(3);

function level(depth: number): fc.Arbitrary<Spec> {
  if (depth === 0) return fc.oneof({ weight: 8, arbitrary: scalars }, { weight: 1, arbitrary: anything });
  const inner = level(depth - 1);
  return fc.oneof(
    { weight: 4, arbitrary: depth === 3 ? objects(inner) : scalars },
    { weight: 4, arbitrary: objects(inner) },
    { weight: 1, arbitrary: anything },
    { weight: 2, arbitrary: inner.map((items): Spec => ({ kind: "array", items })) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("tuple" as const), prefix: fc.array(inner, { minLength: 1, maxLength: 3 }), rest: fc.constantFrom<("open" | "closed")[]>("open", "closed") }) },
    { weight: 2, arbitrary: inner.map((values): Spec => ({ kind: "map", values })) },
    { weight: 2, arbitrary: allOfs(inner) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("union" as const), variants: fc.array(inner, { minLength: 2, maxLength: 4 }), keyword: fc.constantFrom<("oneOf" | "anyOf")[]>("oneOf", "anyOf") }) },
    { weight: 2, arbitrary: taggedUnions(inner) },
    { weight: 2, arbitrary: inner.map((spec): Spec => ({ kind: "nullable", inner: spec })) },
  );
}
