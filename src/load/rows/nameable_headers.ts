import { acceptedHeaders } from "../../table/accepted_headers.js";
import type { Column } from "../../table/columns.js";
import { findHeaderPositions } from "../../text/header.js";
import type { LoadContract } from "../load_contract.js";
import { isColumnRequired } from "./column_text.js";

/**
 * True if a message may quote the headers. Without a header line they are a record's values, some of which may look like a
 * header by chance. So at least half of the headers must be known, or two required columns must be found for each missing one.
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
  const found = needed.filter((names) => names.some((name) => findHeaderPositions(name, headers).length > 0)).length;
  return 2 * places.size >= headers.length || (found > 0 && found >= 2 * (needed.length - found));
}
