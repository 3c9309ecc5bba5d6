import { fileURLToPath } from "node:url";
import { compile, type CompileOptions } from "../../src/index.ts";
import type { OutputFolder } from "../../src/verify/output-folder.ts";
import { writeOutput } from "./output-folder.ts";

/** The document that the SDK's own tests are compiled from. */
export const galleryDocument = fileURLToPath(new URL("../sdk/documents/gallery.yaml", import.meta.url));

/** The document of what travels other than as JSON. */
const courierDocument = fileURLToPath(new URL("../sdk/documents/courier.yaml", import.meta.url));

/** Compiles the gallery's document into a folder; a diagnostic is an error. */
export async function compileGallery(folder: string, options: CompileOptions): Promise<OutputFolder> {
  return compileInto(folder, galleryDocument, { name: "gallery", ...options });
}

/** The same with the courier's document. */
export async function compileCourier(folder: string, options: CompileOptions): Promise<OutputFolder> {
  return compileInto(folder, courierDocument, { name: "courier", ...options });
}

async function compileInto(folder: string, document: string, options: CompileOptions): Promise<OutputFolder> {
  const made = await compile({ kind: "file", path: document }, options);
  const unexpected = made.diagnostics.map(({ code, origin, message }) => `${code} ${origin.pointer} ${message}`);
  if (unexpected.length > 0) throw new Error(`diagnostics: ${unexpected.join("; ")}`);
  return writeOutput(made, folder);
}
