import type { Config, SourceConfig } from "../config/config_schema.js";
import { createAllLoadContracts, type LoadContract } from "../load/load_contract.js";
import type { LoadRecord } from "../load/load_record.js";
import type { Column, Instant } from "../table/columns.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import type { Source } from "../table/model.js";
import { publishedName } from "../table/model.js";
import { rowsOf } from "../table/rows.js";
import type { MissingInput, ObjectSummary } from "./diagnosis.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";

/** The name of a table's object, e.g. `Lead`, or of the entity of a mapped source. */
export const objectOf = ({ origin }: Source): string =>
  origin.kind === "export" ? origin.object : origin.kind === "mapped" ? origin.entity : "";

/** The product of an export's table, e.g. `salesforce`; empty for other tables. */
export const productOf = ({ origin }: Source): string => (origin.kind === "export" ? origin.product : "");

export const columnsOf = (table: Source) => Object.entries<Column<unknown>>(table.columns);

/** The column with the time of a record: when it was created, or when something happened. */
export function timeColumn(table: Source): string | undefined {
  const made = table.origin.kind === "export" ? table.origin.createdColumn : undefined;
  return made ?? columnsOf(table).find(([, { type }]) => type === "instant")?.[0];
}

/** A table of a source with its loads. */
export interface TableLoads {
  readonly contract: LoadContract;
  readonly loads: readonly LoadRecord[];
}

export function groupLoadsByTable(
  config: Config,
  tables: readonly Source[],
  loads: readonly LoadRecord[],
): TableLoads[] {
  const unique = new Map(
    createAllLoadContracts(config, tables).map((one) => [`${one.source.name} ${one.table.name}`, one]),
  );
  return [...unique.values()].map((contract) => ({
    contract,
    loads: loads.filter(({ system, table }) => system === contract.source.name && table === contract.table.name),
  }));
}

/** The objects that have loads, in the order of the contracts. */
export async function summariseObjects(
  scratch: ScratchWarehouse,
  seen: readonly TableLoads[],
): Promise<ObjectSummary[]> {
  const objects: ObjectSummary[] = [];
  for (const { contract, loads } of seen) {
    if (loads.length === 0) continue;
    const sum = (of: (load: LoadRecord) => number) => loads.reduce((total, load) => total + of(load), 0);
    objects.push({
      source: contract.source.name,
      system: contract.source.system,
      object: objectOf(contract.table),
      files: new Set(loads.map(({ file }) => file)).size,
      records: sum(({ parsed }) => parsed),
      rejected: sum(({ rejected }) => rejected),
      deduplicated: sum(({ deduplicated }) => deduplicated),
      rejects: loads.flatMap(({ file, rejects }) =>
        rejects.map(
          ({ column, code, records, first_line }) =>
            `${file}:${first_line}: ${column === "" ? "" : `${column}: `}${code} (${records})`,
        ),
      ),
      ...(await timeRange(scratch, contract)),
    });
  }
  return objects;
}

/** The time of the first and the last record of a source's table; null if the table has no time. */
export async function timeRange(
  scratch: ScratchWarehouse,
  { source, table }: LoadContract,
): Promise<{ first: Instant | null; last: Instant | null }> {
  const moment = timeColumn(table);
  if (moment === undefined) return { first: null, last: null };
  const [range] = await rowsOf<{ first: Instant | null; last: Instant | null }>(
    scratch.warehouse,
    `select min(${quotedIdentifier(moment)})::timestamp as first, max(${quotedIdentifier(moment)})::timestamp as last
     from ${publishedName(table)} where system = ${quotedString(source.name)}`,
  );
  return range!;
}

/** Objects without a file, not even a quarantined one; then settings and columns that objects lack, the largest object first. */
export function findMissingInputs(seen: readonly TableLoads[], quarantined: ReadonlySet<string>): MissingInput[] {
  const absent = seen.flatMap(({ contract: { source, table }, loads }) => {
    const { origin } = table;
    if (loads.length > 0 || quarantined.has(`${source.name} ${table.name}`)) return [];
    if (origin.kind !== "export" || origin.enables === undefined) return [];
    if (origin.saidBy?.some((column) => isLoaded(seen, source, column))) return [];
    const { object, enables, onlyIf } = origin;
    return [{ source: source.name, object, enables, ...(onlyIf === undefined ? {} : { onlyIf }) }];
  });
  const size = ({ loads }: TableLoads) => loads.reduce((sum, { parsed }) => sum + parsed, 0);
  const present = seen.filter((one) => size(one) > 0).sort((one, two) => size(two) - size(one));
  return [...absent, ...present.flatMap(findMissingReason), ...present.flatMap(findMissingColumns)];
}

/** True if a file of the source has the column `Object.column`. */
function isLoaded(seen: readonly TableLoads[], source: SourceConfig, column: string): boolean {
  const [object, name] = column.split(".");
  return seen.some(
    ({ contract, loads }) =>
      contract.source === source &&
      objectOf(contract.table) === object &&
      loads.some(({ columns }) => name! in columns),
  );
}

function findMissingReason({ contract: { source, table } }: TableLoads): MissingInput[] {
  const { origin } = table;
  if (origin.kind !== "export" || origin.reasonsEnable === undefined) return [];
  const isNamed = Object.keys(source.reason_fields).some((key) => key.toLowerCase() === origin.object.toLowerCase());
  return isNamed
    ? []
    : [{ source: source.name, object: origin.object, setting: "reason_fields", enables: origin.reasonsEnable }];
}

function findMissingColumns({ contract: { source, table }, loads }: TableLoads): MissingInput[] {
  if (table.origin.kind !== "export") return [];
  const known = new Set(loads.flatMap(({ columns }) => Object.keys(columns)));
  return columnsOf(table).flatMap(([name, { enables, onlyIf }]) =>
    enables === undefined || known.has(name)
      ? []
      : [
          {
            source: source.name,
            object: objectOf(table),
            column: name,
            enables,
            ...(onlyIf === undefined ? {} : { onlyIf }),
          },
        ],
  );
}
