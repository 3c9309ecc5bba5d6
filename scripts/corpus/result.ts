import type { CheckRow } from "../../src/verify/check-row.ts";

/** One row of INDEX.tsv. */
export interface CorpusDocument {
  /** The path in the corpus, for example `github.json.gz`. */
  readonly file: string;
  /** `real`, `example`, `fixture`, `invalid` or `suite`. */
  readonly kind: string;
  readonly bytes: number;
}

/** How an SDK is laid out. */
export type Layout = "package" | "module";

/** What a worker is asked. */
export interface CorpusTask {
  readonly document: CorpusDocument;
  readonly corpus: string;
  /** Where outputs are put whose types are checked together, and which layouts those are; null where none are. */
  readonly types: { readonly folder: string; readonly layouts: readonly Layout[] } | null;
  /** Whether the modules of an output share one import of the runtime, which saves hours over thousands of documents. */
  readonly sharedRuntime: boolean;
  readonly layouts: readonly Layout[];
  /** Where outputs are kept, or null where they are removed. */
  readonly keep: string | null;
}

/** What became of one document in one layout. */
export interface LayoutResult {
  readonly layout: Layout;
  readonly milliseconds: number;
  readonly files: number;
  readonly bytes: number;
  readonly rows: readonly CheckRow[];
}

/** What became of one document. */
export interface CorpusResult {
  readonly file: string;
  readonly kind: string;
  /** Errors, warnings and notes of the package layout, or of the refusal. */
  readonly diagnostics: Readonly<Record<string, number>>;
  /** How often each code was reported. */
  readonly codes: Readonly<Record<string, number>>;
  /** Whether the document was refused as unreadable. */
  readonly refused: boolean;
  readonly operations: number;
  readonly schemas: number;
  /** How often the types of the package say `Any`; null where none was compiled. */
  readonly any: number | null;
  /** How many JSON examples its successful responses have, how many fit their schemas, came out equal, and were read whole; null where nothing was compiled. */
  readonly examples: { readonly examples: number; readonly fitting: number; readonly equal: number; readonly read: number } | null;
  readonly layouts: readonly LayoutResult[];
  /** What is wrong, one line each; empty where the document passed. */
  readonly problems: readonly string[];
}
