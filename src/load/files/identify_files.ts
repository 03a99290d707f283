import { rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sha256Of } from "../../text/bytes.js";
import { Fault } from "../../text/fault.js";
import { fileSuffix } from "../../text/file_suffix.js";
import { unpackZipMember } from "../../text/zip.js";
import { createScratchFolder } from "../history.js";
import { hashContract, loadId } from "../load_contract.js";
import { assertMatchesManifest, type ManifestEntry } from "./manifest.js";
import type { SettledFile } from "./settled_files.js";

/** A file that seems to be complete, with its entry in the manifest. */
export interface ExpectedFile extends SettledFile {
  readonly expected?: ManifestEntry | undefined;
  /** The manifest's entry of the archive that contains the file. */
  readonly expectedArchive?: ManifestEntry | undefined;
}

/** A file with the hash of its bytes and the id of its load. */
export interface IdentifiedFile extends ExpectedFile {
  readonly sha256: string;
  readonly hash: string;
  readonly id: string;
  /** The path of its bytes: `path`, or an unpacked copy in a folder of its own. */
  readonly content: string;
  readonly bytes: number;
}

/**
 * Hashes one file after the other, each when the caller asks for it. The hash of a file that is gone by then is empty.
 * `onRead` is called with the bytes of files that are read, archives excepted.
 */
export async function* identifyFiles(
  files: readonly ExpectedFile[],
  history: string,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<IdentifiedFile> {
  for (const [nth, file] of files.entries()) {
    const { path, member, seen } = file;
    if (member === undefined)
      yield identifyFile(file, { sha256: await hashIfPresent(path, onRead), content: path, bytes: seen.size });
    else yield await unpackAndIdentify(file, member, await createScratchFolder(history, `member-${nth}`));
  }
}

/** Removes the unpacked copy of a file, if there is one. */
export async function removeUnpacked({ content, path }: IdentifiedFile): Promise<void> {
  if (content !== path) await rm(dirname(content), { recursive: true, force: true });
}

async function unpackAndIdentify(file: ExpectedFile, member: number, folder: string): Promise<IdentifiedFile> {
  const { path, expectedArchive } = file;
  const content = join(folder, `content${fileSuffix(file.file)}`);
  try {
    if (expectedArchive)
      assertMatchesManifest(expectedArchive, { bytes: file.seen.size, sha256: await hashIfPresent(path) });
    await unpackZipMember(path, member, content);
    return identifyFile(file, { sha256: await hashIfPresent(content), content, bytes: (await stat(content)).size });
  } catch (fault) {
    await rm(folder, { recursive: true, force: true });
    if (!(fault instanceof Fault)) throw fault;
    return {
      ...identifyFile(file, { sha256: await hashIfPresent(path), content: path, bytes: file.seen.size }),
      fault,
    };
  }
}

function identifyFile(file: ExpectedFile, found: Pick<IdentifiedFile, "sha256" | "content" | "bytes">): IdentifiedFile {
  const hash = hashContract(file.contract);
  return { ...file, ...found, hash, id: loadId(found.sha256, file.contract, hash) };
}

const hashIfPresent = (path: string, onRead?: (bytes: number) => void) =>
  sha256Of(path, onRead).catch((error) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
