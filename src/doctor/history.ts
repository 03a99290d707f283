import type { Contract } from "../load/contract.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import { published } from "../table/model.js";
import { rowsOf } from "../table/rows.js";
import type { Late } from "./diagnosis.js";
import type { Exam } from "./exam.js";
import { momentOf, objectOf, rangeOf, type Seen } from "./objects.js";

/** A start this much later than that of its records is no accident. */
const graceDays = 7;

/** Histories that begin later than the records of which they tell. */
export async function lateOf(exam: Exam, seen: readonly Seen[]): Promise<Late[]> {
  const late: Late[] = [];
  for (const { contract, loads } of seen) {
    const { origin } = contract.table;
    if (loads.length === 0 || origin.kind !== "export" || !origin.history) continue;
    const { of, limit, remedy } = origin.history;
    const records = seen.find(
      (other) =>
        other.contract.source === contract.source && objectOf(other.contract.table) === of && other.loads.length > 0,
    );
    const found = records && (await comparedWith(exam, contract, records.contract));
    if (found) late.push({ source: contract.source.name, object: origin.object, of, ...found, limit, remedy });
  }
  return late;
}

async function comparedWith(exam: Exam, history: Contract, records: Contract) {
  const { first } = await rangeOf(exam, history);
  const moment = momentOf(records.table);
  if (first === null || moment === undefined) return undefined;
  const made = quotedIdentifier(moment);
  const [found] = await rowsOf<{ earlier: bigint; total: bigint; is_late: boolean }>(
    exam.warehouse,
    `select count(*) filter (where ${made} < ${quotedString(first)}::timestamp) as earlier, count(*) as total,
       coalesce(min(${made}) < ${quotedString(first)}::timestamp - interval ${graceDays} day, false) as is_late
     from ${published(records.table)} where system = ${quotedString(records.source.name)}`,
  );
  return found?.is_late ? { from: first, earlier: Number(found.earlier), total: Number(found.total) } : undefined;
}

/** Sources that could have deleted records, and have none in any file. */
export async function undeletedOf(exam: Exam, seen: readonly Seen[]): Promise<string[]> {
  const deleted = new Map<string, bigint>();
  for (const { contract, loads } of seen) {
    const { origin } = contract.table;
    const flag = origin.kind === "export" ? origin.deleted : undefined;
    if (flag === undefined || !loads.some(({ columns }) => flag in columns)) continue;
    const [found] = await rowsOf<{ rows: bigint }>(
      exam.warehouse,
      `select count(*) as rows from ${published(contract.table)}
       where ${quotedIdentifier(flag)} and system = ${quotedString(contract.source.name)}`,
    );
    deleted.set(contract.source.name, (deleted.get(contract.source.name) ?? 0n) + found!.rows);
  }
  return [...deleted].flatMap(([source, rows]) => (rows === 0n ? [source] : []));
}
