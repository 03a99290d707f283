import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Fault } from "./fault.js";

const maxExpansion = 100;
const uncheckedBytes = 64 << 20;

/** Stops what unpacks to far more than was packed. */
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

/** Unpacks into the scratch folder with every checksum verified, which DuckDB would not do. */
export async function gunzipFile(path: string, scratch: string): Promise<string> {
  const { size } = await stat(path);
  const to = join(scratch, "unpacked");
  const gunzip = createGunzip();
  try {
    await pipeline(createReadStream(path), gunzip, createZipBombGuard(size), createWriteStream(to, { mode: 0o600 }));
  } catch (error) {
    throw isZlibError(error) ? damagedGzipFault() : error;
  }
  // Node takes what follows the last member for padding: a damaged second member would vanish.
  if (gunzip.bytesWritten < size) throw damagedGzipFault();
  return to;
}

const damagedGzipFault = () => new Fault("the gzip is cut or damaged; fetch it again");

const isZlibError = (error: unknown) => /^Z_/.test(String((error as { code?: unknown }).code));
