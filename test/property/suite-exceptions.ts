/** A group of the JSON-Schema-Test-Suite whose instances do not keep every law, and why they may not. */
export interface SuiteException {
  /** Draft, file and number of the group. */
  readonly group: string;
  readonly reason: string;
}

const asserted = "the format is taken at its word, while the suite counts it as a remark: reading such a text raises, its raw value stays";
const encoded = "content that is no base64 is valid to the suite, since it does not assert encodings";
const normalized = "a typed value is written in the usual form of its format; an untouched one keeps its text";
const patterned = "keys outside all patterns are taken to hold what the patterns say";
const implied = "a schema with `properties` and no `type` is taken for an object, also where it refers to itself";

/** No group may break the laws that values stay what they are and can be copied. */
export const suiteExceptions: readonly SuiteException[] = [
  { group: "draft2020-12/content/1", reason: encoded },
  { group: "draft2020-12/content/2", reason: encoded },
  { group: "draft2020-12/content/3", reason: encoded },
  { group: "draft2020-12/format/7", reason: asserted },
  { group: "draft2020-12/format/8", reason: asserted },
  { group: "draft2020-12/format/9", reason: asserted },
  { group: "draft2020-12/format/17", reason: asserted },
  { group: "draft2020-12/optional/format/date-time/0", reason: normalized },
  { group: "draft2020-12/optional/format/time/0", reason: normalized },
  { group: "draft2020-12/optional/format/uuid/0", reason: normalized },
  { group: "draft2020-12/patternProperties/2", reason: patterned },
  { group: "draft2020-12/ref/0", reason: implied },
  { group: "draft2020-12/ref/21", reason: implied },
  { group: "draft4/optional/format/date-time/0", reason: normalized },
  { group: "draft4/patternProperties/2", reason: patterned },
  { group: "draft4/ref/0", reason: implied },
];
