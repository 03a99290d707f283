import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly content: string | Buffer;
  /** True to store the file without compression. */
  readonly stored?: true;
  readonly encrypted?: true;
}

/** A ZIP with the files in the given order. */
export function createZip(files: readonly ZipEntry[]): Buffer {
  const [locals, centrals]: Buffer[][] = [[], []];
  let offset = 0;
  for (const { name, content, stored, encrypted } of files) {
    const bytes = Buffer.from(content);
    const data = stored ? bytes : deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(encrypted ? 1 : 0, 2);
    about.writeUInt16LE(stored ? 0 : 8, 4);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(data.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    centrals!.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), about, rest, Buffer.from(name)]));
    locals!.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals!);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals!, directory, Buffer.from("PK\x05\x06"), end]);
}
