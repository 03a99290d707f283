import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Fault } from "./fault.js";

const chunked = { highWaterMark: 1 << 20 };
/** A record longer than this is none: it is rejected. */
export const maxRecordBytes = 8 << 20;
/** A record longer than this is not even kept as a reject: the file is no export. */
export const maxRejectBytes = 64 << 20;

/** The file's bytes, in chunks. */
export const readChunks = (path: string, range: { start?: number; end?: number } = {}): AsyncIterable<Buffer> =>
  createReadStream(path, { ...chunked, ...range });

/** The file's first bytes, at most so many. */
export async function readHead(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** SHA-256 of the bytes as they lie on the disk, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** A line of a file: its number from 1, and where its bytes stand, without the line end. */
export interface Line {
  readonly line: number;
  readonly start: number;
  readonly bytes: Buffer;
}

/** Lines by LF; what a byte-wise look at a text file needs. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let line = 1;
  let start = 0;
  let kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of readChunks(path)) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const bytes = Buffer.concat([...kept, chunk.subarray(from, at)]);
      yield { line: line++, start, bytes };
      start += bytes.length + 1;
      kept = [];
      length = 0;
      from = at + 1;
    }
    kept.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > maxRejectBytes) throw new Fault(`a line of more than ${maxRejectBytes >> 20} MiB`, line);
  }
  if (length > 0) yield { line, start, bytes: Buffer.concat(kept) };
}

/** Watches a stream of bytes for what is not UTF-8, characters across two chunks too. */
export class Utf8Validator {
  private cut: Buffer = Buffer.alloc(0);

  /** Whether all is UTF-8 up to here. */
  isValid(chunk: Buffer): boolean {
    const text = this.cut.length > 0 ? Buffer.concat([this.cut, chunk]) : chunk;
    const whole = wholeCharactersEnd(text);
    this.cut = text.subarray(whole);
    return isUtf8(text.subarray(0, whole));
  }

  /** Whether the last character is whole. */
  isComplete(): boolean {
    return this.cut.length === 0;
  }
}

/** Where the last character begins if its end may stand in the next chunk, else the length. */
function wholeCharactersEnd(text: Buffer): number {
  for (let at = text.length - 1; at >= Math.max(0, text.length - 3); at--) {
    const byte = text[at]!;
    if (byte < 0x80) return text.length;
    if (byte >= 0xc0) return text.length - at < (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4) ? at : text.length;
  }
  return text.length;
}
