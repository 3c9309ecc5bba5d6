import type { Import, ImportFrom } from "../nodes.ts";
import { standardLibrary } from "./standard-library.ts";

/** The groups of an import block, in order; a blank line stands between two of them. */
const importSections = ["future", "standard", "third-party", "first-party", "local"] as const;
/** One group of an import block. */
export type ImportSection = (typeof importSections)[number];

/** The group an import statement belongs to; `firstParty` are the top-level names of the program's own packages. */
export function sectionOf(statement: Import | ImportFrom, firstParty: ReadonlySet<string>): ImportSection {
  if (statement.kind === "ImportFrom" && statement.level > 0) return "local";
  const module = statement.kind === "ImportFrom" ? (statement.module ?? "") : (statement.names[0]?.name ?? "");
  const [top = ""] = module.split(".");
  if (top === "__future__") return "future";
  if (standardLibrary.has(top)) return "standard";
  return firstParty.has(top) ? "first-party" : "third-party";
}

/** One name that a module needs. */
export interface ImportedName {
  /** `import module` when null, else `from module import name`. */
  readonly name: string | null;
  readonly level: number;
  readonly module: string | null;
  readonly asname: string | null;
}

/** The statements for these names, joined and ordered as ruff's isort rules want them. */
export function importStatements(
  names: readonly ImportedName[],
  firstParty: ReadonlySet<string>,
): readonly (Import | ImportFrom)[] {
  const plain = new Map<string, Import>();
  const from = new Map<string, ImportFrom>();
  for (const each of names) {
    const alias = { kind: "alias", name: each.name ?? each.module ?? "", asname: each.asname } as const;
    if (each.name === null) {
      plain.set(`${alias.name} ${each.asname ?? ""}`, { kind: "Import", names: [alias] });
      continue;
    }
    const { level, module } = each;
    // An alias takes a statement of its own.
    const key = `${level} ${module ?? ""}${each.asname === null ? "" : ` ${each.name} ${each.asname}`}`;
    const before = from.get(key)?.names ?? [];
    if (before.some((known) => known.name === alias.name && known.asname === alias.asname)) continue;
    from.set(key, { kind: "ImportFrom", module, level, names: [...before, alias] });
  }
  const sorted = [...from.values()].map((each) => ({ ...each, names: [...each.names].sort(compareMembers) }));
  const ordered = [...[...plain.values()].sort(comparePlain), ...sorted.sort(compareFrom)];
  return importSections.flatMap((section) => ordered.filter((each) => sectionOf(each, firstParty) === section));
}

type Alias = ImportFrom["names"][number];

function comparePlain(left: Import, right: Import): number {
  const [a, b] = [left.names[0], right.names[0]];
  if (a === undefined || b === undefined) return 0;
  return compareText(a.name, b.name) || compareOptional(a.asname, b.asname, compareNatural);
}

function compareFrom(left: ImportFrom, right: ImportFrom): number {
  // The more dots, the earlier; a bare `from ..` stands before `from ..x`.
  if (left.level !== right.level) return right.level - left.level;
  const byModule = compareOptional(left.module, right.module, compareText);
  const [a, b] = [left.names[0], right.names[0]];
  return byModule !== 0 || a === undefined || b === undefined ? byModule : compareMembers(a, b);
}

function compareMembers(left: Alias, right: Alias): number {
  return compareNames(left.name, right.name) || compareOptional(left.asname, right.asname, compareNatural);
}

/** The order of names in `__all__`: constants, classes, the rest, each by its characters. */
export function compareListed(left: string, right: string): number {
  return memberType(left) - memberType(right) || compareNatural(left, right);
}

/** The order of names in one statement: as in `__all__`, but without regard to case at first. */
function compareNames(left: string, right: string): number {
  return memberType(left) - memberType(right) || compareText(left, right);
}

function memberType(name: string): number {
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  const [first = ""] = name;
  return first !== first.toLowerCase() ? 1 : 2;
}

function compareOptional(
  left: string | null,
  right: string | null,
  compare: (left: string, right: string) => number,
): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return compare(left, right);
}

function compareText(left: string, right: string): number {
  return compareNatural(left.toLowerCase(), right.toLowerCase()) || compareNatural(left, right);
}

const digit = /^[0-9]$/;

/** By code points, runs of digits by their value; a run with a leading zero compares like a fraction. */
function compareNatural(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (digit.test(a[i] ?? "") && digit.test(b[j] ?? "")) {
      const [x, y] = [digitsFrom(a, i), digitsFrom(b, j)];
      const order = compareDigits(x, y);
      if (order !== 0) return order;
      i += x.length;
      j += y.length;
      continue;
    }
    const order = (a[i]?.codePointAt(0) ?? 0) - (b[j]?.codePointAt(0) ?? 0);
    if (order !== 0) return order;
    i += 1;
    j += 1;
  }
  return a.length - i - (b.length - j);
}

function digitsFrom(text: readonly string[], start: number): string {
  let end = start;
  while (digit.test(text[end] ?? "")) end += 1;
  return text.slice(start, end).join("");
}

function compareDigits(left: string, right: string): number {
  const fraction = left.startsWith("0") || right.startsWith("0");
  if (!fraction && left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}
