/** Finds the records that an id or an email names, in temporary tables of a reader. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { sql } from "kysely";
import { UserError } from "../base/errors.js";
import { db } from "../table/db.js";
import { comparisonKey } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";
import { salesforceId } from "../table/salesforce_id.js";

/** What an id or an email names: one person, only records that belong to no person, or several people (a shared email). */
export type RequestKind = "person" | "records" | "people";

const isShortSalesforceId = (id: string) => sql`regexp_full_match(${sql.raw(id)}, '[A-Za-z0-9]{15}')`;

/** `system:id` goes before an id alone, and an id before an email, because some systems use the email as the id. */
const requestedRecords = sql`
  with named as (select split_part(who, ':', 1) as system, substr(who, strpos(who, ':') + 1) as id from asked),
  whole as (
    select who as spelling from asked
    union
    select system || ':' || ${salesforceId(sql.ref<string>("id"))} from named where ${isShortSalesforceId("id")}
  ),
  bare as (
    select who as spelling from asked
    union
    select ${salesforceId(sql.ref<string>("who"))} from asked where ${isShortSalesforceId("who")}
  ),
  found as (
    select 1 as way, records.system, records.entity, records.record_id
    from intermediate.records_judged as records
    inner join whole on whole.spelling = records.system || ':' || records.record_id
    union all
    select 2, records.system, records.entity, records.record_id
    from intermediate.records_judged as records
    inner join bare on bare.spelling = records.record_id
    union all
    select 3, records.system, records.entity, records.record_id
    from intermediate.records_judged as records
    inner join asked on records.email = ${comparisonKey("asked.who")}
    where contains(asked.who, '@')
    union all
    select 3, records.system, records.entity, records.record_id
    from intermediate.record_addresses as addresses
    inner join asked on addresses.email = ${comparisonKey("asked.who")}
    inner join intermediate.records_judged as records on records.record_no = addresses.record_no
    where contains(asked.who, '@')
  )
  select distinct found.way, found.system, found.entity, found.record_id, joined.person_id
  from found
  left join intermediate.person_records as joined
    on joined.system = found.system and joined.entity = found.entity and joined.record_id = found.record_id
  qualify found.way = min(found.way) over ()`;

/** One person at most: an email of several people is explained record by record. */
const requestedPerson = sql`
  select any_value(person_id) as person_id from asked_records having count(distinct person_id) = 1`;

/** Creates `asked_records` and `wanted`. A `UserError` (exit 2) if `who` names no record, or is an id that several systems have. */
export async function createRequestTables(reader: DuckDBConnection, who: string): Promise<RequestKind> {
  const kind = await findRequest(reader, who);
  if (kind === undefined) throw unknownRecordError(who);
  return kind;
}

/** The same; undefined if `who` names no record. */
export async function findRequest(reader: DuckDBConnection, who: string): Promise<RequestKind | undefined> {
  await reader.run("create temp table asked (who varchar)");
  await reader.run("insert into asked values ($1)", [who.trim()]);
  await reader.run(sql`create temp table asked_records as ${requestedRecords}`.compile(db).sql);
  await reader.run(sql`create temp table wanted as ${requestedPerson}`.compile(db).sql);
  const records = await rowsOf<{ way: number; record: string; person_id: string | null }>(
    reader,
    "select way, system || ':' || record_id as record, person_id from asked_records order by record",
  );
  if (records.length === 0) return undefined;
  const people = new Set(records.map(({ person_id }) => person_id));
  if (records[0]!.way === 2 && people.size > 1) {
    const names = records.map(({ record }) => record).join(", ");
    throw new UserError(`several systems have a record with this id; ask for one of ${names}`, 2);
  }
  people.delete(null);
  return people.size === 1 ? "person" : people.size === 0 ? "records" : "people";
}

/** The message does not repeat `who`: an email in an error could end up in a log. */
const unknownRecordError = (who: string) =>
  new UserError(
    who.includes("@")
      ? "no record of the published tables has this email or id"
      : "no record of the published tables has this id; expected a person_id, system:id (e.g. crm:00Q5e00000Ld001EAB), an id alone, or an email",
    2,
  );
