/** Any file as text in all the ways in which it may hold text: to look for what must not be in it. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** No text that is looked for is longer. */
const overlap = 4096;

/** What the first bytes say of a file. */
export async function fileKind(path: string): Promise<"gzip" | "zip" | "parquet" | "database" | "other"> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
    if (head.toString("latin1", 0, 2) === "PK") return "zip";
    if (head.toString("latin1", 0, 4) === "PAR1") return "parquet";
    return head.toString("latin1", 8, 12) === "DUCK" ? "database" : "other";
  } finally {
    await file.close();
  }
}

/**
 * The bytes of a file, in chunks that overlap, each as UTF-8, as Latin-1 and, if it has NUL bytes, as UTF-16 of both orders; of a
 * gzip file also its content, as far as it can be unpacked. Where the file goes on, a chunk begins and ends with a letter that is not in the file.
 */
export async function* decodedChunks(path: string): AsyncGenerator<string> {
  yield* decode(createReadStream(path, { highWaterMark: 1 << 20 }));
  if ((await fileKind(path)) !== "gzip") return;
  const unpacked = createReadStream(path).pipe(createGunzip());
  try {
    yield* decode(unpacked);
  } catch (error) {
    // What follows the damage cannot be read by anybody.
    if (!String((error as NodeJS.ErrnoException).code).startsWith("Z_")) throw error;
  }
}

async function* decode(stream: Readable): AsyncGenerator<string> {
  let before = Buffer.alloc(0);
  let isFirst = true;
  let waiting: Buffer | undefined;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (waiting !== undefined) {
      yield* inAllWays(Buffer.concat([before, waiting]), { isFirst, isLast: false });
      before = Buffer.concat([before, waiting]).subarray(-overlap);
      isFirst = false;
    }
    waiting = chunk;
  }
  if (waiting !== undefined) yield* inAllWays(Buffer.concat([before, waiting]), { isFirst, isLast: true });
}

function* inAllWays(bytes: Buffer, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Generator<string> {
  const framed = (text: string) => `${isFirst ? "" : "x"}${text}${isLast ? "" : "x"}`;
  yield framed(bytes.toString("utf8"));
  if (bytes.some((byte) => byte > 127)) yield framed(bytes.toString("latin1"));
  if (!bytes.includes(0)) return;
  for (const start of [0, 1]) {
    const even = Buffer.from(bytes.subarray(start, start + ((bytes.length - start) & ~1)));
    yield framed(even.toString("utf16le"));
    yield framed(even.swap16().toString("utf16le"));
  }
}
