import { diagnostic } from "../diagnostics/reporter.ts";
import type { Json } from "../ir/json.ts";
import { type DocumentId, join, type JsonPointer, root, setMember } from "../ir/origin.ts";
import { LoadError } from "./load-error.ts";
import { deepest } from "./parsed.ts";

/** A copy of a value from outside as plain JSON; undefined members are left out and gaps in lists are null, as JSON has it; anything JSON cannot hold is an error. */
export function plainValue(value: unknown, document: DocumentId): Json {
  const fail = (detail: string, pointer: JsonPointer): never => {
    throw new LoadError([diagnostic("document-not-plain", { document, pointer }, { detail })], { entry: document, files: new Map() });
  };
  const copy = (current: unknown, pointer: JsonPointer, depth: number): Json => {
    if (depth > deepest) return fail(`it nests deeper than ${deepest} levels or contains itself`, pointer);
    switch (typeof current) {
      case "string":
      case "boolean":
      case "bigint":
        return current;
      case "number":
        return Number.isFinite(current) ? current : fail(`a number is ${current}`, pointer);
      case "object":
        break;
      default:
        return fail(`there is a ${typeof current}`, pointer);
    }
    if (current === null) return null;
    if (Array.isArray(current)) return Array.from<unknown, Json>(current, (one, index) => copy(one ?? null, join(pointer, index), depth + 1));
    const prototype: unknown = Object.getPrototypeOf(current);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return fail("there is an object of a class", pointer);
    const out: Record<string, Json> = {};
    for (const [key, one] of Object.entries(current)) {
      if (one !== undefined) setMember(out, key, copy(one, join(pointer, key), depth + 1));
    }
    return out;
  };
  return copy(value, root, 0);
}
