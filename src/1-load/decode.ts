/** Bytes as text: by byte order mark, by the zeros of UTF-16 without one, else UTF-8. `lossy` says that bytes were replaced. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly lossy: boolean } {
  const encoding = detect(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes), lossy: false };
  } catch {
    return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), lossy: true };
  }
}

/** A text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function detect(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (bytes.length >= 2 && first !== 0 && second === 0) return "utf-16le";
  if (bytes.length >= 2 && first === 0 && second !== 0) return "utf-16be";
  return "utf-8";
}

const signatures: readonly (readonly [format: string, bytes: readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
];

/** The format that bytes are compressed in, by their first ones; null where they may be text. */
export function compressionOf(bytes: Uint8Array): string | null {
  return signatures.find(([, begin]) => begin.every((byte, index) => bytes[index] === byte))?.[0] ?? null;
}
