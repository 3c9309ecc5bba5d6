/** A JSON value; integers that a double cannot hold are `bigint`. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

/** A JSON object; keys are the document's, so look them up with `Object.hasOwn`. */
export interface JsonObject {
  readonly [key: string]: Json;
}
