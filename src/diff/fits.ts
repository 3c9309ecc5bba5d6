import type { PythonMember, PythonType } from "./python-type.ts";
import { lineage, type Surface } from "./surface.ts";

/** A type and the SDK it stands in. */
export interface Sided {
  readonly type: PythonType;
  readonly surface: Surface;
}

/**
 * How strictly types fit. `exact`: as a type checker says. `open`: a value that an open enumeration does not list, and an object that an
 * open union does not, fit it too. `Any` on the way to callers is the plain JSON value: only what is that itself fits.
 */
export type Fit = "exact" | "open";

/** How deep aliases are looked into; one may contain itself. */
const deepest = 12;

/** Whether every value of one type is one of the other. */
export function fits(from: Sided, to: Sided, fit: Fit): boolean {
  return typeFits(from, to, { fit, depth: 0 });
}

interface Way {
  readonly fit: Fit;
  readonly depth: number;
}

function typeFits(from: Sided, to: Sided, way: Way): boolean {
  return from.type.every((member) => memberFits({ member, surface: from.surface }, to, way));
}

interface SidedMember {
  readonly member: PythonMember;
  readonly surface: Surface;
}

function memberFits(from: SidedMember, to: Sided, way: Way): boolean {
  if (way.depth > deepest) return false;
  if (to.type.some((target) => matches(from, { member: target, surface: to.surface }, way))) return true;
  const deeper = { ...way, depth: way.depth + 1 };
  const opened = openAliases(to);
  if (opened !== null) return memberFits(from, opened, deeper);
  const inside = from.member.kind === "name" ? aliasOf(from.surface, from.member.name) : null;
  return inside !== null && typeFits({ type: inside, surface: from.surface }, to, deeper);
}

/** What an alias stands for, null where the name is no alias. */
export function aliasOf(surface: Surface, name: string): PythonType | null {
  return surface.models.get(name)?.alias ?? null;
}

/** The type with its aliases replaced by what they stand for, but for these; null where it has none. */
function openAliases({ type, surface }: Sided, but: ReadonlySet<string> = new Set()): Sided | null {
  let opened = false;
  const members = type.flatMap((member) => {
    const inside = member.kind === "name" && !but.has(member.name) ? aliasOf(surface, member.name) : null;
    opened ||= inside !== null;
    return inside ?? [member];
  });
  return opened ? { type: members, surface } : null;
}

/** The members of a type, those of its aliases included; an alias that `but` names stays one member. */
export function membersOf(sided: Sided, but: ReadonlySet<string> = new Set()): PythonType {
  let current = sided;
  for (let depth = 0; depth < deepest; depth += 1) {
    const opened = openAliases(current, but);
    if (opened === null) break;
    current = opened;
  }
  return current.type;
}

/** Which plain types a plain type can stand for. */
const wider: ReadonlyMap<string, readonly string[]> = new Map([
  ["UnknownStr", ["str"]],
  ["UnknownInt", ["int", "float"]],
  ["int", ["float"]],
]);

function matches({ member, surface }: SidedMember, target: SidedMember, way: Way): boolean {
  const wanted = target.member;
  if (wanted.kind === "name" && wanted.name === "Any") return way.fit === "exact" || isPlain(member);
  if (wanted.kind === "name" && isUnknown(wanted.name, target.surface)) {
    return member.kind === "name" && isUnknown(member.name, surface) ? true : way.fit === "open" && isObject({ member, surface });
  }
  switch (member.kind) {
    case "literal":
      return wanted.kind === "literal" ? wanted.text === member.text : wanted.kind === "name" && literalFits(member.text, wanted.name, way.fit);
    case "name":
      if (wanted.kind !== "name") return false;
      if (member.name === wanted.name || wider.get(member.name)?.includes(wanted.name) === true) return true;
      return lineage(surface, member.name).some((one) => one.name === wanted.name);
    case "generic": {
      // A page is the response's own view.
      const [only] = member.args;
      if (member.name === "Page" && only !== undefined && wanted.kind === "name") return typeFits({ type: only, surface }, { type: [wanted], surface: target.surface }, way);
      if (wanted.kind !== "generic" || wanted.name !== member.name || wanted.args.length !== member.args.length) return false;
      return member.args.every((arg, index) => typeFits({ type: arg, surface }, { type: wanted.args[index] ?? [], surface: target.surface }, way));
    }
    default:
      return member satisfies never;
  }
}

function literalFits(text: string, name: string, fit: Fit): boolean {
  const kind = /^["']/.test(text) ? "str" : /\d$/.test(text) ? "int" : "bool";
  if (fit === "open" && name === (kind === "str" ? "UnknownStr" : kind === "int" ? "UnknownInt" : "")) return true;
  return name === kind || (kind === "int" && name === "float");
}

/** Whether it is the class of what a union does not list: such a class has no schema of its own. */
export function isUnknown(name: string, surface: Surface): boolean {
  return name.startsWith("Unknown") && name !== "UnknownStr" && name !== "UnknownInt" && !surface.models.has(name);
}

function isObject({ member, surface }: SidedMember): boolean {
  return member.kind === "name" ? surface.models.get(member.name)?.alias === null : member.kind === "generic" && member.name === "dict";
}

const plain: ReadonlySet<string> = new Set(["Any", "str", "int", "float", "bool", "None", "UnknownStr", "UnknownInt"]);

/** Whether decoding leaves such a value as `json.loads` gave it. */
function isPlain(member: PythonMember): boolean {
  switch (member.kind) {
    case "literal":
      return true;
    case "name":
      return plain.has(member.name);
    case "generic":
      return (member.name === "list" || member.name === "dict") && member.args.every((arg) => arg.every(isPlain));
    default:
      return member satisfies never;
  }
}
