import { isIdentifier } from "../../../pyast/index.ts";
import type { EnumMember } from "../../ir/schema.ts";
import type { Operation } from "../../ir/operation.ts";

/** Names that openapi-generator's Python templates need for themselves, and Python's own words. */
const reserved: ReadonlySet<string> = new Set(
  (
    "all_params resource_path path_params query_params header_params form_params local_var_files body_params auth_settings property schema base64 json date float " +
    "and del from not while as elif global or with assert else if pass yield break except import print class exec in raise continue finally is return def for lambda try " +
    "self nonlocal none true false async await"
  ).split(" "),
);

/** Text as words joined by `_`, without what cannot stand in a name. */
function sanitized(text: string): string {
  return text
    .replace(/\[\]/g, "")
    .replace(/[\[({.\s\-/]+/g, "_")
    .replace(/[^\p{L}\p{N}_]+/gu, "");
}

/** `eventId` as `event_id`, by that generator's rule: a boundary before the last capital of a run, and after a small letter. */
function underscored(text: string): string {
  const words = sanitized(text)
    .replace(/([A-Z]+)([A-Z][a-z][a-z]+)/g, "$1_$2")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2");
  return words.toLowerCase().replace(/^_+/, "");
}

/** The name, led by a word where Python or that generator has a use for it itself; our own name where Python cannot have it. */
function checked(name: string, lead: string, own: string): string {
  const plain = name.normalize("NFKC").slice(0, 80);
  const made = reserved.has(plain) || /^\p{N}/u.test(plain) ? `${lead}_${plain}` : plain;
  return isIdentifier(made) ? made : own;
}

/** What that generator calls an argument: `petId` is `pet_id`, `from` is `var_from`; `own` is what we call it. */
export function generatorVariable(text: string, own: string): string {
  return checked(underscored(text), "var", own);
}

/** What that generator calls a method: the operationId, or path and method where there is none. */
export function generatorMethod({ operationId, path, method, name }: Pick<Operation, "operationId" | "path" | "method" | "name">): string {
  const text = operationId ?? `${path.replace(/[{}]/g, "").replace(/^\/+/, "")}_${method.toLowerCase()}`;
  return checked(underscored(text), "call", name);
}

/** What that generator calls a class: `special events` is `SpecialEvents`; null where nothing of the text can stand in a name. */
export function generatorClass(text: string): string | null {
  const parts = sanitized(text).split("_").filter((part) => part !== "");
  const name = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("").normalize("NFKC").slice(0, 50);
  const made = /^\p{N}/u.test(name) ? `Class${name}` : name;
  return isIdentifier(made) ? made : null;
}

/** How that generator spells what cannot stand in a name. */
const signs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "$": "Dollar", "^": "Caret", "|": "Pipe", "=": "Equal", "*": "Star", "-": "Minus", "&": "Ampersand", "%": "Percent", "#": "Hash", "@": "At", "!": "Exclamation",
    "+": "Plus", ":": "Colon", ";": "Semicolon", ">": "Greater_Than", "<": "Less_Than", ".": "Period", "?": "Question_Mark", ",": "Comma", "'": "Quote", '"': "Double_Quote",
    "/": "Slash", "\\": "Back_Slash", "(": "Left_Parenthesis", ")": "Right_Parenthesis", "{": "Left_Curly_Bracket", "}": "Right_Curly_Bracket", "[": "Left_Square_Bracket", "]": "Right_Square_Bracket", "~": "Tilde", "`": "Backtick",
  }),
);

/** What that generator calls the members of an enum, in their order: `in-transit` is `IN_MINUS_TRANSIT`, 1 is `NUMBER_1`. */
export function generatorMembers(members: readonly EnumMember[]): readonly string[] {
  const taken = new Set<string>();
  return members.map((member, index) => {
    const wish = member.name ?? generatorMember(member.value);
    // What is no member for Python's enums, or one twice, has no name with that generator either.
    let name = isIdentifier(wish) && !/^_|^mro$/.test(wish) && !pythonWords.has(wish) ? wish : `VALUE_${index}`;
    while (taken.has(name)) name += "_";
    taken.add(name);
    return name;
  });
}

/** Words that are no names although they look like some. */
const pythonWords: ReadonlySet<string> = new Set(["None", "True", "False", "name", "value"]);

function generatorMember(value: EnumMember["value"]): string {
  if (typeof value !== "string") return `NUMBER_${String(value).replace("-", "MINUS_")}`;
  if (value === "") return "EMPTY";
  if (value === " ") return "SPACE";
  if (value === "_") return "UNDERSCORE";
  const spelled = [...value].map((sign) => (signs.has(sign) ? `${signs.get(sign) ?? ""}_` : sign)).join("");
  const words = spelled === value ? value : underscored(spelled);
  const name = words.toUpperCase().replaceAll(" ", "_").replace(/^_/, "").replace(/_$/, "").normalize("NFKC");
  return /^\d/.test(name) ? `ENUM_${name}` : name;
}

/** The module of a class: `PetApi` is in `pet_api`. */
export function generatorModule(className: string): string {
  return checked(underscored(className), "model", className.toLowerCase());
}
