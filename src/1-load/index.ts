export { load, type LoadContext } from "./load.ts";
export type { Dialect, Input, Loaded, LoadedFile, LoadOptions, Resolution } from "./loaded.ts";
export { LoadError } from "./load-error.ts";
