import type { Json } from "../ir/json.ts";
import { isObject, type JsonPointer, member } from "../ir/origin.ts";
import type { Dialect } from "./loaded.ts";

/** What a document says about its version. */
export type Version =
  | { readonly kind: "known"; readonly dialect: Dialect; readonly text: string; readonly newer: boolean }
  | { readonly kind: "unsupported"; readonly text: string; readonly pointer: JsonPointer }
  | { readonly kind: "absent" };

/** The version of a document. A version that YAML took for a number is read as it was written. */
export function versionOf(value: Json, lexical: ReadonlyMap<JsonPointer, string>): Version {
  if (!isObject(value)) return { kind: "absent" };
  for (const key of ["openapi", "swagger"]) {
    const written = member(value, key);
    if (written === undefined || written === null) continue;
    const pointer = `#/${key}`;
    const text = lexical.get(pointer) ?? (typeof written === "object" ? "(not a text)" : String(written)).trim();
    const [major, minor] = /^([0-9]+)(?:\.([0-9]+))?(?:\.|-|$)/.exec(text)?.slice(1) ?? [];
    if (major === "2" && (minor ?? "0") === "0") return { kind: "known", dialect: "2.0", text, newer: false };
    if (major !== "3") return { kind: "unsupported", text, pointer };
    switch (minor ?? "0") {
      case "0":
        return { kind: "known", dialect: "3.0", text, newer: false };
      case "1":
        return { kind: "known", dialect: "3.1", text, newer: false };
      case "2":
        return { kind: "known", dialect: "3.2", text, newer: false };
      default:
        return { kind: "known", dialect: "3.2", text, newer: true };
    }
  }
  return { kind: "absent" };
}
