import type { Operation } from "../ir/operation.ts";

/** Whether a status means success: 2XX, and `default` where the operation names no other success. */
export function isSuccess(status: string, operation: Pick<Operation, "responses">): boolean {
  if (status.startsWith("2")) return true;
  return status === "default" && !operation.responses.some((response) => response.status.startsWith("2"));
}
