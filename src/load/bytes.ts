import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Fault } from "./fault.js";

const chunked = { highWaterMark: 1 << 20 };
/** A line longer than this is no line of an export. */
export const longestRecord = 16 << 20;

/** The file's bytes, in chunks. */
export const chunksOf = (path: string, range: { start?: number; end?: number } = {}): AsyncIterable<Buffer> =>
  createReadStream(path, { ...chunked, ...range });

/** SHA-256 of the bytes as they lie on the disk, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunksOf(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** Lines by LF, each with its number; what a byte-wise look at a text file needs. */
export async function* linesOf(path: string): AsyncGenerator<{ line: number; bytes: Buffer }> {
  let line = 1;
  let kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(path)) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield { line: line++, bytes: Buffer.concat([...kept, chunk.subarray(from, at)]) };
      kept = [];
      length = 0;
      from = at + 1;
    }
    kept.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longestRecord) throw new Fault(`a line of more than ${longestRecord >> 20} MiB`, line);
  }
  if (length > 0) yield { line, bytes: Buffer.concat(kept) };
}

/** Streams the file to `look` as text that is certainly UTF-8, or throws a Fault that names the line. */
export async function eachUtf8Chunk(path: string, look: (chunk: Buffer) => void): Promise<void> {
  let first = true;
  let cut: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    if (first && isUtf16(chunk)) throw new Fault("the file is UTF-16; expected UTF-8", 1);
    first = false;
    const text = cut.length > 0 ? Buffer.concat([cut, chunk]) : chunk;
    const whole = wholeCharacters(text);
    if (!isUtf8(text.subarray(0, whole))) throw await notUtf8(path);
    cut = text.subarray(whole);
    look(chunk);
  }
  if (cut.length > 0) throw await notUtf8(path);
}

/** Where the last character begins if its end may stand in the next chunk, else the length. */
function wholeCharacters(text: Buffer): number {
  for (let at = text.length - 1; at >= Math.max(0, text.length - 3); at--) {
    const byte = text[at]!;
    if (byte < 0x80) return text.length;
    if (byte >= 0xc0) return text.length - at < (byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4) ? at : text.length;
  }
  return text.length;
}

const isUtf16 = ([one, two]: Buffer) => (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);

async function notUtf8(path: string): Promise<Fault> {
  for await (const { line, bytes } of linesOf(path)) {
    // LF is no part of any longer character, so a line can be judged alone.
    if (!isUtf8(bytes)) return new Fault("bytes that are not UTF-8; export in UTF-8", line);
  }
  return new Fault("bytes that are not UTF-8; export in UTF-8");
}
