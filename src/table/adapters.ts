import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importModules } from "../base/import_modules.js";
import type { Adapter } from "./adapter.js";

const folder = fileURLToPath(new URL("../../models/adapters", import.meta.url));
const adapterFile = /^[^\\/]+[\\/]adapter\.\w+$/;

/** The names of the products that have an adapter, sorted. Imports no adapter. */
export const listProducts = (): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();

/** The product of a file below `models/`; undefined outside `models/adapters`. */
export const productOfFile = (file: string): string | undefined => /^adapters[\\/]([^\\/]+)[\\/]/.exec(file)?.[1];

/** Imports all adapters, sorted by product. */
export async function readAdapters(): Promise<readonly Adapter[]> {
  const modules = await importModules(folder, { recursive: true, isWanted: (file) => adapterFile.test(file) });
  return modules.map(({ exports }) => (exports as { adapter: Adapter }).adapter);
}
