import type { Operation } from "./operation.ts";

type Answered = Pick<Operation, "method" | "responses">;

/** Whether a status means success: 2XX, and `default` where the operation names no other success. */
export function isSuccess(status: string, operation: Answered): boolean {
  if (status.startsWith("2")) return true;
  return status === "default" && !operation.responses.some((response) => response.status.startsWith("2")) && !leadsOn(operation);
}

/** Whether success is found elsewhere: a redirection that is followed is documented, and no status of 2XX is. */
export function leadsOn({ method, responses }: Answered): boolean {
  const followed = method === "HEAD" ? [] : method === "GET" ? [...byGet, ...repeated] : repeated;
  return !responses.some(({ status }) => status.startsWith("2")) && responses.some(({ status }) => followed.includes(status));
}

/** The redirections that only GET follows. */
const byGet: readonly string[] = ["301", "302", "3XX"];

/** The redirections that any method follows. */
const repeated: readonly string[] = ["303", "307", "308"];
