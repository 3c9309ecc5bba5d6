import { readFileSync } from "node:fs";
import { galleryDocument } from "../harness/compiled-sdk.ts";

/** The document of the SDK's own tests. */
export const galleryText = readFileSync(galleryDocument, "utf8");
