import type { Canonical } from "../2-normalize/index.ts";
import { isArray } from "../ir/origin.ts";
import { below, followedField, itemsOf, membersOf, type Place, textOf } from "./place.ts";
import { type Violation, violation } from "./violation.ts";

/** One credential that a request must carry. */
export interface Scheme {
  /** The name in the document. */
  readonly name: string;
  /** What must be there. */
  readonly kind: "header" | "query" | "cookie" | "authorization" | "unknown" | "unchecked";
  /** The header, parameter or cookie; the word that `Authorization` begins with. */
  readonly key: string;
}

/** Credentials that are needed together. */
export type Requirement = readonly Scheme[];

/** What of a request carries credentials. */
export interface Credentials {
  readonly header: (name: string) => string | undefined;
  readonly query: (name: string) => string | undefined;
  readonly cookie: (name: string) => string | undefined;
}

/** What an operation asks for: its own list, or the document's. */
export function requirementsOf(canonical: Canonical, { root, own }: { readonly root: Place; readonly own: Place | undefined }): readonly Requirement[] {
  const list = own !== undefined && isArray(own.value) ? own : below(root, "security");
  const schemes = below(below(root, "components"), "securitySchemes");
  return itemsOf(list).map((requirement) => membersOf(requirement).map(([name]) => schemeOf(name, followedField(canonical, schemes, name))));
}

function schemeOf(name: string, place: Place | undefined): Scheme {
  switch (textOf(place, "type")) {
    case "apiKey": {
      const kind = textOf(place, "in");
      const key = textOf(place, "name") ?? "";
      return kind === "header" || kind === "query" || kind === "cookie" ? { name, kind, key } : { name, kind: "unknown", key };
    }
    case "http":
      return { name, kind: "authorization", key: (textOf(place, "scheme") ?? "bearer").toLowerCase() };
    case "oauth2":
    case "openIdConnect":
      return { name, kind: "authorization", key: "bearer" };
    case "mutualTLS":
      return { name, kind: "unchecked", key: "" };
    default:
      return { name, kind: "unknown", key: "" };
  }
}

/** What is missing for the requirement that is nearest to being met; empty where one is. */
export function missingCredentials(requirements: readonly Requirement[], credentials: Credentials): readonly Violation[] {
  if (requirements.length === 0) return [];
  const missing = requirements.map((requirement) => requirement.filter((scheme) => !isPresent(scheme, credentials)));
  const nearest = missing.reduce((best, one) => (one.length < best.length ? one : best));
  return nearest.map((scheme) => violation({ in: "security", name: scheme.name, code: "credentials", message: `${described(scheme)} is required`, source: `#/components/securitySchemes/${scheme.name}` }));
}

function isPresent({ kind, key }: Scheme, { header, query, cookie }: Credentials): boolean {
  switch (kind) {
    case "header":
      return (header(key) ?? "") !== "";
    case "query":
      return (query(key) ?? "") !== "";
    case "cookie":
      return (cookie(key) ?? "") !== "";
    case "authorization": {
      const [, word = "", rest = ""] = /^(\S+)\s+(\S.*)$/.exec(header("authorization") ?? "") ?? [];
      if (word.toLowerCase() !== key) return false;
      return key !== "basic" || (/^[A-Za-z0-9+/]+={0,2}$/.test(rest) && Buffer.from(rest, "base64").includes(":"));
    }
    // A scheme that the document does not describe is met by any credentials.
    case "unknown":
      return (header("authorization") ?? header("cookie") ?? "") !== "";
    // What happens below HTTP cannot be seen here.
    case "unchecked":
      return true;
    default:
      return kind satisfies never;
  }
}

function described({ kind, key }: Scheme): string {
  switch (kind) {
    case "authorization":
      return `an Authorization header with ${key} credentials`;
    case "header":
    case "query":
    case "cookie":
      return `the ${kind === "query" ? "query parameter" : kind} ${key}`;
    case "unknown":
    case "unchecked":
      return "a credential";
    default:
      return kind satisfies never;
  }
}

/** The value of `WWW-Authenticate` for what an operation asks for. */
export function challengeOf(requirements: readonly Requirement[]): string {
  const words = requirements.flat().map((scheme) => (scheme.kind === "authorization" ? scheme.key : "ApiKey"));
  return [...new Set(words)].map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)} realm="mock"`).join(", ");
}
