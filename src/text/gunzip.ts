import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { readChunks } from "./bytes.js";
import { Fault } from "./fault.js";
import type { TextNote } from "./text_relation.js";

/** The largest allowed ratio of unpacked to packed bytes. */
const maxExpansion = 100;
/** The ratio is not checked for the first bytes. */
const uncheckedBytes = 64 << 20;

/** Stops with a Fault if the unpacked bytes are far more than `packed`, the size of the packed file in bytes. */
export function createZipBombGuard(packed: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const bomb = bytes > uncheckedBytes && bytes > maxExpansion * packed;
      done(bomb ? new Fault(`unpacks to more than ${maxExpansion} times its size`) : null, chunk);
    },
  });
}

/** Unpacks a gzip into the scratch folder and verifies every checksum, which DuckDB does not do. Zeros behind it, as a tape or a block device adds, are left out. */
export async function gunzipFile(path: string, scratch: string): Promise<{ path: string; notes: TextNote[] }> {
  const { size } = await stat(path);
  const to = join(scratch, "unpacked");
  const gunzip = createGunzip();
  try {
    await pipeline(createReadStream(path), gunzip, createZipBombGuard(size), createWriteStream(to, { mode: 0o600 }));
  } catch (error) {
    throw isZlibError(error) ? damagedGzipFault() : error;
  }
  // Node ignores bytes after the last sound member as padding, so a damaged second member would be lost.
  const padding = size - gunzip.bytesWritten;
  for await (const chunk of readChunks(path, { start: gunzip.bytesWritten })) {
    if (chunk.some((byte) => byte !== 0)) throw damagedGzipFault();
  }
  return { path: to, notes: padding > 0 ? [{ code: "zeros behind the gzip left out", records: padding }] : [] };
}

const damagedGzipFault = () => new Fault("the gzip is cut or damaged; fetch it again");

const isZlibError = (error: unknown) => /^Z_/.test(String((error as { code?: unknown }).code));
