import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import * as yauzl from "yauzl";
import { Fault } from "./fault.js";
import { createZipBombGuard } from "./gunzip.js";

/** A file in an archive: its path, and the index of its entry, because a path may occur twice. */
interface ZipMember {
  readonly name: string;
  readonly index: number;
}

/** The fault of an archive whose list of files or whose bytes are damaged. */
export const damagedZip = "the ZIP is cut or damaged, or still being written; fetch it again";

/** Lists the files in an archive. A Fault if the list is damaged. */
export async function listZipMembers(path: string): Promise<ZipMember[]> {
  const members: ZipMember[] = [];
  try {
    for await (const { fileName, place } of readZipEntries(path)) {
      if (!fileName.endsWith("/")) members.push({ name: fileName, index: place });
    }
  } catch (error) {
    throw isMachineError(error) ? error : new Fault(damagedZip);
  }
  return members;
}

/** Unpacks one file of an archive and verifies its checksum; a Fault if it is damaged. */
export async function unpackZipMember(path: string, wanted: number, to: string): Promise<void> {
  try {
    for await (const { zip, entry, place } of readZipEntries(path)) {
      if (place === wanted) return await unpackEntry(zip, entry, to);
    }
  } catch (error) {
    throw error instanceof Fault || isMachineError(error) ? error : new Fault(damagedZip);
  }
  throw new Fault(damagedZip);
}

async function* readZipEntries(path: string) {
  const zip = await yauzl.openPromise(path, { lazyEntries: true });
  let place = 0;
  for await (const entry of zip.eachEntry()) yield { zip, entry, fileName: entry.fileName, place: place++ };
}

async function unpackEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, to: string): Promise<void> {
  if (entry.isEncrypted()) throw new Fault("it is encrypted; put an archive without a password there");
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  const sums = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
  });
  await pipeline(stream, createZipBombGuard(entry.compressedSize), sums, createWriteStream(to, { mode: 0o600 }));
  if (sum !== entry.crc32) throw new Fault(damagedZip);
}

/** A full disk or missing rights are not a fault of the archive. */
const isMachineError = (error: unknown) =>
  ["ENOSPC", "EACCES", "EMFILE"].includes(String((error as { code?: string }).code));
