import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isModel, isSource, type Model, type Source, type Table } from "./model.js";

/** Every table of the warehouse: a file in `models/` is all it takes to be one. */
export interface Catalogue {
  readonly sources: readonly Source[];
  readonly models: readonly Model[];
}

const folder = fileURLToPath(new URL("../models", import.meta.url));

/** Imports all files of `models/`, in order of their names. */
export async function readCatalogue(): Promise<Catalogue> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /(?<!\.d)\.[jt]s$/.test(file)).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)).href)));
  const tables = modules.flatMap((module) => Object.values(module as Record<string, Table>));
  return { sources: tables.filter(isSource), models: tables.filter(isModel) };
}
