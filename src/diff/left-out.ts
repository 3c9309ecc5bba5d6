import type { Json } from "../ir/json.ts";
import type { Owner } from "./change-type.ts";
import type { Change, Use } from "./change.ts";
import { showType, type PythonType } from "./python-type.ts";

/** A value that callers give or get: an argument, or a field of a model. */
export interface Value {
  /** Its type without a `None` beside the others: what that means, `nullable` and `required` say. */
  readonly type: PythonType;
  /** Whether it is always there. */
  readonly required: boolean;
  /** Whether null is a value of its own. */
  readonly nullable: boolean;
  /** What the server takes where it is left out. */
  readonly default: Json | undefined;
}

/** A value and the one that it became. */
export interface Became<T> {
  readonly old: T;
  readonly one: T;
}

/** What becomes of null: `None` is null where that is a value of its own, and otherwise what is left out or absent. */
export function nullChange(owner: Owner, { old, one }: Became<Value>, use: Use): readonly Change[] {
  if (old.nullable === one.nullable) return [];
  const omissible = !old.required && !one.required;
  if (!(use.input && omissible) && (isAny(old.type) || isAny(one.type))) return [];
  const change = { ...owner, change: "retyped", before: shownType(old), after: shownType(one) } as const;
  const reasons: string[] = [];
  if (use.input && omissible) reasons.push(one.nullable ? "`None` left the value out before and sends null now; `UNSET` leaves it out" : "`None` sent null before and leaves the value out now");
  else if (use.input && !one.nullable && one.required) reasons.push("callers that give None are refused");
  if (use.output && one.nullable && old.required) reasons.push("code that reads it may get None");
  const harmless = use.output && one.nullable ? "code that reads it expects None already" : use.output ? "code that expects None does no harm" : "callers may give more than before";
  return [{ ...change, breaking: reasons.length > 0, message: one.nullable ? "may be null" : "is never null", reason: reasons.length > 0 ? reasons.join(", and ") : harmless }];
}

function isAny(type: PythonType): boolean {
  return type.some((member) => member.kind === "name" && member.name === "Any");
}

function shownType({ type, nullable }: Value): string {
  return nullable && !isAny(type) ? `${showType(type)} | None` : showType(type);
}

/** What the server takes where nothing is given. */
export function defaultChange(owner: Owner, { old, one }: Became<Pick<Value, "default">>): readonly Change[] {
  const [before, after] = [shown(old.default), shown(one.default)];
  if (before === after) return [];
  const message = after === null ? `no longer has the default ${before}` : before === null ? `has the default ${after}` : `has the default ${after} instead of ${before}`;
  return [{ ...owner, change: "default", breaking: false, before, after, message, reason: "the default is the server's: calls stay the same, what it makes of a value that is left out may not" }];
}

function shown(value: Json | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each));
}
