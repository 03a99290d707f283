import { posix } from "node:path";
import type { Source } from "../table/model.js";

interface FileWithTable {
  readonly file: string;
  readonly table: Source;
}

const productOf = ({ table: { origin } }: FileWithTable) => (origin.kind === "export" ? origin.product : "");

/**
 * The files that are not among strangers: several products have campaigns and opportunities, so one that lies in a folder of
 * another product's files, while its own lie elsewhere, is no file of it.
 */
export function dropMisplacedFiles<F extends FileWithTable>(files: readonly F[]): F[] {
  const counts = new Map<string, Map<string, number>>();
  for (const file of files) {
    const folder = posix.dirname(file.file);
    const of = counts.get(folder) ?? new Map<string, number>();
    counts.set(folder, of.set(productOf(file), (of.get(productOf(file)) ?? 0) + 1));
  }
  const isHome = (product: string, of: ReadonlyMap<string, number>) => of.get(product) === Math.max(...of.values());
  const isElsewhere = (product: string) => [...counts.values()].some((of) => of.has(product) && isHome(product, of));
  return files.filter((file) => {
    const product = productOf(file);
    return isHome(product, counts.get(posix.dirname(file.file))!) || !isElsewhere(product);
  });
}
