import type { AuthScheme, SchemeKey } from "../../ir/auth.ts";
import { formatOrigin } from "../../ir/origin.ts";
import { snakeCase, snakeName } from "./identifier.ts";
import { type NamesLock, usableName } from "./lock.ts";
import type { Renames } from "./rename.ts";
import { constructorArguments } from "./reserved.ts";
import { distinguish } from "./scope.ts";
import { fold, nameWords } from "./words.ts";

/** What names of credentials are made from. */
export interface AuthNaming {
  /** In the document's order. */
  readonly schemes: readonly AuthScheme[];
  /** The names of the compile before. */
  readonly lock: NamesLock;
  /** What a person asked for; a scheme with several arguments has no name of its own. */
  readonly renames: Renames;
  /** The document the compile began with. */
  readonly entry: string;
  /** Called for a name that cannot be given. */
  readonly onConflict: (name: string) => void;
}

/** The constructor's arguments of each scheme: what `resolve-auth` wished for, told apart by the scheme's key where two wish for the same. */
export function authNames({ schemes, lock, renames, entry, onConflict }: AuthNaming): ReadonlyMap<SchemeKey, readonly string[]> {
  const candidates = schemes.flatMap((scheme) => {
    const before = lock.security(formatOrigin(scheme.origin, entry));
    return scheme.arguments.map((argument, index) => {
      const key = nameWords(scheme.key);
      const own = scheme.arguments.length === 1 ? snakeName(key, "argument") : snakeName([...key, ...nameWords(argument)], "argument");
      return {
        item: `${index} ${scheme.key}`,
        key: `${scheme.key} ${index}`,
        wishes: [snakeCase(argument, "argument"), own],
        override: scheme.arguments.length === 1 ? renames.of(scheme.origin) : undefined,
        locked: before?.length === scheme.arguments.length ? usableName(before[index]) : undefined,
      };
    });
  });
  const names = distinguish(candidates, { taken: [...constructorArguments].map(fold), onConflict });
  return new Map(schemes.map((scheme) => [scheme.key, scheme.arguments.map((argument, index) => names.get(`${index} ${scheme.key}`) ?? argument)]));
}

/** The variable an argument is read from otherwise: `MUSEUM_USERNAME`. */
export function environmentName(prefix: string, argument: string): string {
  const plain = argument.normalize("NFKD").toUpperCase().replace(/[^A-Z0-9_]/g, "").replace(/_+$/, "");
  return `${prefix}_${plain === "" ? "CREDENTIAL" : plain}`;
}
