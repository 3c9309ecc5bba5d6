/** Thrown to end a compile at the stage that was asked for. */
export class StageReached extends Error {
  override readonly name = "StageReached";
}

/** Any IR as JSON: maps become objects or pairs, exact integers stay numbers, functions are left out. */
export function dumpValue(value: unknown): string {
  return `${format(value, "", new Set())}\n`;
}

function format(value: unknown, indent: string, above: ReadonlySet<object>): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return typeof value === "function" || value === undefined ? "null" : JSON.stringify(value);
  if (above.has(value)) return '"(cycle)"';
  const inside = new Set([...above, value]);
  const inner = `${indent}  `;
  const items = Array.isArray(value) ? value : value instanceof Set ? [...value] : null;
  if (items !== null) return items.length === 0 ? "[]" : `[\n${items.map((one) => inner + format(one, inner, inside)).join(",\n")}\n${indent}]`;
  const entries = (value instanceof Map ? [...value].map(([key, one]): [string, unknown] => [String(key), one]) : Object.entries(value)).filter(([, one]) => one !== undefined && typeof one !== "function");
  return entries.length === 0 ? "{}" : `{\n${entries.map(([key, one]) => `${inner}${JSON.stringify(key)}: ${format(one, inner, inside)}`).join(",\n")}\n${indent}}`;
}
