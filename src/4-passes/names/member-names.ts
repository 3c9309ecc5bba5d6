import { hasNewerLetter, isIdentifier } from "../../../pyast/index.ts";
import type { EnumMember, EnumSchema } from "../../ir/schema.ts";
import { avoid, snakeCase, snakeName } from "./identifier.ts";
import { distinguish } from "./scope.ts";
import { spellWords } from "./words.ts";

/** Names that are hard to tell from digits. */
const ambiguous: ReadonlySet<string> = new Set(["I", "O"]);

/** The members of an enum that is a class, each with the name that the document gives it or its value has: `IN_TRANSIT`. */
export function namedMembers({ members }: EnumSchema): readonly EnumMember[] {
  const names = distinguish(
    members.map((member) => {
      const text = member.name ?? String(member.value);
      return { item: member, key: `${typeof member.value} ${String(member.value)}`, wishes: [...new Set([shout(snakeCase(text, "attribute")), shout(snakeName(spellWords(text), "attribute"))])] };
    }),
  );
  return members.map((member) => ({ ...member, python: names.get(member) ?? "" }));
}

/** A name in capitals; as it is where it has none that every promised Python knows. */
function shout(name: string): string {
  const loud = name.toUpperCase().normalize("NFKC");
  return avoid(isIdentifier(loud) && !hasNewerLetter(loud) ? loud : name, ambiguous);
}
