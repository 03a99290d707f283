/** Reads truth.json as tables and compares them with the warehouse of the same project. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { withWarehouse } from "../../src/table/database_file.js";
import { quotedIdentifier, quotedString } from "../../src/table/dialect.js";
import { rowsOf } from "../../src/table/rows.js";

/**
 * How the arrays of truth.json are read. Columns take the types of the mart `like`, so that values can be compared;
 * `more` has other types, `names` the columns of an array that may be empty.
 */
const arrays: Record<string, { like?: string; more?: Record<string, string>; names?: readonly string[] }> = {
  people: {
    like: "people",
    more: {
      human: "BIGINT",
      is_sampled: "BOOLEAN",
      records: "STRUCT(system VARCHAR, record_id VARCHAR)[]",
    },
  },
  cycles: { like: "mql_cycles" },
  scores: { like: "score_history" },
  left_out: { names: ["system", "record_id", "reason"] },
  limits: {
    more: { really_at: "TIMESTAMP", told_at: "TIMESTAMP" },
    names: ["person_id", "kind", "stage", "really_at", "told_at"],
  },
  rejected_rows: { names: ["file"] },
  rates: { like: "funnel" },
  rejections: { like: "rejections" },
  opportunities: { like: "opportunities", names: ["opportunity_key", "outcome", "amount"] },
  credits: { like: "mql_cycles", names: ["person_id", "cycle_no", "amount_credited"] },
};

/** Opens tables `truth.<array>`, with the project's warehouse attached as `found`. */
export async function withTruth<T>(project: string, work: (tables: DuckDBConnection) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), "closedloop-truth-"));
  try {
    const columns = await splitArrays(join(project, "truth.json"), scratch);
    return await withWarehouse(":memory:", "READ_WRITE", async (tables) => {
      const warehouse = join(project, "warehouse/warehouse.duckdb");
      await tables.run(`attach ${quotedString(warehouse)} as found (read_only)`);
      await tables.run("create schema truth");
      for (const [name, { names }] of Object.entries(arrays)) {
        const all = columns.get(name) ?? names;
        if (all) await createTruthTable(tables, scratch, name, all);
      }
      return await work(tables);
    });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Writes each array to a file of JSON lines. Returns the columns of the arrays that have rows. */
async function splitArrays(path: string, folder: string): Promise<Map<string, string[]>> {
  const columns = new Map<string, string[]>();
  let file: ReturnType<typeof createWriteStream> | undefined;
  let name = "";
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const begins = /^"(\w+)": \[$/.exec(line)?.[1];
    if (begins !== undefined) {
      name = begins;
      file = createWriteStream(join(folder, `${name}.jsonl`));
    } else if (/^\],?$/.test(line)) {
      await finished(file!.end());
    } else if (line.startsWith("{") && file && line !== "{") {
      if (!columns.has(name)) columns.set(name, Object.keys(JSON.parse(line.replace(/,$/, ""))));
      file.write(`${line.replace(/,$/, "")}\n`);
    }
  }
  return columns;
}

async function createTruthTable(tables: DuckDBConnection, folder: string, name: string, columns: readonly string[]) {
  const { like, more = {} } = arrays[name]!;
  const martColumns = await rowsOf<{ column_name: string; data_type: string }>(
    tables,
    `select column_name, data_type from duckdb_columns()
      where database_name = 'found' and schema_name = 'marts' and table_name = ${quotedString(like ?? "")}`,
  );
  const types: Record<string, string> = Object.fromEntries(martColumns.map((one) => [one.column_name, one.data_type]));
  const typed = columns.map((one) => `${quotedIdentifier(one)}: ${quotedString(more[one] ?? types[one] ?? "VARCHAR")}`);
  await tables.run(
    `create table truth.${name} as from read_json(${quotedString(join(folder, `${name}.jsonl`))},
      format = 'newline_delimited', columns = {${typed.join(", ")}})`,
  );
}

export interface Comparison {
  /** Queries, without a semicolon at the end. */
  readonly truth: string;
  readonly found: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

/**
 * The differences between the rows of two queries, one line per column with the count and the first few values.
 * Missing and additional rows have a line too. Returns no lines if the rows are equal.
 */
export async function findDifferences(tables: DuckDBConnection, compared: Comparison, few = 5): Promise<string[]> {
  const { truth, found, key, columns } = compared;
  const cells = columns.map((name) => {
    const [wanted, is] = [`truth.${quotedIdentifier(name)}`, `found.${quotedIdentifier(name)}`];
    return `{'name': ${quotedString(name)}, 'differs': ${wanted} is distinct from ${is}, 'truth': ${wanted}::varchar, 'found': ${is}::varchar}`;
  });
  const keyOf = (side: string) =>
    `concat_ws(' ', ${key.map((name) => `${side}.${quotedIdentifier(name)}`).join(", ")})`;
  const joined = key.map(
    (name) => `truth.${quotedIdentifier(name)} is not distinct from found.${quotedIdentifier(name)}`,
  );
  const lines = await rowsOf<{ line: string }>(
    tables,
    `with truth as (select *, true as "#is" from (${truth})), found as (select *, true as "#is" from (${found})),
    beside as (
      select case when truth."#is" is null then ${keyOf("found")} else ${keyOf("truth")} end as "#key",
        case when truth."#is" is null then [{'name': 'row too many', 'truth': '', 'found': ''}]
          when found."#is" is null then [{'name': 'row missing', 'truth': '', 'found': ''}]
          else list_transform(list_filter([${cells.join(", ")}], lambda cell: cell.differs),
            lambda cell: {'name': cell.name, 'truth': cell.truth, 'found': cell.found}) end as "#cells"
      from truth
      full join found on ${joined.join(" and ")}
    ),
    apart as (select "#key", unnest("#cells") as cell from beside)
    select cell.name || ': ' || count(*) || ' differ: ' || array_to_string(list("#key" || ' truth ' ||
      coalesce(cell.truth, 'null') || ' found ' || coalesce(cell.found, 'null') order by "#key")[1:${few}], '; ') as line
    from apart
    group by cell.name
    order by count(*) desc`,
  );
  return lines.map(({ line }) => line);
}

/** Reads the part of truth.json before its arrays. */
export async function readTruthHeader(
  project: string,
): Promise<{ dirt: Record<string, number>; as_of: string; leads: number }> {
  const file = await open(join(project, "truth.json"));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const text = buffer.toString("utf8", 0, bytesRead);
    return JSON.parse(`${text.slice(0, text.indexOf('"people": [')).replace(/,\s*$/, "")}}`);
  } finally {
    await file.close();
  }
}
