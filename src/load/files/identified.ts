import { rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256Of } from "../../text/bytes.js";
import { Fault } from "../../text/fault.js";
import { suffixOf } from "../../text/suffix.js";
import { unpackMember } from "../../text/zip.js";
import { contractHash, loadId } from "../contract.js";
import { newScratch } from "../history.js";
import { type Expected, holdTo } from "./manifest.js";
import type { SettledFile } from "./settled.js";

/** A file that is thought to be whole, and what its manifest says of it. */
export interface Awaited extends SettledFile {
  readonly expected?: Expected | undefined;
  /** What the manifest says of the archive that it lies in. */
  readonly expectedArchive?: Expected | undefined;
}

/** A file whose bytes were read once: they say which load it is. */
export interface Identified extends Awaited {
  readonly sha256: string;
  readonly hash: string;
  readonly id: string;
  /** Where its bytes lie: at `path`, or in a folder of their own, unpacked from the archive there. */
  readonly content: string;
  readonly bytes: number;
}

/** Reads one file after the other, each when it is asked for; of one that is gone by then the hash is empty. */
export async function* identified(files: readonly Awaited[], history: string): AsyncGenerator<Identified> {
  for (const [nth, file] of files.entries()) {
    const { path, member, seen } = file;
    if (member === undefined) yield named(file, { sha256: await sumOf(path), content: path, bytes: seen.size });
    else yield await unpacked(file, member, await newScratch(history, `member-${nth}`));
  }
}

/** Removes what was unpacked for a file. */
export async function forget({ content, path }: Identified): Promise<void> {
  if (content !== path) await rm(dirname(content), { recursive: true, force: true });
}

async function unpacked(file: Awaited, member: number, folder: string): Promise<Identified> {
  const { path, expectedArchive } = file;
  const content = join(folder, `content${suffixOf(file.file)}`);
  try {
    if (expectedArchive) holdTo(expectedArchive, { bytes: file.seen.size, sha256: await sumOf(path) });
    await unpackMember(path, member, content);
    return named(file, { sha256: await sumOf(content), content, bytes: (await stat(content)).size });
  } catch (fault) {
    await rm(folder, { recursive: true, force: true });
    if (!(fault instanceof Fault)) throw fault;
    return { ...named(file, { sha256: await sumOf(path), content: path, bytes: file.seen.size }), fault };
  }
}

function named(file: Awaited, found: Pick<Identified, "sha256" | "content" | "bytes">): Identified {
  const hash = contractHash(file.contract);
  return { ...file, ...found, hash, id: loadId(found.sha256, file.contract, hash) };
}

const sumOf = (path: string) =>
  sha256Of(path).catch((error) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
