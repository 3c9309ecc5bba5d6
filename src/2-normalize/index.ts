export { type Canonical, type CanonicalFile, danglingMark, type Target } from "./canonical.ts";
export { normalize, type NormalizeContext } from "./normalize.ts";
