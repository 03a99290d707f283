import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { readHead } from "./bytes.js";
import { fileSuffix } from "./file_suffix.js";

/** Text files in which every line, or every few lines, are a record. */
const lineFormats = /\.(csv|tsv|txt|jsonl|ndjson)(\.gz)?$/i;
const maxHeadBytes = 1 << 20;

/** A file with the first records of another, or that file itself. */
interface FileHead {
  readonly path: string;
  /** How much of the file it is, from 0 to 1; estimated for a packed file. */
  readonly share: number;
}

/** Copies the first megabyte of a long text file, up to the last whole line, to the scratch folder. Other files are returned as they are. */
export async function copyFileHead(path: string, scratch: string, most = maxHeadBytes): Promise<FileHead> {
  const suffix = fileSuffix(path);
  if (!lineFormats.test(suffix)) return { path, share: 1 };
  const isPacked = /\.gz$/i.test(suffix);
  const { size } = await stat(path);
  if (!isPacked && size <= most) return { path, share: 1 };
  const bytes = isPacked ? await unpackHead(path, most) : await readHead(path, most);
  // What is short or damaged is read as a whole, so that the reader says what is wrong with it.
  if (bytes === undefined || bytes.length < most) return { path, share: 1 };
  const end = bytes.lastIndexOf(10);
  if (end < 0) return { path, share: 1 };
  const head = join(scratch, `head${suffix.replace(/\.gz$/i, "")}`);
  await writeFile(head, bytes.subarray(0, end + 1), { mode: 0o600 });
  return { path: head, share: isPacked ? Math.min(1, most / (5 * size)) : end / size };
}

/** The first bytes of a gzip, at least `most` if it is that long; undefined if it is damaged. */
async function unpackHead(path: string, most: number): Promise<Buffer | undefined> {
  const packed = createReadStream(path);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of packed.pipe(createGunzip())) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= most) break;
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  } finally {
    packed.destroy();
  }
}
