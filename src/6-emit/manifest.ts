import type { Severity } from "../diagnostics/catalogue.ts";
import type { Json } from "../ir/json.ts";

/** What became of every part of a document: the record of one compile, and the names lock of the next. */
export interface Manifest {
  /** The version of this format. */
  readonly manifest: 1;
  /** The version of the compiler that wrote it. */
  readonly compiler: string;
  readonly document: ManifestDocument;
  /** The import name. */
  readonly package: string;
  readonly layout: "package" | "module";
  readonly http: "httpx2" | "httpx";
  /** The client classes, null where the module has free functions. */
  readonly client: { readonly sync: string | null; readonly async: string | null } | null;
  readonly security: readonly ManifestSecurity[];
  readonly operations: readonly ManifestOperation[];
  readonly webhooks: readonly ManifestWebhook[];
  readonly schemas: readonly ManifestSchema[];
  readonly diagnostics: readonly ManifestDiagnostic[];
  /** Path to `sha256:…` of each generated file. */
  readonly files: Readonly<Record<string, string>>;
}

/** The document's own words about itself, and the hash of its text. */
export interface ManifestDocument {
  readonly title: string;
  readonly version: string;
  readonly openapi: string;
  /** Null where the document was handed over as data. */
  readonly sha256: string | null;
}

/** A security scheme: the constructor's arguments and the variables read otherwise. */
export interface ManifestSecurity {
  readonly pointer: string;
  readonly python: readonly string[];
  readonly environment: readonly string[];
}

/** An operation and the method it became. */
export interface ManifestOperation {
  readonly pointer: string;
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  /** The attribute path from a client, or the name of a free function. */
  readonly python: string;
  /** The second method of an operation that answers either way. */
  readonly stream: string | null;
  readonly parameters: readonly ManifestParameter[];
  readonly body: ManifestBody | null;
  /** A list where successful responses differ. */
  readonly result: ManifestResult | readonly ManifestCase[];
  /** Status to the type of its body, null where it has none. */
  readonly errors: Readonly<Record<string, string | null>>;
  /** Codes of what was reported inside the operation. */
  readonly diagnostics: readonly string[];
}

/** A parameter and the argument it became. */
export interface ManifestParameter {
  readonly pointer: string;
  readonly in: string;
  readonly name: string;
  readonly python: string;
  readonly type: string;
  readonly required: boolean;
  readonly default?: Json;
}

/** A request body and the arguments it became. */
export interface ManifestBody {
  readonly required: boolean;
  /** The argument that takes the whole body, null where it is spread into the keywords of `fields`. */
  readonly python: string | null;
  readonly mediaTypes: readonly string[];
  /** Null where the document gives no schema. */
  readonly type: string | null;
  /** Wire name to argument. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a call gives back. */
export interface ManifestResult {
  readonly kind: "none" | "json" | "text" | "bytes" | "stream" | "pages";
  /** The class's dotted path where the value is one named type. */
  readonly python: string | null;
  readonly type: string;
}

/** What a call gives back for one status and media type. */
export interface ManifestCase extends ManifestResult {
  readonly status: string;
  readonly mediaType: string | null;
}

/** A webhook or callback and the model of its payload. */
export interface ManifestWebhook {
  readonly pointer: string;
  readonly python: string | null;
}

/** A schema and the class or alias it became. */
export interface ManifestSchema {
  readonly pointer: string;
  readonly python: string;
  /** A hash of the schema without its words. */
  readonly shape: string;
  /** Wire name to attribute; empty for an alias. */
  readonly fields: Readonly<Record<string, ManifestField>>;
}

/** A property and the attribute it became. */
export interface ManifestField {
  readonly python: string;
  readonly type: string;
  readonly required: boolean;
  readonly default?: Json;
}

/** What was reported. */
export interface ManifestDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly pointer: string;
  readonly message: string;
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
}
