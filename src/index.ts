/** The library door: a document in, files and diagnostics out, all in memory. */
export { compile, outline, type Compilation, type CompileOptions, type Progress } from "./compile.ts";
export { LoadError, type Input } from "./1-load/index.ts";
export type { OutputFile } from "./6-emit/output-file.ts";
export type { Manifest } from "./6-emit/manifest.ts";
export { diffManifests, renderMarkdown, type Change, type Difference } from "./diff/index.ts";
export type { Diagnostic } from "./diagnostics/reporter.ts";
export { profileOf, type Profile } from "./cli/configuration/profiles.ts";
export { defaultOptions, type Options } from "./options.ts";
