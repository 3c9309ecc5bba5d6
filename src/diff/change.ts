/** What a change is about. */
export type Subject = "package" | "client" | "credential" | "operation" | "parameter" | "result" | "error" | "model" | "field" | "member" | "webhook";

/**
 * What happened. `required` and `optional`: it has to be given now, or no longer. `moved`: it stands elsewhere in a signature or in a
 * document. `values`: of an enumeration. `variants`: of a union. `sent`: only what goes over the wire is another.
 */
export type Event =
  | "added"
  | "removed"
  | "renamed"
  | "retyped"
  | "required"
  | "optional"
  | "default"
  | "moved"
  | "sent"
  | "values-added"
  | "values-removed"
  | "variants-added"
  | "variants-removed";

/** One thing that a caller of the SDK sees change. */
export interface Change {
  /** What it is about. */
  readonly subject: Subject;
  /** What happened to it. */
  readonly change: Event;
  /** Whether code that worked may stop working. */
  readonly breaking: boolean;
  /** Where callers meet it, by its old name where it had one: `museum.events.list`. */
  readonly python: string;
  /** Where it stands in the document: in the new one, in the old one for what is gone; null where it has no place. */
  readonly pointer: string | null;
  /** What was there: a type, a name, a value as JSON; null where nothing was. */
  readonly before: string | null;
  /** What is there now. */
  readonly after: string | null;
  /** What happened, as a sentence without its subject: ``no longer takes `limit` ``. */
  readonly message: string;
  /** Why it breaks callers, or why it does not. */
  readonly reason: string;
}

/** The version step that changes call for. */
export type Step = "major" | "minor" | "patch" | "none";

/** One side of a comparison. */
export interface Side {
  /** `info.title`. */
  readonly title: string;
  /** `info.version`. */
  readonly version: string;
  /** The import name. */
  readonly package: string;
}

/** What changed for callers from one SDK to another. */
export interface Difference {
  /** The version of this format. */
  readonly diff: 1;
  /** The version step that the changes call for. */
  readonly step: Step;
  /** What was there. */
  readonly before: Side;
  /** What is there now. */
  readonly after: Side;
  /** In the order of the SDK: the package, its client, operations, models. */
  readonly changes: readonly Change[];
}

/** How callers meet a value: they give it (`input`), get it (`output`), or both. */
export interface Use {
  /** Whether callers give it. */
  readonly input: boolean;
  /** Whether callers get it. */
  readonly output: boolean;
}
