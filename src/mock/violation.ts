import { escapeToken } from "../ir/origin.ts";

/** The part of a request that a violation is about. */
export type RequestPart = "path" | "query" | "header" | "cookie" | "querystring" | "body" | "security" | "method";

/** What kind of thing is wrong. */
export type ViolationCode =
  | "missing" | "undeclared" | "invalid" | "read-only" | "repeated" | "malformed" | "media-type" | "credentials" | "unknown-path" | "unknown-method" | "not-acceptable";

/** One way in which a request differs from what the document says. */
export interface Violation {
  /** The part of the request. */
  readonly in: RequestPart;
  /** The parameter, field or scheme; null for the part as a whole. */
  readonly name: string | null;
  /** The place inside the request: `#/query/limit`, `#/body/items/0/name`. */
  readonly pointer: string;
  /** The kind, for programs. */
  readonly code: ViolationCode;
  /** The same for people. */
  readonly message: string;
  /** The place in the document that the request is at odds with, null where there is none. */
  readonly source: string | null;
}

/** A refusal or an answer that the document does not describe, after RFC 9457. */
export interface Problem {
  /** The status. */
  readonly status: number;
  /** A few words. */
  readonly title: string;
  /** The first violation in a sentence. */
  readonly detail: string;
  /** Everything that is wrong. */
  readonly violations: readonly Violation[];
}

/** A violation; `rest` is the place below the named part. */
export function violation(parts: Omit<Violation, "pointer"> & { readonly rest?: string }): Violation {
  const { rest = "", in: part, name, code, message, source } = parts;
  const named = name === null ? "" : `/${escapeToken(name)}`;
  return { in: part, name, pointer: `#/${part}${named}${rest}`, code, message, source };
}

const titles: ReadonlyMap<number, string> = new Map([
  [400, "The request does not match the document"],
  [401, "Credentials are missing"],
  [404, "The document has no such path"],
  [405, "The document has no such operation on this path"],
  [406, "No declared media type is acceptable"],
  [413, "The request is too large"],
  [415, "The body has a media type that the document does not declare"],
]);

/** A problem with the usual title of its status. */
export function problem(status: number, violations: readonly Violation[]): Problem {
  return { status, title: titles.get(status) ?? "The mock server answers as asked", detail: violations[0]?.message ?? "", violations };
}
