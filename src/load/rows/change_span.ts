import type { DuckDBConnection } from "@duckdb/node-api";
import type { Instant } from "../../table/columns.js";
import { quotedIdentifier, quotedString } from "../../table/dialect.js";
import { rowsOf } from "../../table/rows.js";
import { rowsOfFiles } from "../../text/parquet.js";
import type { LoadContract } from "../load_contract.js";
import type { ChangeSpan, LoadRecord } from "../load_record.js";
import type { BoundColumn } from "./bound_column.js";

/**
 * The first and last change of the records of a file, without rejected ones, and of objects in parts the first and last creation,
 * because their extracts may be windows of either. Null if a record does not have the date, or if there are no records.
 */
export async function readSpans(
  connection: DuckDBConnection,
  { table: { origin } }: LoadContract,
  columns: readonly BoundColumn[],
  path: string,
): Promise<Pick<LoadRecord, "changed" | "created">> {
  if (origin.kind !== "export") return { changed: null };
  const present = (names: readonly string[]) => names.filter((name) => columns.some((column) => column.name === name));
  const changed = present(origin.changedColumns ?? []);
  const created = present(origin.createdColumn ? [origin.createdColumn] : []);
  return {
    changed: await readSpan(connection, changed.length > 0 ? changed : created, path),
    ...(origin.inParts ? { created: await readSpan(connection, created, path) } : {}),
  };
}

async function readSpan(
  connection: DuckDBConnection,
  named: readonly string[],
  path: string,
): Promise<ChangeSpan | null> {
  if (named.length === 0) return null;
  const at = `coalesce(${named.map((name) => `${quotedIdentifier(name)}::timestamp`).join(", ")})`;
  const [span] = await rowsOf<{ from: Instant | null; to: Instant | null; undated: bigint }>(
    connection,
    `select min(${at}) as "from", max(${at}) as "to", count(*) filter (where ${at} is null) as undated
    from ${rowsOfFiles([path])} where "#fault" is null`,
  );
  const { from, to, undated } = span!;
  return from === null || to === null || undated > 0n ? null : { from, to };
}

/** The newest time in the records of a file up to `asOf`, without rejected ones: a change or creation if the file has any, else any time. */
export async function readNewest(
  connection: DuckDBConnection,
  { table: { origin } }: LoadContract,
  columns: readonly BoundColumn[],
  path: string,
  asOf: Instant,
): Promise<Instant | null> {
  const { changedColumns = [], createdColumn } = origin.kind === "export" ? origin : {};
  const dating = new Set([...changedColumns, createdColumn]);
  const dated = columns.filter(({ name }) => dating.has(name));
  const used = dated.length > 0 ? dated : columns.filter(({ column }) => column.type === "instant");
  if (used.length === 0) return null;
  const clock = `${quotedString(asOf)}::timestamptz::timestamp`;
  const times = used.map(({ name }) => `${quotedIdentifier(name)}::timestamp`);
  const [found] = await rowsOf<{ newest: Instant | null }>(
    connection,
    `select greatest(${times.map((at) => `max(${at}) filter (where ${at} <= ${clock})`).join(", ")}) as newest
    from ${rowsOfFiles([path])} where "#fault" is null`,
  );
  return found!.newest;
}
