import { posix } from "node:path";
import type { Source } from "../table/model.js";
import type { RecognisedFile } from "./recognise_files.js";
import { productOf } from "./source_objects.js";

/** A file whose object is known. */
export type FileOfObject = RecognisedFile & { readonly table: Source };

/**
 * Drops files that lie among another product's files while the rest of their own product is in another folder. Several
 * products have e.g. campaigns, so such a file is probably one of the other product.
 */
export function dropMisplacedFiles(files: readonly FileOfObject[]): FileOfObject[] {
  const counts = new Map<string, Map<string, number>>();
  for (const file of files) {
    const folder = posix.dirname(file.file);
    const of = counts.get(folder) ?? new Map<string, number>();
    counts.set(folder, of.set(productOf(file.table), (of.get(productOf(file.table)) ?? 0) + 1));
  }
  const isHome = (product: string, of: ReadonlyMap<string, number>) => of.get(product) === Math.max(...of.values());
  const isElsewhere = (product: string) => [...counts.values()].some((of) => of.has(product) && isHome(product, of));
  return files.filter((file) => {
    const product = productOf(file.table);
    return isHome(product, counts.get(posix.dirname(file.file))!) || !isElsewhere(product);
  });
}
