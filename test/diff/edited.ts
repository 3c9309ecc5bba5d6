type Container = Record<string, unknown> | unknown[];

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

/** A copy of a document with values set by JSON Pointer, a function makes one from the document: undefined takes one away, a pointer that ends in `/-` appends. */
export function edited(document: unknown, set: Readonly<Record<string, unknown>>): unknown {
  const copy: unknown = structuredClone(document);
  // Deletions come last, from the end, so that pointers into lists go on to mean what they say.
  const entries = Object.entries(set);
  for (const [pointer, value] of [...entries.filter(([, value]) => value !== undefined), ...entries.filter(([, value]) => value === undefined).toReversed()]) setAt(copy, pointer, typeof value === "function" ? structuredClone(value(document)) : structuredClone(value));
  return copy;
}

function setAt(root: unknown, pointer: string, value: unknown): void {
  const keys = pointer.slice(2).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop() ?? "";
  let at: unknown = root;
  for (const key of keys) {
    if (!isContainer(at)) throw new Error(`nothing at ${pointer}`);
    at = Reflect.get(at, key);
  }
  if (!isContainer(at)) throw new Error(`nothing at ${pointer}`);
  if (Array.isArray(at)) {
    if (last === "-") at.push(value);
    else if (value === undefined) at.splice(Number(last), 1);
    else at[Number(last)] = value;
  } else if (value !== undefined) at[last] = value;
  else if (!Object.hasOwn(at, last)) throw new Error(`nothing to take away at ${pointer}`);
  else delete at[last];
}

/** The list at a pointer of a document. */
export function listAt(document: unknown, pointer: string): readonly unknown[] {
  const value = valueAt(document, pointer);
  if (!Array.isArray(value)) throw new Error(`no list at ${pointer}`);
  return value;
}

/** What stands at a pointer of a document. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointer.slice(2).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~")).reduce<unknown>((at, key) => (isContainer(at) ? Reflect.get(at, key) : undefined), document);
}
