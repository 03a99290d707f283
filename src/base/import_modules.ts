import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface ImportedModule {
  /** Path below the folder. */
  readonly file: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** `.ts` when running from the sources, `.js` when running from the package; a `.d.ts` has nothing to import. */
const modulePattern = /(?<!\.d)\.[jt]s$/;

/** Imports the modules of a folder, sorted by path. Folders below it are left out unless `recursive` is set. */
export async function importModules(
  folder: string,
  { recursive = false, isWanted = () => true }: { recursive?: boolean; isWanted?: (file: string) => boolean } = {},
): Promise<ImportedModule[]> {
  const files = (await readdir(folder, { recursive })).filter((file) => modulePattern.test(file) && isWanted(file));
  return Promise.all(
    files.sort().map(async (file) => ({ file, exports: await import(pathToFileURL(join(folder, file)).href) })),
  );
}
