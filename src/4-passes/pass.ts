import type { Draft } from "immer";
import type { Context } from "../context.ts";
import type { Api } from "../ir/api.ts";

/** One step between the model of a document and the code made from it. */
export interface Pass {
  /** The name `--dump` knows it by. */
  readonly name: string;
  /** Reads the frozen `api` and writes what it decides into `draft`. */
  run(api: Api, draft: Draft<Api>, context: Context): void;
}
