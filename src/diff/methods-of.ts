import type { ManifestOperation } from "../6-emit/manifest.ts";

/** Every method or function that an operation became, the first one first. */
export function methodsOf({ python, stream, pages }: ManifestOperation): readonly string[] {
  return [python, ...(stream === null ? [] : [stream]), ...(pages === undefined ? [] : [pages])];
}
