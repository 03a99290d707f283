/** Files with a name of their own beside the published ones, ready to replace them by a rename. */
import { constants, copyFile, link, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncToDisk } from "../base/private_file.js";

const preparedSuffix = ".publishing";
/** Where a file is prepared that will get the name `target`. */
export const preparedPath = (target: string) => `${target}${preparedSuffix}`;

/** Removes what was prepared and never got its final name. */
export async function removePreparedFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    if (name.endsWith(preparedSuffix)) await rm(join(folder, name), { force: true });
}

/** Codes of file systems that have no hard links, or too many of the file. */
const noHardLink = new Set(["EPERM", "EXDEV", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** Gives a file a second name in the folder of the published files. */
export async function prepareFile(given: string, path: string, linkFile: typeof link = link): Promise<void> {
  await rm(path, { force: true });
  try {
    await linkFile(given, path);
  } catch (error) {
    if (!noHardLink.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await copyFile(given, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await syncToDisk(path);
  }
}
