import { hasNewerLetter, isIdentifier } from "../../../pyast/index.ts";
import type { EnumMember, EnumSchema } from "../../ir/schema.ts";
import { avoid, snakeCase, snakeName } from "./identifier.ts";
import { type ManifestSchema, usableName } from "./lock.ts";
import { distinguish } from "./scope.ts";
import { spellWords } from "./words.ts";

/** Names that are hard to tell from digits. */
const ambiguous: ReadonlySet<string> = new Set(["I", "O"]);

/** Names that Python's enums keep for themselves. */
const kept = /^(?:_.*_|__.*|mro|name|value)$/s;

/** The members of an enum that is a class, each with the name it had, or the one that the document gives it or its value has: `IN_TRANSIT`. */
export function namedMembers({ members }: EnumSchema, before: ManifestSchema["members"] = {}): readonly EnumMember[] {
  const names = distinguish(
    members.map((member) => {
      const text = member.name ?? String(member.value);
      return { item: member, key: `${typeof member.value} ${String(member.value)}`, locked: lockedName(before, member), wishes: [...new Set([shout(snakeCase(text, "attribute")), shout(snakeName(spellWords(text), "attribute"))])] };
    }),
  );
  return members.map((member) => ({ ...member, python: names.get(member) ?? "" }));
}

/** The name that a member had; one that would not be a member, or none, does not count. */
function lockedName(before: NonNullable<ManifestSchema["members"]>, { value }: EnumMember): string | undefined {
  const key = String(value);
  const name = Object.hasOwn(before, key) ? usableName(before[key]) : undefined;
  return name === undefined || kept.test(name) ? undefined : name;
}

/** A name in capitals; as it is where it has none that every promised Python knows. */
function shout(name: string): string {
  const loud = name.toUpperCase().normalize("NFKC");
  return avoid(isIdentifier(loud) && !hasNewerLetter(loud) ? loud : name, ambiguous);
}
