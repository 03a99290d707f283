import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Fault } from "./fault.js";

const chunkBytes = 1 << 20;
/** A longer record is rejected. */
export const maxRecordBytes = 8 << 20;
/** A longer record is a Fault: the file is not an export. */
export const maxRejectBytes = 64 << 20;

/** The bytes of a file, in chunks of 1 MiB; `start` is the offset of the first byte. */
export async function* readChunks(path: string, { start = 0 }: { start?: number } = {}): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  // A stream makes two buffers of this size for each file, and a folder may have hundreds of files with a header only.
  yield* createReadStream(path, { start, highWaterMark: Math.min(chunkBytes, size + 1) });
}

/** The first bytes of a file, at most `most`. */
export async function readHead(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    // A folder may have hundreds of files with a header only.
    const length = Math.min(most, (await file.stat()).size);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file's bytes on disk, in hexadecimal. `onRead` is called with the size of each part that is read. */
export async function sha256Of(path: string, onRead: (bytes: number) => void = () => {}): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of readChunks(path)) {
    hash.update(chunk);
    onRead(chunk.length);
  }
  return hash.digest("hex");
}

/** A line of a file: its number (from 1), the offset of its first byte, and its bytes without the line end. */
export interface Line {
  readonly line: number;
  readonly start: number;
  readonly bytes: Buffer;
}

/** The lines of a file, split at LF. A line of more than 64 MiB is a Fault. */
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

/** Checks a stream of bytes for UTF-8; a character may be split between two chunks. */
export class Utf8Validator {
  private cut: Buffer = Buffer.alloc(0);

  /** False if the stream is not UTF-8 up to this chunk. */
  isValid(chunk: Buffer): boolean {
    const text = this.cut.length > 0 ? Buffer.concat([this.cut, chunk]) : chunk;
    const whole = wholeCharactersEnd(text);
    this.cut = text.subarray(whole);
    return isUtf8(text.subarray(0, whole));
  }

  /** False if the stream ends within a character. */
  isComplete(): boolean {
    return this.cut.length === 0;
  }
}

/** The offset of the last character if it may continue in the next chunk, otherwise the length. */
function wholeCharactersEnd(text: Buffer): number {
  for (let at = text.length - 1; at >= Math.max(0, text.length - 3); at--) {
    const byte = text[at]!;
    if (byte < 0x80) return text.length;
    if (byte >= 0xc0) return text.length - at < (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4) ? at : text.length;
  }
  return text.length;
}
