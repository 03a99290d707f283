import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import { DuckDBInstance, quotedIdentifier, quotedString } from "../../table/duckdb.js";
import { withUserErrors } from "../duckdb_errors.js";
import type { QueryResult } from "../run_query.js";
import { withSpillFolder } from "../spill_folder.js";

/** Writes into an existing file, whose mode it keeps; the sandboxed reader itself may write nothing. */
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

/** Columns go by number, so that no name of the query can break the scratch table. */
async function fillScratchTable({ types, chunks }: QueryResult, scratch: DuckDBConnection): Promise<void> {
  await scratch.run(`create table answer (${types.map((type, n) => `c${n} ${type}`).join(", ")})`);
  const appender = await scratch.createAppender("answer");
  for await (const chunk of chunks) appender.appendDataChunk(chunk);
  appender.closeSync();
}

function copySql({ names, types }: QueryResult, file: string): string {
  const columns = names.map((name, n) => `c${n}::${exactType(types[n]!)} as ${quotedIdentifier(name)}`);
  // DuckDB would otherwise write beside and rename, which loses the file's mode.
  return `copy (select ${columns.join(", ")} from answer) to ${quotedString(file)} (format parquet, use_tmp_file false)`;
}

/** DuckDB's Parquet writer makes a DOUBLE of what `sum(BIGINT)` gives, cuts intervals and shifts times: keep them exact. */
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
