import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import { DuckDBInstance, quotedIdentifier, quotedString } from "../../table/duckdb.js";
import { withUserErrors } from "../duckdb_errors.js";
import type { QueryResult } from "../run_query.js";
import { withSpillFolder } from "../spill_folder.js";

/** Writes into an existing file and keeps its mode. Uses a database of its own, because the sealed reader cannot write. */
export const writeParquet = (answer: QueryResult, file: string): Promise<void> =>
  withSpillFolder(async (options) => {
    const instance = await DuckDBInstance.create(":memory:", { ...options });
    const scratch = await instance.connect();
    try {
      await fillScratchTable(answer, scratch);
      await withUserErrors(() => scratch.run(copySql(answer, file)));
    } finally {
      scratch.closeSync();
      instance.closeSync();
    }
  });

/** Columns are numbered, so that no column name of the query can break the scratch table. */
async function fillScratchTable({ types, chunks }: QueryResult, scratch: DuckDBConnection): Promise<void> {
  await scratch.run(`create table answer (${types.map((type, n) => `c${n} ${type}`).join(", ")})`);
  const appender = await scratch.createAppender("answer");
  for await (const chunk of chunks) appender.appendDataChunk(chunk);
  appender.closeSync();
}

function copySql({ names, types }: QueryResult, file: string): string {
  const columns = names.map((name, n) => `c${n}::${exactType(types[n]!)} as ${quotedIdentifier(name)}`);
  // Without use_tmp_file false DuckDB writes another file and renames it, which loses the mode.
  return `copy (select ${columns.join(", ")} from answer) to ${quotedString(file)} (format parquet, use_tmp_file false)`;
}

/** Types that DuckDB's Parquet writer would change: it turns HUGEINT into DOUBLE, cuts intervals and shifts times. */
const exactTypes: Readonly<Record<string, string>> = {
  HUGEINT: "decimal(38, 0)",
  UHUGEINT: "varchar",
  INTERVAL: "varchar",
  "TIME WITH TIME ZONE": "varchar",
};
const exactType = (type: DuckDBType): string =>
  String(type).replace(
    /"(?:[^"]|"")*"|'(?:[^']|'')*'|\b(?:U?HUGEINT|INTERVAL|TIME WITH TIME ZONE)\b/g,
    (part) => exactTypes[part] ?? part,
  );
