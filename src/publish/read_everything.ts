import { existsSync } from "node:fs";
import { UserError } from "../base/errors.js";
import { withWarehouse } from "../table/database_file.js";
import { quotedIdentifier } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";

/** How many tables of a file were read, or why not all of them can be read. */
interface ReadTables {
  readonly tables: number;
  readonly fault?: string;
}

/** Errors that tell nothing about the file: too little memory, or another program that writes into it. */
const notOfFile = /^Out of Memory Error|^Permission Error|Could not set lock|Conflicting lock/;

/** Reads every value of every table of a database file, so that a block that cannot be read is found. */
export async function readEverything(path: string): Promise<ReadTables> {
  if (!existsSync(path)) return { tables: 0, fault: "the file is missing" };
  let tables = 0;
  try {
    await withWarehouse(path, "READ_ONLY", async (reader) => {
      const found = await rowsOf<{ schema_name: string; table_name: string }>(
        reader,
        "select schema_name, table_name from duckdb_tables() where database_name = current_database() and not internal",
      );
      for (const { schema_name, table_name } of found) {
        await reader.run(
          `select bit_xor(hash(columns(*))) from ${quotedIdentifier(schema_name)}.${quotedIdentifier(table_name)}`,
        );
        tables += 1;
      }
    });
    return { tables };
  } catch (error) {
    const { message } = error as Error;
    if (notOfFile.test(message)) throw new UserError(`${path} cannot be read now: ${message.split("\n")[0]}`, 4);
    // DuckDB's messages can quote rows.
    return { tables, fault: `it cannot be read (${/^[\w ]+ Error/.exec(message)?.[0] ?? "unknown error"})` };
  }
}
