import type { Api } from "./api.ts";

/** The Api as JSON with sorted keys, the same for the same Api; whole numbers that a double cannot hold are written as they are. */
export function dump(api: Api): string {
  return `${write(api, "")}\n`;
}

/** Own writer: `JSON.stringify` knows no big integers, and keys have to come in one order. Depth is that of the IR, which is flat. */
function write(value: unknown, indent: string): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => deeper + write(item, deeper)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([key, member]) => `${deeper}${JSON.stringify(key)}: ${write(member, deeper)}`).join(",\n")}\n${indent}}`;
}
