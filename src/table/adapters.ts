import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Adapter } from "./adapter.js";

const folder = fileURLToPath(new URL("../../models/adapters", import.meta.url));

/** The products that have an adapter, in order of their names: the names of the folders, for whoever needs no more. */
export const listProducts = (): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();

/** The product of a file of `models/`; undefined where it belongs to none. */
export const productOfFile = (file: string): string | undefined => /^adapters[\\/]([^\\/]+)[\\/]/.exec(file)?.[1];

/** Imports every adapter, in order of the products. */
export async function readAdapters(): Promise<readonly Adapter[]> {
  const modules = await Promise.all(listProducts().map((product) => importAdapter(product)));
  return modules.map(({ adapter }) => adapter);
}

/** From the sources a module ends in `.ts`, from the package in `.js`. */
const moduleExtension = import.meta.url.endsWith(".ts") ? "ts" : "js";

const importAdapter = (product: string): Promise<{ adapter: Adapter }> =>
  import(pathToFileURL(join(folder, product, `adapter.${moduleExtension}`)).href);
