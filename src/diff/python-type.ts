/** A Python type as a manifest writes it, taken apart: the members of a union, one where there is none. */
export type PythonType = readonly PythonMember[];

/** One member of a union. */
export type PythonMember =
  /** A class, an alias, `None`, `Any`. */
  | { readonly kind: "name"; readonly name: string }
  /** One value of `Literal`, as it is written. */
  | { readonly kind: "literal"; readonly text: string }
  /** `list[T]`, `dict[str, T]`. */
  | { readonly kind: "generic"; readonly name: string; readonly args: readonly PythonType[] };

const token = /\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[-+]?\d+|\.\.\.|[\p{L}\p{Nl}_.][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}.]*|[[\],|])/uy;

/** Takes a type apart; what is no type we write counts as one name. Names go through `rename`. */
export function parseType(text: string, rename: (name: string) => string = (name) => name): PythonType {
  const tokens = tokensOf(text);
  const reader = { tokens, at: 0, rename };
  const type = tokens === null ? null : readUnion(reader);
  return type === null || reader.at !== tokens?.length ? [{ kind: "name", name: text }] : type;
}

function tokensOf(text: string): readonly string[] | null {
  const found: string[] = [];
  token.lastIndex = 0;
  for (let end = 0; end < text.trimEnd().length; end = token.lastIndex) {
    const [, one] = token.exec(text) ?? [];
    if (one === undefined) return null;
    found.push(one);
  }
  return found;
}

interface Reader {
  readonly tokens: readonly string[] | null;
  at: number;
  readonly rename: (name: string) => string;
}

function take(reader: Reader, wanted: string): boolean {
  if (reader.tokens?.[reader.at] !== wanted) return false;
  reader.at += 1;
  return true;
}

function readUnion(reader: Reader): PythonType | null {
  const members: PythonMember[] = [];
  do {
    const more = readMember(reader);
    if (more === null) return null;
    members.push(...more);
  } while (take(reader, "|"));
  return members;
}

function readMember(reader: Reader): readonly PythonMember[] | null {
  const name = reader.tokens?.[reader.at];
  if (name === undefined || /^[[\],|]$/.test(name)) return null;
  reader.at += 1;
  // A quoted name is a reference forward.
  if (/^["']/.test(name)) return [{ kind: "name", name: reader.rename(name.slice(1, -1)) }];
  if (!take(reader, "[")) return [{ kind: "name", name: reader.rename(name) }];
  const args: PythonType[] = [];
  const values: string[] = [];
  do {
    if (name === "Literal") values.push(reader.tokens?.[reader.at++] ?? "");
    else {
      const arg = readUnion(reader);
      if (arg === null) return null;
      args.push(arg);
    }
  } while (take(reader, ","));
  if (!take(reader, "]")) return null;
  return name === "Literal" ? values.map((text) => ({ kind: "literal", text })) : [{ kind: "generic", name, args }];
}

/** A type as text, its members in order. */
export function showType(type: PythonType): string {
  const literals = type.flatMap((member) => (member.kind === "literal" ? [member.text] : []));
  const texts = new Set(type.map((member) => (member.kind === "literal" ? `Literal[${literals.join(", ")}]` : showMember(member))));
  return [...texts].join(" | ");
}

/** One member as text; a literal as its bare value. */
export function showMember(member: PythonMember): string {
  switch (member.kind) {
    case "name":
      return member.name;
    case "literal":
      return member.text;
    case "generic":
      return `${member.name}[${member.args.map(showType).join(", ")}]`;
    default:
      return member satisfies never;
  }
}

/** Every name in a type, at any depth. */
export function namesIn(type: PythonType): readonly string[] {
  return type.flatMap((member) => (member.kind === "name" ? [member.name] : member.kind === "generic" ? member.args.flatMap(namesIn) : []));
}
