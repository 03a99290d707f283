import { isAscii } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DeclaredEncoding } from "../base/encodings.js";
import { readHead } from "./bytes.js";
import { Fault } from "./fault.js";

export type Encoding = DeclaredEncoding | "utf-16le" | "utf-16be";

/** What the user can do about bytes that are not UTF-8. */
export const encodingHint = "export it in UTF-8, or set `encoding: latin-1` (or windows-1252) for the source";

/** The encoding of a file: by its byte order mark or the zeros of UTF-16, otherwise the declared one. */
export async function detectEncoding(path: string, declared: DeclaredEncoding): Promise<Encoding> {
  const head = await readHead(path, 4096);
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  const [even, odd] = zeroShares(head);
  // A header line has Latin letters, so in UTF-16 every second byte is zero. In other encodings a zero is rare.
  if (odd > 0.9 && even < 0.1) return "utf-16le";
  if (even > 0.9 && odd < 0.1) return "utf-16be";
  return declared;
}

/** The shares of zeros among the even and the odd bytes of the first 128 bytes. */
function zeroShares(head: Buffer): [even: number, odd: number] {
  const pairs = Math.min(64, Math.floor(head.length / 2));
  if (pairs < 2) return [0, 0];
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs; at++) {
    if (head[2 * at] === 0) even++;
    if (head[2 * at + 1] === 0) odd++;
  }
  return [even / pairs, odd / pairs];
}

/** The path of the same text in UTF-8: the file itself, or a copy in the scratch folder. */
export async function convertToUtf8(path: string, encoding: Encoding, scratch: string): Promise<string> {
  if (encoding === "utf-8") return path;
  const to = join(scratch, "utf8");
  await pipeline(createReadStream(path), createDecoder(encoding), createWriteStream(to, { mode: 0o600 }));
  return to;
}

function createDecoder(encoding: Exclude<Encoding, "utf-8">): Transform {
  // TextDecoder reads "latin1" as windows-1252, but a CRM that writes ISO 8859-1 means ISO 8859-1.
  const latin = {
    decode: (chunk?: Uint8Array, _options?: object) => (chunk ? Buffer.from(chunk).toString("latin1") : ""),
  };
  const text = encoding === "latin-1" ? latin : new TextDecoder(encoding, { fatal: true });
  const decoded = (chunk?: Buffer): [Error | null, string?] => {
    try {
      return [null, chunk ? text.decode(chunk, { stream: true }) : text.decode()];
    } catch {
      return [new Fault(`it has bytes that are not ${encoding.toUpperCase()}; export it again`)];
    }
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(...decoded(chunk)),
    flush: (done) => done(...decoded()),
  });
}

/** The encoding that the bytes of a text suggest. */
export type GuessedEncoding = "ascii" | DeclaredEncoding;

/**
 * Guesses the encoding of a text from its bytes beyond ASCII. Most of them must fit, because single values are often damaged.
 * Not for UTF-16, which is recognised by its marks.
 */
export async function guessEncoding(chunks: AsyncIterable<Buffer>): Promise<GuessedEncoding> {
  let [characters, strays, windows, missing] = [0, 0, 0, 0];
  for await (const chunk of chunks) {
    if (missing === 0 && isAscii(chunk)) continue;
    for (const byte of chunk) {
      if (missing > 0 && (byte & 0xc0) === 0x80) {
        if (--missing === 0) characters++;
        continue;
      }
      if (missing > 0) strays++;
      missing = continuationBytes(byte);
      if (byte < 0x80 || missing > 0) continue;
      strays++;
      if (byte < 0xa0 && !undefinedInWindows.has(byte)) windows++;
    }
  }
  if (missing > 0) strays++;
  if (characters + strays === 0) return "ascii";
  if (characters >= strays) return "utf-8";
  return windows > 0 ? "windows-1252" : "latin-1";
}

/** How many bytes follow the first one of a character in UTF-8; 0 if the byte is none. */
const continuationBytes = (byte: number) =>
  byte >= 0xf0 && byte <= 0xf4 ? 3 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xc2 && byte < 0xe0 ? 1 : 0;

/** The bytes between 0x80 and 0x9f without a character in windows-1252. */
const undefinedInWindows: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
