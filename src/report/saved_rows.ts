import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { packageRoot } from "../base/package_root.js";
import { ask } from "../query/ask.js";
import { bindParams, readSavedQuery } from "../query/saved.js";

/** The rows of a saved query and the command that gives an analyst the same ones. */
export interface Answered<Row> {
  readonly command: string;
  readonly rows: readonly Row[];
}

/** What a report reads by: a saved query and texts for its parameters. */
export type Asked = Readonly<{ query: string; params?: Readonly<Record<string, string>> }>;

/**
 * Runs a saved query as `closedloop query` does. Rows hold text, `bigint`, `number` and `boolean`; days and instants stay
 * DuckDB's own objects, and `Row` is taken at the caller's word.
 */
export async function savedRows<Row>(reader: DuckDBConnection, { query, params = {} }: Asked): Promise<Answered<Row>> {
  const saved = readSavedQuery(join(packageRoot(), "queries"), query);
  const { names, chunks } = await ask(reader, saved.sql, bindParams(saved, params));
  const rows: Row[] = [];
  for await (const chunk of chunks) rows.push(...(chunk.getRowObjects(names) as Row[]));
  return { command: commandOf({ query, params }), rows };
}

function commandOf({ query, params = {} }: Asked): string {
  const given = Object.entries(params).map(([name, value]) => ` --param ${quoted(`${name}=${value}`)}`);
  return `closedloop query ${query}${given.join("")}`;
}

const quoted = (word: string) => (/^[\w=.:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
