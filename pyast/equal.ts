import type { Kind, Node } from "./nodes.ts";

/** Whether two trees are the same Python: comments are left out, numbers compare by value and not by spelling. */
export function equal(left: Node<Kind>, right: Node<Kind>): boolean {
  return same(left, right);
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const names = Object.keys(left).filter((name) => name !== "comments");
  const others = Object.keys(right).filter((name) => name !== "comments");
  if (names.length !== others.length) return false;
  return names.every((name) => Object.hasOwn(right, name) && sameField(name, left[name], right[name]));
}

function sameField(name: string, left: unknown, right: unknown): boolean {
  if (typeof left === "string" && typeof right === "string" && left !== right) {
    if (name === "int") return BigInt(digits(left)) === BigInt(digits(right));
    if (name === "float" || name === "complex") return Number(digits(left)) === Number(digits(right));
  }
  return same(left, right);
}

function digits(spelling: string): string {
  return spelling.replaceAll("_", "");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
