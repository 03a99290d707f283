import type { Column, Columns } from "../table/columns.js";
import { sqlTypes } from "../table/dialect.js";

/** The columns of a select, each with DuckDB's name of its type, e.g. `mqls` -> `BIGINT`. */
export type SelectedColumns = ReadonlyMap<string, string>;

/**
 * Compares the columns of a select with those of a contract, in both directions. Returns one sentence per difference,
 * e.g. `column mqls is declared as BIGINT, but the select gives VARCHAR`; none: they are equal.
 */
export function compareColumns(contract: Columns<any>, selected: SelectedColumns): string[] {
  const declared = Object.entries<Column<unknown>>(contract);
  const differences = declared.flatMap(([name, { type }]) => {
    const found = selected.get(name);
    if (found === sqlTypes[type]) return [];
    return found === undefined
      ? [`column ${name} is declared as ${sqlTypes[type]}, but the select does not give it`]
      : [`column ${name} is declared as ${sqlTypes[type]}, but the select gives ${found}`];
  });
  const extra = [...selected].filter(([name]) => !Object.hasOwn(contract, name));
  return [
    ...differences,
    ...extra.map(([name, type]) => `the select gives column ${name} ${type}, but the contract does not declare it`),
  ];
}
