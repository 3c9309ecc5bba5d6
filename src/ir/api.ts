import type { AuthScheme, Security } from "./auth.ts";
import type { Operation, Server, Webhook } from "./operation.ts";
import type { Origin } from "./origin.ts";
import type { Docs, Schema, SchemaId } from "./schema.ts";

/** The document's own words about itself. */
export interface Info {
  readonly title: string;
  readonly version: string;
  /** `2.0`, `3.0.3`, `3.1.0`, `3.2.0`: what the document says. */
  readonly openapi: string;
  readonly summary: string | null;
  readonly description: string | null;
  readonly contact: { readonly name: string | null; readonly url: string | null; readonly email: string | null };
  readonly license: string | null;
}

export interface Tag {
  readonly name: string;
  readonly parent: string | null;
  readonly docs: Docs;
}

/** A namespace of the client: holds methods, resources, or both. Set by `group-operations` and `assign-names`. */
export interface Resource {
  /** Attribute path from the client: `["voice", "lane_mode"]`; the root is empty. */
  readonly path: readonly string[];
  /** The class, for example `LaneMode`; its asynchronous twin is `AsyncLaneMode`. */
  readonly className: string;
  /** The module under `resources`, for example `voice_lane_mode`. */
  readonly module: string;
  readonly docs: Docs;
  readonly operations: readonly string[];
}

/** Names of the package as a whole; set by `assign-names`. */
export interface PackageNames {
  /** The import name, for example `museum`. */
  readonly module: string;
  /** The distribution, for example `museum`. */
  readonly distribution: string;
  /** The client, for example `Museum`; its twin is `AsyncMuseum`. */
  readonly client: string;
  /** The prefix of environment variables, for example `MUSEUM`. */
  readonly environment: string;
  /** The version as PEP 440 has it. */
  readonly version: string;
}

/** The whole of what a document says, and of what was decided about it. Plain JSON; graphs go by id. */
export interface Api {
  readonly info: Info;
  readonly origin: Origin;
  readonly servers: readonly Server[];
  readonly security: Security;
  readonly auth: readonly AuthScheme[];
  readonly tags: readonly Tag[];
  readonly schemas: Readonly<Record<SchemaId, Schema>>;
  /** In the document's order. */
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Webhook[];
  readonly resources: readonly Resource[];
  readonly names: PackageNames;
}

export type { Origin };
