import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Fault } from "./fault.js";

const mostTimes = 100;
const alwaysFine = 64 << 20;

/** Unpacks into the scratch folder with the checksum verified, which DuckDB would not do; a bomb stops early. */
export async function unpacked(path: string, scratch: string): Promise<string> {
  const { size } = await stat(path);
  const to = join(scratch, "unpacked");
  let bytes = 0;
  const cap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const bomb = bytes > alwaysFine && bytes > mostTimes * size;
      done(bomb ? new Fault(`unpacks to more than ${mostTimes} times its size`) : null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), cap, createWriteStream(to, { mode: 0o600 }));
  } catch (error) {
    throw isZlib(error) ? new Fault("the gzip is cut or damaged; fetch it again") : error;
  }
  return to;
}

const isZlib = (error: unknown) => /^Z_/.test(String((error as { code?: unknown }).code));
