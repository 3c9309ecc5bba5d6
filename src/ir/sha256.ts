import { createHash } from "node:crypto";

/** The SHA-256 hash of a text's UTF-8 bytes, as lower-case hexadecimal digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
