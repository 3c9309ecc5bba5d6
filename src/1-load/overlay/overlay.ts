import type { JSONPathQuery } from "json-p3";
import type { LoadedFile } from "../loaded.ts";
import type { JsonPointer } from "../../ir/origin.ts";

/** An overlay whose shape has been checked. */
export interface Overlay {
  /** Its text, for places and frames. */
  readonly file: LoadedFile;
  /** The document it says it belongs to; null where it says nothing. */
  readonly extends: string | null;
  readonly actions: readonly OverlayAction[];
}

/** One change. */
export interface OverlayAction {
  /** Where the action stands in the overlay. */
  readonly pointer: JsonPointer;
  /** The expression as it is written. */
  readonly text: string;
  /** What is to be changed. */
  readonly target: JSONPathQuery;
  readonly change:
    | { readonly kind: "remove" }
    | { readonly kind: "update" }
    /** Since 1.1: the value stands in the document itself. */
    | { readonly kind: "copy"; readonly text: string; readonly source: JSONPathQuery }
    /** Nothing is asked for; the action only says something. */
    | { readonly kind: "nothing" };
}
