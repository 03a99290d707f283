import { fileURLToPath } from "node:url";
import { importModules } from "../base/import_modules.js";
import { productOfFile } from "../table/adapters.js";
import { isModel, isSource, type Model, type Source, type Table } from "../table/model.js";

/** Every table of the warehouse. Every file in `models/` that exports a table is registered automatically. */
export interface Catalogue {
  readonly sources: readonly Source[];
  readonly models: readonly Model[];
  /** The product of each table that belongs to an adapter. */
  readonly products: ReadonlyMap<Table, string>;
  /** Tables of products that no source uses; they are not built. */
  readonly absent: ReadonlySet<Table>;
}

const folder = fileURLToPath(new URL("../../models", import.meta.url));

/** Folders of `models/` whose files export no table. */
const withoutTables = /^(shared|lookup_gaps)[\\/]/;

/** Imports the files of `models/` that export tables, by name. */
export async function readCatalogue(): Promise<Catalogue> {
  const modules = await importModules(folder, { recursive: true, isWanted: (file) => !withoutTables.test(file) });
  const tables = modules.flatMap(({ file, exports }) =>
    Object.values(exports).flatMap((value) => (isTable(value) ? [{ table: value, file }] : [])),
  );
  const products = new Map(
    tables.flatMap(({ table, file }) => {
      const product = productOfFile(file);
      return product === undefined ? [] : [[table, product] as const];
    }),
  );
  const all = tables.map(({ table }) => table);
  return { sources: all.filter(isSource), models: all.filter(isModel), products, absent: new Set() };
}

/** The tables to build for a project whose sources are of these products. */
export function limitToProducts({ sources, models, products }: Catalogue, wanted: ReadonlySet<string>): Catalogue {
  const isAbsent = (table: Table) => products.has(table) && !wanted.has(products.get(table)!);
  const absent = new Set([...sources, ...models].filter(isAbsent));
  const present = <T extends Source | Model>(tables: readonly T[]) => tables.filter((table) => !absent.has(table));
  return { sources: present(sources), models: present(models), products, absent };
}

const isTable = (value: unknown): value is Table => typeof value === "object" && value !== null && "grain" in value;
