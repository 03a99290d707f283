/** Leaves forgotten people out of the loads that are in the history already. */
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Source } from "../../table/model.js";
import { type Needle, needleExpressions, withoutNeedles } from "../../text/needles.js";
import { copyToParquet, rowsOfFiles } from "../../text/parquet.js";
import { quotedPath } from "../../text/quoted_path.js";
import type { ForgottenPeople } from "../forgotten_people.js";
import { addLoad, loadFolder, rowsPath, updateLoad } from "../history.js";
import type { LoadRecord } from "../load_record.js";
import { type FiledRows, type ForgottenRows, findForgotten } from "../rows/forget_rows.js";
import { withoutRejects } from "../rows/rejects.js";
import { extraColumnName } from "../rows/typed_query.js";

/** What a load had of forgotten people. */
export interface ForgottenOfLoad {
  readonly load: LoadRecord;
  /** Loaded rows and rejected records that go. */
  readonly records: number;
  /** Rows that stay and lose a text. */
  readonly changed: number;
}

interface ForgetInput {
  readonly history: string;
  readonly loads: readonly LoadRecord[];
  /** All tables that loads may be of. */
  readonly tables: readonly Source[];
  readonly forgotten: ForgottenPeople;
  /** Further texts that go from the rows that stay, and from what is recorded of the loads, e.g. a name. */
  readonly needles?: readonly Needle[];
}

/** Writes every load again that has something of forgotten people, each in one rename; after a kill the next call completes it. Returns what was found. */
export async function forgetInHistory(connection: DuckDBConnection, input: ForgetInput): Promise<ForgottenOfLoad[]> {
  const found: ForgottenOfLoad[] = [];
  for (const load of input.loads) {
    const ofLoad = await findInLoad(connection, input, load);
    const records = ofLoad.goneRows + ofLoad.goneRejects.length;
    if (records + ofLoad.changed > 0) found.push({ load, records, changed: ofLoad.changed });
    await writeLoad(connection, input, load, ofLoad);
  }
  return found;
}

/** What loads have of forgotten people; changes nothing. */
export async function countInHistory(connection: DuckDBConnection, input: ForgetInput): Promise<ForgottenOfLoad[]> {
  const found: ForgottenOfLoad[] = [];
  for (const load of input.loads) {
    const { goneRows, goneRejects, changed } = await findInLoad(connection, input, load);
    if (goneRows + goneRejects.length + changed > 0)
      found.push({ load, records: goneRows + goneRejects.length, changed });
  }
  return found;
}

const rejectsPath = (history: string, { load_id }: LoadRecord) => join(loadFolder(history, load_id), "rejects.parquet");

/** The rows of a load as `findForgotten` reads them. */
export function filedRows(
  { history, tables }: Pick<ForgetInput, "history" | "tables">,
  { load_id, system, table, columns, extras }: LoadRecord,
): FiledRows {
  const typed = Object.entries(columns).flatMap(([name, type]) => (type === "text" ? [name] : []));
  return {
    table: tables.find(({ name }) => name === table),
    system,
    rows: rowsOfFiles([rowsPath(history, load_id)]),
    texts: [...typed, ...extras.map(extraColumnName)],
    rejected: `(select line, "column", code, record, file_row_number as "#no"
      from read_parquet(${quotedPath(rejectsPath(history, { load_id } as LoadRecord))}, file_row_number = true))`,
  };
}

const findInLoad = (
  connection: DuckDBConnection,
  input: Pick<ForgetInput, "history" | "tables" | "forgotten" | "needles">,
  load: LoadRecord,
): Promise<ForgottenRows> => findForgotten(connection, filedRows(input, load), input.forgotten, input.needles);

/** Writes a load without what was found in it, and without the needles in its record, e.g. in the name of its file. */
async function writeLoad(
  connection: DuckDBConnection,
  { history, tables, needles = [] }: ForgetInput,
  load: LoadRecord,
  found: ForgottenRows,
): Promise<LoadRecord> {
  const named = JSON.parse(withoutNeedles(JSON.stringify(load), needleExpressions(needles))) as LoadRecord;
  const { goneRows, goneRejects, changed } = found;
  const records = goneRows + goneRejects.length;
  if (records + changed === 0) {
    if (JSON.stringify(named) !== JSON.stringify(load)) await updateLoad(history, named);
    return named;
  }
  const record: LoadRecord = {
    ...named,
    loaded: load.loaded - goneRows,
    rejected: load.rejected - goneRejects.length,
    rejects: withoutRejects(load.rejects, goneRejects),
    ...(records > 0 ? { forgotten: (load.forgotten ?? 0) + records } : {}),
  };
  const { rejected } = filedRows({ history, tables }, load);
  return addLoad(history, record, async (folder) => {
    const rows = `select * exclude ("#row") from (${found.rows}) order by "#row"`;
    const count = await copyToParquet(connection, rows, join(folder, "rows.parquet"));
    // Nothing of other people may be lost.
    if (count !== record.loaded)
      throw new Error(`${load.load_id}: ${record.loaded} rows should be kept, but ${count} were`);
    await copyToParquet(
      connection,
      `select line, "column", code, record from ${rejected} where not (${found.isRejectedGone}) order by "#no"`,
      join(folder, "rejects.parquet"),
    );
  });
}
