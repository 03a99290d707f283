import type { DuckDBConnection } from "@duckdb/node-api";

/** Why RE2 cannot read a pattern; undefined if it can. */
export const regexFault = (connection: DuckDBConnection, pattern: string): Promise<string | undefined> =>
  connection.run("select regexp_matches('', $1)", [pattern]).then(
    () => undefined,
    (error: Error) => error.message.replace(/^[\w ]*Error: /, ""),
  );
