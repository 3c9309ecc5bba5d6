/** What changed for callers between two SDKs, found from their manifests alone. */
export type { Change, Difference, Event, Side, Step, Subject } from "./change.ts";
export { diffManifests } from "./diff-manifests.ts";
export { renderMarkdown } from "./render-markdown.ts";
export { renderText } from "./render-text.ts";
