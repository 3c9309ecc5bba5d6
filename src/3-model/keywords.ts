/** What a keyword of a schema means for the types made from it. */
export type KeywordRole =
  /** Decides the type. */
  | "shape"
  /** Narrows values beyond what a static type says; carried in `constraints`. */
  | "constraint"
  /** Words, examples, and how a value is used; does not change the type. */
  | "annotation"
  /** A condition that no static type can say: noted once as documentation, the type stays as it is. */
  | "condition"
  /** Where the schema stands and how it is referred to; gone after normalization. */
  | "identity";

/** Every keyword of JSON Schema 2020-12 and of OpenAPI's own vocabulary, with what it means here. */
export const keywords: ReadonlyMap<string, KeywordRole> = new Map<string, KeywordRole>([
  /* The type itself, or several of them; `null` among them makes every use nullable. */
  ["type", "shape"],
  /* A list of literal values; null among them makes every use nullable. */
  ["enum", "shape"],
  /* One literal value: an enum with one member. */
  ["const", "shape"],
  /* Members of an object: a class. */
  ["properties", "shape"],
  /* Which members must be there; lone names are kept for an `allOf` that declares them. */
  ["required", "shape"],
  /* What keys beyond the known ones hold; alone it makes a map. */
  ["additionalProperties", "shape"],
  /* Keys by pattern; alone it makes a map of what the patterns allow. */
  ["patternProperties", "shape"],
  /* The item of a list, or what follows `prefixItems`. */
  ["items", "shape"],
  /* The first items one by one: a tuple. */
  ["prefixItems", "shape"],
  /* Merged into one schema. */
  ["allOf", "shape"],
  /* A union. */
  ["anyOf", "shape"],
  /* A union; that only one member may match is not checked. */
  ["oneOf", "shape"],
  /* Another schema; beside keywords that narrow it, a merge. */
  ["$ref", "shape"],
  /* Chooses the member of a union, or the subclass of an object. */
  ["discriminator", "shape"],
  /* Which strings or numbers; decides the Python type where one is known. */
  ["format", "shape"],
  /* How bytes are written as text; decides the Python type of base64. */
  ["contentEncoding", "shape"],
  /* What the text holds; without an encoding it makes a file. */
  ["contentMediaType", "shape"],
  /* Limits of numbers, texts, lists and objects. */
  ["minimum", "constraint"],
  ["maximum", "constraint"],
  ["exclusiveMinimum", "constraint"],
  ["exclusiveMaximum", "constraint"],
  ["multipleOf", "constraint"],
  ["minLength", "constraint"],
  ["maxLength", "constraint"],
  ["pattern", "constraint"],
  ["minItems", "constraint"],
  ["maxItems", "constraint"],
  ["uniqueItems", "constraint"],
  ["minProperties", "constraint"],
  ["maxProperties", "constraint"],
  /* A name for people; a class may be called so. */
  ["title", "annotation"],
  /* Becomes the docstring. */
  ["description", "annotation"],
  /* What the server takes where nothing is sent; said in the docstring, never sent by us. */
  ["default", "annotation"],
  /* Marks what it stands on as not to be used any more. */
  ["deprecated", "annotation"],
  /* A property that only responses have. */
  ["readOnly", "annotation"],
  /* A property that only requests have. */
  ["writeOnly", "annotation"],
  /* Values for documentation and for the mock server. */
  ["examples", "annotation"],
  ["example", "annotation"],
  /* A link in the docstring. */
  ["externalDocs", "annotation"],
  /* How XML is written; bodies in XML are text here. */
  ["xml", "annotation"],
  /* What text in another notation holds; the text stays text. */
  ["contentSchema", "annotation"],
  /* A remark for readers of the document. */
  ["$comment", "annotation"],
  /* If one schema matches, another one has to: a check of values, the type is that of the whole. */
  ["if", "condition"],
  ["then", "condition"],
  ["else", "condition"],
  /* Excludes values; only `not: {}`, which excludes all, changes the type. */
  ["not", "condition"],
  /* Members that call for other members. */
  ["dependentRequired", "condition"],
  ["dependentSchemas", "condition"],
  ["dependencies", "condition"],
  /* A list that must hold a certain item among others. */
  ["contains", "condition"],
  ["minContains", "condition"],
  ["maxContains", "condition"],
  /* What nothing else looked at; unknown keys are always kept here. */
  ["unevaluatedProperties", "condition"],
  ["unevaluatedItems", "condition"],
  /* Which keys a map may have; keys stay text. */
  ["propertyNames", "condition"],
  /* Where definitions stand and what they are called; references are resolved already. */
  ["$id", "identity"],
  ["$schema", "identity"],
  ["$anchor", "identity"],
  ["$dynamicAnchor", "identity"],
  ["$dynamicRef", "identity"],
  ["$recursiveAnchor", "identity"],
  ["$recursiveRef", "identity"],
  ["$vocabulary", "identity"],
  ["$defs", "identity"],
  ["definitions", "identity"],
]);
