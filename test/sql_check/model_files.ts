import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { typeScriptFilesIn } from "../support/imports.js";

/** The file of everything that `models/` exports, e.g. of a table or of a part of a canonical entity. */
export async function readModelFiles(): Promise<ReadonlyMap<object, string>> {
  const files = typeScriptFilesIn("models");
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(resolve(file)).href)));
  return new Map(modules.flatMap((module, at) => Object.values<object>(module).map((value) => [value, files[at]!])));
}

/** Files with pieces of SQL that models share. */
export const sharedFiles = (): string[] =>
  [...typeScriptFilesIn("models"), ...typeScriptFilesIn("src/table")].filter((file) =>
    /\/shared\/|^src\/table\//.test(file),
  );
