import type { EnumMember } from "../../ir/schema.ts";
import { isIdentifier } from "../../../pyast/index.ts";
import { shortHash } from "./identifier.ts";
import { distinguish } from "./scope.ts";
import { nameWords, spellWords } from "./words.ts";

/** Names that a class derived from `enum.Enum` cannot give to a member. */
const reserved = new Set(["MRO", "NAME", "VALUE"]);

const longest = 60;

/** One name for each member in capitals: `Etc/GMT+1` is `ETC_GMT_1`, its counterpart with `-` is told apart by its sign. */
export function enumMemberNames(members: readonly EnumMember[]): readonly string[] {
  const names = distinguish(
    members.map((member, index) => ({ item: index, key: `${typeof member.value} ${textOf(member.value)}`, wishes: wishesOf(member) })),
  );
  return members.map((_, index) => names.get(index) ?? "");
}

function wishesOf(member: EnumMember): readonly string[] {
  const text = textOf(member.value);
  const named = member.name === null ? [] : [capitals(nameWords(member.name))];
  return [...named, capitals(numberWords(member.value) ?? nameWords(text)), capitals(spelled(text)), `${capitals(nameWords(text)).slice(0, longest - 10)}_${shortHash(text).toUpperCase()}`];
}

/** `-1` is `minus`, `1`. */
function numberWords(value: EnumMember["value"]): readonly string[] | null {
  return (typeof value === "number" || typeof value === "bigint") && value < 0 ? ["minus", ...nameWords(String(value).slice(1))] : null;
}

/** Every symbol spelled, also signs between words; a slash only separates. */
function spelled(text: string): readonly string[] {
  const parts = [...text.slice(0, 80)].map((character) => (/^[\p{L}\p{N}]$/u.test(character) ? character : character === "/" ? " " : ` ${spellWords(character).join(" ")} `));
  const words = parts.join("").split(" ").flatMap((part) => (part === "" ? [] : nameWords(part)));
  return words.length > 0 ? words : nameWords(text);
}

function textOf(value: EnumMember["value"]): string {
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return value.toString();
  return value !== null && typeof value === "object" ? JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner)) : String(value);
}

function capitals(words: readonly string[]): string {
  const joined = words.join("_").toUpperCase().normalize("NFKC").slice(0, longest).replace(/_+$/, "");
  const name = isIdentifier(joined) ? joined : `VALUE_${joined}`;
  const safe = isIdentifier(name) ? name : `VALUE_${shortHash(words.join(" ")).toUpperCase()}`;
  return reserved.has(safe) || safe === "I" || safe === "O" ? `${safe}_` : safe;
}
