import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column, Instant } from "../columns.js";
import type { Config } from "../config/schema.js";
import { quotedIdentifier, quotedString } from "../dialect.js";
import { isSource, type Source } from "../model.js";
import { allContracts, keyOf } from "./contract.js";
import { fieldValues, type TrackedField } from "./field_values.js";
import { historyOf, readLoads } from "./history.js";
import { columnOf, grouped, instantLiteral, type Kept, keptLoads, rowsOfLoads } from "./kept.js";
import { createRaw } from "./raw_table.js";

interface Run {
  project: string;
  config: Config;
  tables: readonly Source[];
  /** The clock of the run: no load stands later in the warehouse. */
  asOf: Instant;
  /** Fields that only the configuration names, for `raw.field_values`. */
  tracked: readonly TrackedField[];
}

/** Makes the raw tables of exports, mapped files and tracked fields from the history; without a load they are empty. */
export async function buildRaw(connection: DuckDBConnection, run: Run): Promise<void> {
  const { project, config, tables, asOf, tracked } = run;
  const history = historyOf(project, config);
  const loads = keptLoads(allContracts(config, tables), await readLoads(project, config));
  for (const table of tables.filter(isSource)) {
    const { kind } = table.origin;
    const own = loads.filter((load) => load.table === table.name);
    if (kind === "export" || kind === "mapped") await createRaw(connection, table, selectOf(history, table, own, asOf));
    if (kind === "tracked") await createRaw(connection, table, fieldValues({ history, loads, asOf, tracked }));
  }
}

const columnsOf = (table: Source) => Object.entries<Column<unknown>>(table.columns);

/** One row per grain, or each row once where the grain is no key; undefined without loads. */
function selectOf(history: string, table: Source, loads: readonly Kept[], asOf: Instant): string | undefined {
  if (loads.length === 0) return undefined;
  const columns = columnsOf(table).map(([name]) => quotedIdentifier(name));
  const order = `order by ${table.grain.map(quotedIdentifier).join(", ")}`;
  const all = `with loads ("#load", "#rank", "#system", "#loaded_at") as (values ${loads.map(facts(asOf)).join(", ")}),
    versions as not materialized (${grouped(loads, () => null)
      .map((group) => versionsOf(history, table, group))
      .join(" union all ")})`;
  const key = keyOf({ table });
  if (key.length === 0) return `${all} select distinct ${columns.join(", ")} from versions ${order}`;
  return `${all}, latest as (${latestOf(table)})
    select ${columns.map((column) => `versions.${column}`).join(", ")}
    from versions join latest on versions."#rank" = latest.best.rank and versions."#row" = latest.best.row ${order}`;
}

/** Which version of each record is it: few columns, so that a year of nights fits into memory. */
function latestOf({ origin, grain }: Source): string {
  const changed = origin.kind === "export" ? (origin.changed ?? []) : [];
  const at = [...changed.map((name) => `${quotedIdentifier(name)}::timestamp`), "'-infinity'::timestamp"];
  return `select max({'changed': coalesce(${at.join(", ")}), 'rank': "#rank", 'row': "#row"}) as best
    from versions group by ${grain.map(quotedIdentifier).join(", ")}`;
}

const facts =
  (asOf: Instant) =>
  ({ load_id, rank, system, loaded_at }: Kept) =>
    `(${quotedString(load_id)}, ${rank}, ${quotedString(system)}, ${instantLiteral(loaded_at, asOf)})`;

function versionsOf(history: string, table: Source, group: readonly Kept[]): string {
  const columns = columnsOf(table).map(([name, { binding }]) => {
    const given = { system: `"#system"`, loaded_at: `"#loaded_at"` };
    const value = binding?.given ? given[binding.given] : columnOf(group[0]!, name);
    return `${value} as ${quotedIdentifier(name)}`;
  });
  return `select ${columns.join(", ")}, "#rank", "#row" from ${rowsOfLoads(history, group)} join loads using ("#load")`;
}
