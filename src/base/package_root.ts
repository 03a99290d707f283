import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the installed package, which contains `seeds` and `queries`; works from `src/*.ts` and from `dist/src/*.js`. */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (readPackageName(join(folder, "package.json")) === "closedloop") return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json of closedloop above ${import.meta.url}`);
  }
}

/** The version of closedloop. */
export const packageVersion = (): string =>
  JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version;

function readPackageName(path: string): unknown {
  if (!existsSync(path)) return undefined;
  const { name } = JSON.parse(readFileSync(path, "utf8")) as { name?: unknown };
  return name;
}
