import { join } from "node:path";
import type { Compiled } from "../cli/compile/compile-document.ts";
import { formatManifest } from "../6-emit/manifest-text.ts";
import type { Requests } from "./protocol.ts";
import { zip } from "./zip.ts";

/** An output as one file to take away: the module itself, or the project with its record, which keeps the names of the next compile. */
export function packed({ files, manifest, place }: Compiled): Requests["download"]["answer"] {
  const [only] = files;
  if (manifest.layout === "module" && only !== undefined && files.length === 1) return { name: only.path, type: "text/x-python", base64: Buffer.from(only.text).toString("base64") };
  const record = place.manifestPath === null ? [] : [{ path: place.manifestPath, text: formatManifest(manifest) }];
  const entries = [...files, ...record].map(({ path, text }) => ({ path: join(manifest.package, path).replaceAll("\\", "/"), text }));
  return { name: `${manifest.package}.zip`, type: "application/zip", base64: Buffer.from(zip(entries)).toString("base64") };
}
