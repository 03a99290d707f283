import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The names of the files of a folder with this ending, without it and in order: `funnel` of `funnel.sql`. */
export const listFileNames = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []))
    .sort();

/** The path of such a file by its name; undefined if there is none, or if the name could lead to another folder. */
export function findNamedFile(folder: string, name: string, ending: string): string | undefined {
  const file = join(folder, name + ending);
  return /^[a-z][a-z0-9_-]*$/.test(name) && existsSync(file) ? file : undefined;
}
