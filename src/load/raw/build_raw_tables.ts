import type { DuckDBConnection } from "@duckdb/node-api";
import type { Config } from "../../config/config_schema.js";
import { historyFolder } from "../../config/project_paths.js";
import type { Column, Instant } from "../../table/columns.js";
import { quotedIdentifier, quotedString } from "../../table/dialect.js";
import { isSource, type Source } from "../../table/model.js";
import { readLoads } from "../history.js";
import { createAllLoadContracts, deletedColumn, hasOwnId, keyColumns } from "../load_contract.js";
import { validSince } from "../rows/replica_versions.js";
import {
  type CountedLoad,
  columnSql,
  findCountedLoads,
  groupLoads,
  instantLiteral,
  rowsOfLoads,
} from "./counted_loads.js";
import { selectFieldValues, type TrackedField } from "./field_values.js";
import { createMissingRecords } from "./missing_records.js";
import { createRawTable } from "./raw_table.js";
import type { UnloadedFile } from "./snapshots.js";

export interface RawBuildInput {
  project: string;
  config: Config;
  tables: readonly Source[];
  /** The clock of the run; loads with a later time get this time. */
  asOf: Instant;
  /** The fields for `raw.field_values`. */
  tracked: readonly TrackedField[];
  /** Files of the last load that were not loaded. What they may have is not missing. */
  unloaded?: readonly UnloadedFile[];
  /** True if all records count as gone that full exports no longer have, however many. It is recorded in the history. */
  acceptMissing?: boolean;
}

/** Creates the raw tables of exports, mapped files, tracked fields and missing records from the history. Tables without a load are empty. */
export async function buildRawTables(connection: DuckDBConnection, run: RawBuildInput): Promise<void> {
  const { project, config, tables, asOf, tracked, unloaded = [], acceptMissing: accept = false } = run;
  const history = historyFolder(project, config);
  const all = await readLoads(project, config);
  const loads = findCountedLoads(createAllLoadContracts(config, tables), all);
  for (const table of tables.filter(isSource)) {
    const { kind } = table.origin;
    const own = loads.filter((load) => load.table === table.name);
    if (kind === "export" || kind === "mapped")
      await createRawTable(connection, table, selectRecords(history, table, own, asOf));
    if (kind === "tracked")
      await createRawTable(connection, table, selectFieldValues({ history, loads, asOf, tracked }));
  }
  // They are found in the other raw tables.
  const missing = tables.find(({ origin }) => origin.kind === "missing");
  if (missing === undefined) return;
  const found = { project, config, tables, asOf, loads, history: all, unloaded, accept };
  await createMissingRecords(connection, missing, found);
}

const columnsOf = (table: Source) => Object.entries<Column<unknown>>(table.columns);

/** SQL with one row per grain, or each distinct row once if the table has no key; undefined without loads. */
function selectRecords(
  history: string,
  table: Source,
  loads: readonly CountedLoad[],
  asOf: Instant,
): string | undefined {
  if (loads.length === 0) return undefined;
  const columns = columnsOf(table).map(([name]) => quotedIdentifier(name));
  const key = (keyColumns({ table }).length === 0 ? columns : table.grain.map(quotedIdentifier)).join(", ");
  const versions = groupLoads(loads, validSince).map((group) => selectVersions(history, table, group));
  return `with loads ("#load", "#rank", "#system", "#loaded_at") as (values ${loads.map(loadValues(asOf)).join(", ")}),
    versions as not materialized (${versions.join(" union all ")}),
    repeated as materialized (select hash from (select hash(${key}) as hash from versions) group by hash having count(*) > 1),
    latest as materialized (select ${latestVersion(table)} as place from versions where hash(${key}) in (from repeated) group by ${key})
    select ${columns.join(", ")} from versions where hash(${key}) not in (from repeated) or "#place" in (from latest)`;
}

/**
 * SQL of the position of the latest version. Only computed for records that may have several versions. A load may have a pair
 * several times; the pair is there as long as one of these rows is.
 */
function latestVersion(table: Source): string {
  const { origin } = table;
  const changed = origin.kind === "export" ? (origin.changedColumns ?? []) : [];
  const at = [...changed.map((name) => `${quotedIdentifier(name)}::timestamp`), "'-infinity'::timestamp"];
  const deleted = hasOwnId(table) ? undefined : deletedColumn(table);
  const kept =
    deleted === undefined ? "" : `'load': "#place" >> 40, 'kept': not coalesce(${quotedIdentifier(deleted)}, false), `;
  return `max({'changed': coalesce(${at.join(", ")}), ${kept}'since': "#since", 'place': "#place"}).place`;
}

const loadValues =
  (asOf: Instant) =>
  ({ load_id, rank, system, loaded_at }: CountedLoad) =>
    `(${quotedString(load_id)}, ${rank}, ${quotedString(system)}, ${instantLiteral(loaded_at, asOf)})`;

function selectVersions(history: string, table: Source, group: readonly CountedLoad[]): string {
  const columns = columnsOf(table).map(([name, { binding }]) => {
    const given = { system: `"#system"`, loaded_at: `"#loaded_at"` };
    const value = binding?.given ? given[binding.given] : columnSql(group[0]!, name);
    return `${value} as ${quotedIdentifier(name)}`;
  });
  // If an earlier version and the current record have the same change date, the current record wins.
  const since = validSince(group[0]!) ?? "'infinity'::timestamp";
  // One number for the rank of the load and the position in it.
  return `select ${columns.join(", ")}, coalesce(${since}, '-infinity'::timestamp) as "#since",
      ("#rank"::bigint << 40) + "#row" as "#place"
    from ${rowsOfLoads(history, group)} join loads using ("#load")`;
}
