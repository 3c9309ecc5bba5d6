import type { Pagination } from "../../ir/operation.ts";
import type { Options } from "../../options.ts";
import { checkValue, type ValueSchema } from "./check-value.ts";
import schema from "../pysdk.schema.json" with { type: "json" };

/** A configuration after it was checked against its schema. */
export interface Settings {
  readonly name?: string | null;
  readonly layout?: Options["layout"];
  readonly http?: Options["http"];
  readonly python?: string;
  readonly models?: Options["models"];
  readonly surface?: Options["surface"];
  readonly twins?: Options["twins"];
  readonly "line-length"?: number;
  readonly profile?: string | null;
  readonly auth?: string | null;
  readonly "auth-type"?: Options["authType"];
  readonly facade?: Options["facade"];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly overlays?: readonly string[];
  readonly base?: boolean;
  readonly renames?: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, { readonly operations: readonly string[]; readonly positional?: readonly string[] }>>;
  readonly types?: Readonly<Record<string, string>>;
  readonly results?: Readonly<Record<string, { readonly unwrap?: string; readonly absent?: number; readonly otherwise?: string }>>;
  readonly pagination?: Readonly<Record<string, PageSettings | null>>;
  readonly streaming?: { readonly sentinel?: string | null };
  readonly client?: {
    readonly timeout?: number;
    readonly "max-retries"?: number;
    readonly backoff?: readonly [number, number];
    readonly "retry-methods"?: "idempotent" | "all";
    readonly "env-prefix"?: string | null;
  };
  readonly wire?: "rest" | "orpc-rpc";
  readonly "extra-files"?: readonly string[];
  readonly exports?: Readonly<Record<string, string>>;
  readonly signatures?: {
    readonly defaults?: Options["signatures"]["defaults"];
    readonly options?: boolean;
    readonly keywords?: Readonly<Record<string, string>>;
    readonly supplied?: Readonly<Record<string, string>>;
  };
}

/** How pages of one operation follow one another, as it is written. */
export interface PageSettings {
  readonly style: Pagination["style"];
  readonly page?: string;
  readonly offset?: string;
  readonly cursor?: string;
  readonly size?: string | null;
  readonly items: string;
  readonly next?: string;
  readonly "next-header"?: string;
  readonly total?: string | null;
  readonly more?: string | null;
}

/** The value has passed the schema that ships beside this file, which says exactly this type. */
function isSettings(value: unknown): value is Settings {
  return checkValue(value, schema satisfies ValueSchema).length === 0;
}

/** A checked value as settings. */
export function readSettings(value: unknown): Settings {
  if (!isSettings(value)) throw new Error("internal: a checked configuration does not fit its schema");
  return value;
}
