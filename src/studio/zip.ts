import { crc32, deflateRawSync } from "node:zlib";
import type { OutputFile } from "../6-emit/output-file.ts";

/** 1 January 1980, the first day that the format knows: the same files make the same archive. */
const firstDay = 0x21;
/** Names are UTF-8. */
const utf8 = 0x0800;
const deflated = 8;

/** A ZIP archive (APPNOTE 6.3, without its 64-bit parts) of some files. */
export function zip(files: readonly OutputFile[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, text } of files) {
    const name = Buffer.from(path);
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(utf8, 2);
    facts.writeUInt16LE(deflated, 4);
    facts.writeUInt16LE(firstDay, 8);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const local = Buffer.concat([signature("PK\u0003\u0004"), facts, name, packed]);
    // 3 in the upper half of the version says that the mode is Unix's.
    directory.push(signature("PK\u0001\u0002"), Buffer.from([20, 3]), facts, rest, name);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, signature("PK\u0005\u0006"), end]);
}

function signature(text: string): Buffer {
  return Buffer.from(text, "latin1");
}
