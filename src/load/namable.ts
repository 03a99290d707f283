import type { Column } from "../columns.js";
import type { Contract } from "./contract.js";
import { positionsOf } from "./header.js";
import { wantedOf } from "./mapping.js";

/**
 * Whether a message may name the headers: without a header line they are somebody's values, and one of them may be called as
 * a column is by chance. At least half of them must be known, or of the columns that are needed two for each that is missing.
 */
export function areNamable(contract: Contract, headers: readonly string[]): boolean {
  const { table, feed } = contract;
  const isMet = (name: string) => positionsOf(name, headers).length > 0;
  const known = [...Object.keys(table.columns), ...Object.values(feed?.columns ?? {})];
  const places = new Set(known.flatMap((name) => positionsOf(name, headers)));
  const needed = Object.entries<Column<unknown>>(table.columns).flatMap(([name, column]) =>
    !column.binding?.given && (wantedOf(contract, name, column) ?? !column.nullable)
      ? [feed?.columns[name] ?? column.binding?.header ?? name]
      : [],
  );
  const met = needed.filter(isMet).length;
  return 2 * places.size >= headers.length || (met > 0 && met >= 2 * (needed.length - met));
}
