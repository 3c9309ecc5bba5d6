import type { Severity } from "../diagnostics/catalogue.ts";
import type { Json } from "../ir/json.ts";

/** What became of every part of a document: the record of one compile, and the names lock of the next. */
export interface Manifest {
  /** The version of this format. */
  readonly manifest: 1;
  /** The version of the compiler that wrote it. */
  readonly compiler: string;
  /** What was compiled. */
  readonly document: ManifestDocument;
  /** The import name. */
  readonly package: string;
  /** A package with its project, or one file. */
  readonly layout: "package" | "module";
  /** The HTTP client compiled for. */
  readonly http: "httpx2" | "httpx";
  /** The client classes, null where the module has free functions. */
  readonly client: { readonly sync: string | null; readonly async: string | null } | null;
  /** In the document's order. */
  readonly security: readonly ManifestSecurity[];
  /** Every operation of the document, once. */
  readonly operations: readonly ManifestOperation[];
  /** Requests that the API makes. */
  readonly webhooks: readonly ManifestWebhook[];
  /** Schemas with a class or alias of their own. */
  readonly schemas: readonly ManifestSchema[];
  /** What was reported. */
  readonly diagnostics: readonly ManifestDiagnostic[];
  /** Path to `sha256:…` of each generated file. */
  readonly files: Readonly<Record<string, string>>;
}

/** The document's own words about itself, and the hash of its text. */
export interface ManifestDocument {
  /** `info.title`. */
  readonly title: string;
  /** `info.version`. */
  readonly version: string;
  /** The version of OpenAPI, as written. */
  readonly openapi: string;
  /** Null where the document was handed over as data. */
  readonly sha256: string | null;
}

/** A security scheme: the constructor's arguments and the variables read otherwise. */
export interface ManifestSecurity {
  /** Where it is: `#/…`, or `other.yaml#/…` in another file. */
  readonly pointer: string;
  /** The constructor's arguments. */
  readonly python: readonly string[];
  /** The variables read when an argument is not given. */
  readonly environment: readonly string[];
}

/** An operation and the method it became. */
export interface ManifestOperation {
  /** Where it is: `#/…`, or `other.yaml#/…` in another file. */
  readonly pointer: string;
  /** Upper case. */
  readonly method: string;
  /** With its templates, as written. */
  readonly path: string;
  /** As written, null where there is none. */
  readonly operationId: string | null;
  /** The attribute path from a client, or the name of a free function. */
  readonly python: string;
  /** The second method of an operation that answers either way. */
  readonly stream: string | null;
  /** The function that iterates over the pages of a list; absent where there is none, and in manifests older than the key. */
  readonly pages?: string;
  /** In the document's order. */
  readonly parameters: readonly ManifestParameter[];
  /** The arguments that may be given by position, in order; absent in manifests older than the key, where path parameters may. */
  readonly positional?: readonly string[];
  /** Null where a call sends none. */
  readonly body: ManifestBody | null;
  /** A list where successful responses differ. */
  readonly result: ManifestResult | readonly ManifestCase[];
  /** What the second method gives back; absent where there is none. */
  readonly streamResult?: ManifestResult;
  /** Status to the type of its body, null where it has none. */
  readonly errors: Readonly<Record<string, string | null>>;
  /** Codes of what was reported inside the operation. */
  readonly diagnostics: readonly string[];
}

/** A parameter and the argument it became. */
export interface ManifestParameter {
  /** Where it is: `#/…`, or `other.yaml#/…` in another file. */
  readonly pointer: string;
  /** `path`, `query`, `header`, `cookie` or `querystring`. */
  readonly in: string;
  /** The wire name. */
  readonly name: string;
  /** What it became. */
  readonly python: string;
  /** The Python type. */
  readonly type: string;
  /** Whether it has to be given. */
  readonly required: boolean;
  /** Whether null is a value of its own, so that `None` does not mean left out; absent means no. */
  readonly nullable?: true;
  /** Whether a function of the project gives it, so that it is no argument; absent means no. */
  readonly supplied?: true;
  /** The document's default. */
  readonly default?: Json;
}

/** A request body and the arguments it became. */
export interface ManifestBody {
  /** Whether it has to be given. */
  readonly required: boolean;
  /** The argument that takes the whole body, null where it is spread into the keywords of `fields`. */
  readonly python: string | null;
  /** What it may travel as, the default first. */
  readonly mediaTypes: readonly string[];
  /** Null where the document gives no schema. */
  readonly type: string | null;
  /** Wire name to argument. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a call gives back. */
export interface ManifestResult {
  /** How it comes. */
  readonly kind: "none" | "json" | "text" | "bytes" | "stream" | "pages";
  /** The class's dotted path where the value is one named type. */
  readonly python: string | null;
  /** The Python type. */
  readonly type: string;
}

/** What a call gives back for one status and media type. */
export interface ManifestCase extends ManifestResult {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  /** Null where there is no body. */
  readonly mediaType: string | null;
}

/** A webhook or callback and the model of its payload. */
export interface ManifestWebhook {
  /** Where it is: `#/…`, or `other.yaml#/…` in another file. */
  readonly pointer: string;
  /** What its payload became, null where that has no name of its own. */
  readonly python: string | null;
  /** What parses it, `webhooks.parse_new_event`; null where it says nothing in JSON. */
  readonly parser: string | null;
}

/** A schema and the class or alias it became. */
export interface ManifestSchema {
  /** Where it is: `#/…`, or `other.yaml#/…` in another file. */
  readonly pointer: string;
  /** Which of the schemas that come of one place, where it is not the one that is written there; absent in manifests older than the key. */
  readonly part?: string;
  /** What it became. */
  readonly python: string;
  /** A hash of the schema without its words. */
  readonly shape: string;
  /** The dict that arguments accept in its place, where there is one. */
  readonly dict?: string;
  /** What an alias stands for, null for a class; absent in manifests older than the key. */
  readonly type?: string | null;
  /** The class it extends, dotted like `python`; null for none, absent in manifests older than the key. */
  readonly extends?: string | null;
  /** Wire name to attribute, without those of the class it extends; empty for an alias. */
  readonly fields: Readonly<Record<string, ManifestField>>;
  /** Value to member, for an enum that is a class; absent elsewhere, and in manifests older than the key. */
  readonly members?: Readonly<Record<string, string>>;
}

/** A property and the attribute it became. */
export interface ManifestField {
  /** What it became. */
  readonly python: string;
  /** The Python type. */
  readonly type: string;
  /** Whether it has to be given. */
  readonly required: boolean;
  /** Whether null is a value of its own, so that `None` does not mean left out; absent means no. */
  readonly nullable?: true;
  /** Whether it only ever comes back; absent means no. */
  readonly readOnly?: true;
  /** Whether it is only ever sent; absent means no. */
  readonly writeOnly?: true;
  /** The document's default. */
  readonly default?: Json;
}

/** What was reported. */
export interface ManifestDiagnostic {
  /** For example `reference-not-found`. */
  readonly code: string;
  /** How much it weighs. */
  readonly severity: Severity;
  /** Where it is: `#/…`, or `other.yaml#/…` in another file. */
  readonly pointer: string;
  /** The sentence. */
  readonly message: string;
  /** The document. */
  readonly file: string;
  /** From 1, null where the text is not known. */
  readonly line: number | null;
  /** From 1. */
  readonly column: number | null;
}
