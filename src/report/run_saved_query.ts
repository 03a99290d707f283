import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { packageRoot } from "../base/package_root.js";
import { runQuery } from "../query/run_query.js";
import { bindParams, readSavedQuery } from "../query/saved_queries.js";

/** The rows of a saved query and the command that prints the same rows. */
export interface SavedQueryResult<Row> {
  readonly command: string;
  readonly rows: readonly Row[];
}

/** A saved query and the texts of its parameters. */
export type SavedQueryRequest = Readonly<{ query: string; params?: Readonly<Record<string, string>> }>;

/** The most rows that a chart can have: beyond that, nobody can tell its marks apart. */
const maxChartRows = 5000;

/** Throws a `UserError` (exit 2) if a chart has more rows than it can show. Leaving some out would make another chart. */
export function mustBeDrawable(rows: number, query: string): void {
  if (rows <= maxChartRows) return;
  throw new UserError(
    `query ${query}: more than ${maxChartRows} rows are too many for a chart; ask for fewer with its parameters (closedloop query ${query} gives all)`,
    2,
  );
}

/**
 * Runs a saved query as `closedloop query` does. Values are text, `bigint`, `number` and `boolean`; days and instants are
 * DuckDB objects. `Row` is not checked. With `isForChart` more rows than a chart can have are a `UserError` (exit 2).
 */
export async function runSavedQuery<Row>(
  reader: DuckDBConnection,
  { query, params = {} }: SavedQueryRequest,
  { isForChart = false } = {},
): Promise<SavedQueryResult<Row>> {
  const saved = readSavedQuery(join(packageRoot(), "queries"), query);
  const { names, chunks } = await runQuery(reader, saved.sql, bindParams(saved, params));
  const rows: Row[] = [];
  for await (const chunk of chunks) {
    rows.push(...(chunk.getRowObjects(names) as Row[]));
    if (isForChart) mustBeDrawable(rows.length, query);
  }
  return { command: formatCommand({ query, params }), rows };
}

function formatCommand({ query, params = {} }: SavedQueryRequest): string {
  const given = Object.entries(params).map(([name, value]) => ` --param ${quoteForShell(`${name}=${value}`)}`);
  return `closedloop query ${query}${given.join("")}`;
}

const quoteForShell = (word: string) => (/^[\w=.:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
