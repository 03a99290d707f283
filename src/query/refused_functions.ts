import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";

/**
 * Functions that change the session, print on the standard output or run a text as SQL, although a SELECT calls them. DuckDB
 * locks settings, but not these.
 */
const refusedFunctions = [
  "enable_logging",
  "disable_logging",
  "truncate_duckdb_logs",
  "write_log",
  "enable_profiling",
  "disable_profiling",
  "enable_peg_parser",
  "disable_peg_parser",
  "checkpoint",
  "force_checkpoint",
  "query",
  "json_execute_serialized_sql",
  "arrow_scan",
  "arrow_scan_dumb",
];

/** A text without any of the names, and without a spelling that can hide one, calls none of them. */
const mayCallRefused = new RegExp(`${refusedFunctions.join("|")}|u&["']`, "i");

/** Throws a `UserError` (exit 2) if a SELECT calls a function that it must not call. DuckDB's own parser finds the calls. */
export async function mustCallAllowedFunctions(reader: DuckDBConnection, select: string): Promise<void> {
  if (!mayCallRefused.test(select)) return;
  const answer = await reader.runAndReadAll("select json_serialize_sql($1::varchar)::varchar", [select]);
  const tree = String(answer.getRows()[0]![0]);
  // The next step tells mistakes in the text, and several statements, better.
  if (/^\{"error":true,"error_type":"parser"/.test(tree)) return;
  if (tree.startsWith('{"error":true')) {
    if ((await reader.extractStatements(select)).count !== 1) return;
    throw new UserError("The query cannot be checked; write it as one SELECT.", 2);
  }
  const called = [...tree.matchAll(/"function_name":"([^"]*)"/g)].map(([, name]) => name!.toLowerCase());
  const refused = called.find((name) => refusedFunctions.includes(name));
  if (refused !== undefined) throw new UserError(`The function ${refused} is not allowed here: a query only reads.`, 2);
}
