import type { Change, Use } from "./change.ts";
import { fits, isUnknown, membersOf, type Sided } from "./fits.ts";
import { namesIn, showMember, showType, type PythonMember, type PythonType } from "./python-type.ts";

/** What a type belongs to. */
export type Owner = Pick<Change, "subject" | "python" | "pointer">;

/** How a type changed for those who give and get its values; nothing where it did not. */
export function typeChanges(owner: Owner, before: Sided, { after, use }: { readonly after: Sided; readonly use: Use }): readonly Change[] {
  // What becomes of a type that both name is told where it is defined.
  const named = new Set(namesIn(before.type));
  const shared = new Set(namesIn(after.type).filter((name) => named.has(name)));
  const [was, is] = [membersOf(before, shared), membersOf(after, shared)];
  const removed = was.filter((member) => !fits({ ...before, type: [member] }, after, "exact"));
  const added = is.filter((member) => !fits({ ...after, type: [member] }, before, "exact"));
  if (removed.length === 0 && added.length === 0) return [];
  const parts = partsOf([...removed, ...added], { was, is, before, after });
  if (parts !== null) {
    return [
      ...(added.length === 0 ? [] : [{ ...owner, ...added_(parts, added, { before, after, use }), before: null, after: list(added) }]),
      ...(removed.length === 0 ? [] : [{ ...owner, ...removed_(parts, removed, use), before: list(removed), after: null }]),
    ];
  }
  return [{ ...owner, change: "retyped", message: `${owner.subject === "result" ? "gives" : "is"} ${showType(after.type)} instead of ${showType(before.type)}`, ...retyped(before, after, use), before: showType(before.type), after: showType(after.type) }];
}

type Parts = "values" | "variants";

/** Whether a change only adds and takes away values of an enumeration, or variants of a union. */
function partsOf(changed: PythonType, { was, is, before, after }: { readonly was: PythonType; readonly is: PythonType; readonly before: Sided; readonly after: Sided }): Parts | null {
  const literal = (member: PythonMember): boolean => member.kind === "literal";
  if (changed.every(literal) && was.some(literal) && is.some(literal)) return "values";
  const isClass = ({ surface }: Sided, member: PythonMember): boolean => member.kind === "name" && (surface.models.get(member.name)?.alias === null || isUnknown(member.name, surface));
  const several = (side: Sided, type: PythonType): boolean => type.filter((member) => isClass(side, member)).length > 1;
  return changed.every((member) => isClass(before, member) || isClass(after, member)) && several(before, was) && several(after, is) ? "variants" : null;
}

type Verdict = Pick<Change, "change" | "breaking" | "message" | "reason">;

function added_(parts: Parts, added: PythonType, { before, after, use }: { readonly before: Sided; readonly after: Sided; readonly use: Use }): Verdict {
  const breaking = use.output && !fits({ ...after, type: added }, before, "open");
  const reasons = { values: "an enumeration is open: a value that it did not list came through before", variants: "the union is open: what it did not list came through before" } as const;
  const reason = breaking ? `callers may get ${list(added)}, which the type did not allow` : use.output ? reasons[parts] : "callers may give more than before";
  return { change: `${parts}-added`, breaking, message: `${verb(use)} ${list(added)} too`, reason };
}

function removed_(parts: Parts, removed: PythonType, use: Use): Verdict {
  const reason = use.input ? `callers that give ${list(removed)} are refused by type checkers and the server` : `${list(removed)} does not come any more, and code for it does no harm`;
  return { change: `${parts}-removed`, breaking: use.input, message: `no longer ${verb(use)} ${list(removed)}`, reason };
}

function verb({ input, output }: Use): string {
  return input && output ? "holds" : input ? "takes" : "gives";
}

function retyped(before: Sided, after: Sided, use: Use): Pick<Change, "breaking" | "reason"> {
  const [was, is] = [showType(before.type), showType(after.type)];
  const refused = use.input && !fits(before, after, "exact");
  const surprising = use.output && !fits(after, before, "open");
  const reasons = [...(refused ? [`callers that give ${was} are refused`] : []), ...(surprising ? [`callers that expect ${was === "Any" ? "the plain JSON value" : was} may get ${is}`] : [])];
  const harmless = use.input && use.output ? "both ways every value still fits" : use.input ? "what callers give is still accepted" : "what callers get still fits";
  return { breaking: refused || surprising, reason: reasons.length === 0 ? harmless : reasons.join(", and ") };
}

function list(members: PythonType): string {
  const shown = members.map(showMember);
  return shown.length > 8 ? `${shown.slice(0, 8).join(", ")} and ${shown.length - 8} more` : shown.join(", ");
}

