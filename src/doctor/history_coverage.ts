import type { SourceConfig } from "../config/config_schema.js";
import { deletedColumn, type LoadContract } from "../load/load_contract.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import { publishedName } from "../table/model.js";
import { rowsOf } from "../table/rows.js";
import { isReplicaMark } from "../table/source_columns.js";
import type { LateHistory } from "./diagnosis.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";
import { columnsOf, objectOf, type TableLoads, timeColumn, timeRange } from "./source_objects.js";

/** A history that starts this many days after its records is reported. */
const graceDays = 7;

/** Histories that start later than the records that they describe. */
export async function findLateHistories(
  scratch: ScratchWarehouse,
  seen: readonly TableLoads[],
): Promise<LateHistory[]> {
  const late: LateHistory[] = [];
  for (const { contract, loads } of seen) {
    const { origin } = contract.table;
    if (loads.length === 0 || origin.kind !== "export" || !origin.history) continue;
    const { of, limit, remedy } = origin.history;
    const records = seen.find(
      (other) =>
        other.contract.source === contract.source && objectOf(other.contract.table) === of && other.loads.length > 0,
    );
    const found = records && (await compareWithRecords(scratch, contract, records.contract));
    if (found) late.push({ source: contract.source.name, object: origin.object, of, ...found, limit, remedy });
  }
  return late;
}

async function compareWithRecords(scratch: ScratchWarehouse, history: LoadContract, records: LoadContract) {
  const { first } = await timeRange(scratch, history);
  const moment = timeColumn(records.table);
  if (first === null || moment === undefined) return undefined;
  const made = quotedIdentifier(moment);
  const [found] = await rowsOf<{ earlier: bigint; total: bigint; is_late: boolean }>(
    scratch.warehouse,
    `select count(*) filter (where ${made} < ${quotedString(first)}::timestamp) as earlier, count(*) as total,
       coalesce(min(${made}) < ${quotedString(first)}::timestamp - interval ${graceDays} day, false) as is_late
     from ${publishedName(records.table)} where system = ${quotedString(records.source.name)}`,
  );
  return found?.is_late ? { from: first, earlier: Number(found.earlier), total: Number(found.total) } : undefined;
}

/** Sources whose exports could contain deleted records, but do not; the mark of a replica is not counted. With what `advice` says about their product. */
export async function findSourcesWithoutDeletions(
  scratch: ScratchWarehouse,
  seen: readonly TableLoads[],
  advice: ReadonlyMap<string, string>,
): Promise<{ source: string; advice: string }[]> {
  const deleted = new Map<SourceConfig, bigint>();
  for (const { contract, loads } of seen) {
    const flag = deletedColumn(contract.table);
    const isMark = columnsOf(contract.table).some(([name, column]) => name === flag && isReplicaMark(column));
    if (flag === undefined || isMark || !loads.some(({ columns }) => flag in columns)) continue;
    const [found] = await rowsOf<{ rows: bigint }>(
      scratch.warehouse,
      `select count(*) as rows from ${publishedName(contract.table)}
       where ${quotedIdentifier(flag)} and system = ${quotedString(contract.source.name)}`,
    );
    deleted.set(contract.source, (deleted.get(contract.source) ?? 0n) + found!.rows);
  }
  return [...deleted].flatMap(([{ name, system }, rows]) =>
    rows === 0n ? [{ source: name, advice: advice.get(system) ?? "" }] : [],
  );
}
