import { selects } from "../../4-passes/select.ts";
import type { Operation } from "../../ir/operation.ts";

/** The shortest pattern that means this operation and no other; null where none does. */
export function operationSelector(operation: Operation, all: readonly Operation[]): string | null {
  const patterns = [...(operation.operationId === null ? [] : [`op:${operation.operationId}`]), `${operation.method} ${operation.path}`];
  return patterns.find((pattern) => all.every((other) => selects(pattern, other) === (other.id === operation.id))) ?? null;
}
