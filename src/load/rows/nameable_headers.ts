import type { Column } from "../../table/columns.js";
import { findHeaderPositions } from "../../text/header.js";
import type { LoadContract } from "../load_contract.js";
import { acceptedHeaders, isColumnRequired } from "./column_text.js";

/**
 * Whether a message may name the headers: without a header line they are somebody's values, and one of them may be called as
 * a column is by chance. At least half of them must be known, or of the columns that are needed two for each that is missing.
 */
export function canNameHeaders(contract: LoadContract, headers: readonly string[]): boolean {
  const { table, feed } = contract;
  const columns = Object.entries<Column<unknown>>(table.columns);
  const known = [
    ...columns.flatMap(([name, column]) => [name, ...acceptedHeaders(name, column)]),
    ...Object.values(feed?.columns ?? {}),
  ];
  const places = new Set(known.flatMap((name) => findHeaderPositions(name, headers)));
  const needed = columns.flatMap(([name, column]) => {
    if (column.binding?.given || !(isColumnRequired(contract, name, column) ?? !column.nullable)) return [];
    const header = feed?.columns[name];
    return [header === undefined ? acceptedHeaders(name, column) : [header]];
  });
  const met = needed.filter((names) => names.some((name) => findHeaderPositions(name, headers).length > 0)).length;
  return 2 * places.size >= headers.length || (met > 0 && met >= 2 * (needed.length - met));
}
