import type { DuckDBConnection } from "@duckdb/node-api";
import type { Instant } from "../../table/columns.js";
import { quotedIdentifier } from "../../table/dialect.js";
import { rowsOf } from "../../table/rows.js";
import { rowsOfFiles } from "../../text/parquet.js";
import type { LoadContract } from "../load_contract.js";
import type { ChangeSpan } from "../load_record.js";
import type { BoundColumn } from "./bound_column.js";

/** The span of the typed records of a file, rejected ones left out; null where a record does not say, or there is none. */
export async function readChangeSpan(
  connection: DuckDBConnection,
  { table: { origin } }: LoadContract,
  columns: readonly BoundColumn[],
  path: string,
): Promise<ChangeSpan | null> {
  // Of exports in parts nobody asks whether one is full.
  if (origin.kind !== "export" || origin.inParts) return null;
  const there = (names: readonly string[]) => names.filter((name) => columns.some((column) => column.name === name));
  const changed = there(origin.changedColumns ?? []);
  const named = changed.length > 0 ? changed : there(origin.createdColumn ? [origin.createdColumn] : []);
  if (named.length === 0) return null;
  const at = `coalesce(${named.map((name) => `${quotedIdentifier(name)}::timestamp`).join(", ")})`;
  const [span] = await rowsOf<{ from: Instant | null; to: Instant | null; unsaid: bigint }>(
    connection,
    `select min(${at}) as "from", max(${at}) as "to", count(*) filter (where ${at} is null) as unsaid
    from ${rowsOfFiles([path])} where "#fault" is null`,
  );
  const { from, to, unsaid } = span!;
  return from === null || to === null || unsaid > 0n ? null : { from, to };
}
