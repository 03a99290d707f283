/** What the published tables know of a person: the records that belong together, addresses and names. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { comparisonKey as keyOf } from "../base/comparison_key.js";
import { UserError } from "../base/errors.js";
import { findRequest } from "../explain/requested_records.js";
import { recordKey } from "../load/forgotten_people.js";
import { db } from "../table/db.js";
import { comparisonKey, quotedString } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";
import { namesOf, Person, type RecordId } from "./person.js";

export interface AddressRules {
  /** Mailboxes that several people share, e.g. info. */
  readonly mailboxes: readonly string[];
  /** The most records that one address joins. */
  readonly mostRecords: number;
}

/** True for an address such as info@acme.com, which names nobody. */
export const isShared = (address: string, { mailboxes }: AddressRules): boolean =>
  mailboxes.some((mailbox) => keyOf(mailbox) === keyOf(address).split("@")[0]);

/** Creates the temporary table `own_records` and returns the person; without records if `who` names none. A `UserError` (exit 2) if it names several people. */
export async function findPublished(reader: DuckDBConnection, who: string, rules: AddressRules): Promise<Person> {
  const kind = await findRequest(reader, who);
  const person = new Person();
  await reader.run("create temp table own_records (system varchar, entity varchar, record_id varchar)");
  if (kind === undefined) return person;
  const asked = await rowsOf<{ record: string; way: number }>(
    reader,
    "select system || ':' || record_id as record, way from asked_records order by record",
  );
  const isByAddress = asked[0]!.way === 3;
  if (isByAddress && (kind === "people" || asked.length > rules.mostRecords)) {
    const list = asked.slice(0, 20).map(({ record }) => record);
    throw new UserError(
      `${asked.length} records have this address, too many to be one person. Forget the right ones by their ids: ${list.join(", ")}${asked.length > 20 ? ", ..." : ""}`,
      2,
    );
  }
  await reader.run(`insert into own_records
    select system, entity, record_id from asked_records
    union
    select system, entity, record_id from intermediate.person_records
    where person_id in (select person_id from asked_records)`);
  // Further records of one of its addresses have further addresses.
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    await addLinked(reader);
    for (const address of await addressesOf(reader, rules)) person.addresses.add(address);
    await addAddressed(reader, [...person.addresses]);
    const [counted] = await rowsOf<{ rows: bigint }>(reader, "select count(*) as rows from own_records");
    now = Number(counted!.rows) + person.addresses.size;
  }
  const records = await rowsOf<{ system: string; id: string; full: string | null }>(
    reader,
    `select own.system, own.record_id as id, people.full_name as full from own_records as own
    left join intermediate.source_people as people using (system, entity, record_id) order by all`,
  );
  for (const { system, id, full } of records) {
    person.addRecord({ system, id });
    for (const name of namesOf({ full, first: null, last: null })) person.names.add(name);
  }
  return person;
}

/** Records that a source links with the person's, e.g. a contact that was merged away and that no export has. */
const addLinked = (reader: DuckDBConnection) =>
  reader.run(`insert into own_records
    select distinct linked.* from (
      select links.other_system as system, links.other_entity as entity, links.other_record_id as record_id
      from intermediate.source_links as links
      semi join own_records as own using (system, entity, record_id)
      union
      select links.system, links.entity, links.record_id
      from intermediate.source_links as links
      semi join own_records as own on own.system = links.other_system and own.entity = links.other_entity
        and own.record_id = links.other_record_id
    ) as linked
    anti join own_records as own using (system, entity, record_id)
    anti join intermediate.person_records as others using (system, entity, record_id)`);

const otherAddresses = `
  select judged.email, judged.record_no from intermediate.records_judged as judged where judged.email is not null
  union
  select addresses.email, addresses.record_no from intermediate.record_addresses as addresses`;

/** The addresses of the records that are nobody else's. */
async function addressesOf(reader: DuckDBConnection, rules: AddressRules): Promise<string[]> {
  const found = await rowsOf<{ email: string }>(
    reader,
    `with every as (${otherAddresses}),
    own as (
      select judged.record_no from intermediate.records_judged as judged
      semi join own_records using (system, entity, record_id))
    select distinct email from every semi join own using (record_no)
    where contains(email, '@')
    order by email`,
  );
  const own = found.map(({ email }) => email).filter((email) => !isShared(email, rules));
  const others = await addressesOfOthers(reader, own);
  return own.filter((email) => !others.has(email));
}

/** Records with one of the addresses that belong to no other person. */
async function addAddressed(reader: DuckDBConnection, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await reader.run(`insert into own_records
    select distinct judged.system, judged.entity, judged.record_id
    from (${otherAddresses}) as every
    inner join intermediate.records_judged as judged using (record_no)
    anti join own_records using (system, entity, record_id)
    anti join intermediate.person_records as others using (system, entity, record_id)
    where every.email in (${literals(addresses)})`);
}

const literals = (texts: Iterable<string>) => [...texts].map(quotedString).join(", ");

/** Which of some addresses a record of another person has. */
export async function addressesOfOthers(reader: DuckDBConnection, addresses: readonly string[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const found = await rowsOf<{ email: string }>(
    reader,
    `select distinct every.email from (${otherAddresses}) as every
    inner join intermediate.person_records as others using (record_no)
    anti join own_records using (system, entity, record_id)
    where every.email in (${literals(addresses)})`,
  );
  return new Set(found.map(({ email }) => email));
}

/** Which of some ids are records of another person: their keys. */
export async function recordsOfOthers(reader: DuckDBConnection, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await rowsOf<{ system: string; id: string }>(
    reader,
    `select others.system, others.record_id as id
    from intermediate.person_records as others anti join own_records using (system, entity, record_id)
    where others.record_id in (${literals(ids)})`,
  );
  return new Set(found.map(({ system, id }) => recordKey(system, id)));
}

/** The published people whom some records belong to. */
export async function peopleOfRecords(reader: DuckDBConnection, records: readonly RecordId[]): Promise<string[]> {
  if (records.length === 0) return [];
  const keys = new Set(records.map(({ system, id }) => recordKey(system, id)));
  const found = await rowsOf<RecordId & { person_id: string }>(
    reader,
    `select distinct system, record_id as id, person_id from intermediate.person_records
    where record_id in (${literals(records.map(({ id }) => id))}) order by person_id`,
  );
  return [...new Set(found.filter(({ system, id }) => keys.has(recordKey(system, id))).map((one) => one.person_id))];
}

/** Which of some names a record of somebody else has, too. */
export async function namesOfOthers(reader: DuckDBConnection, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const name = comparisonKey("people.full_name").compile(db).sql;
  const found = await rowsOf<{ name: string }>(
    reader,
    `select distinct ${name} as name from intermediate.source_people as people
    anti join own_records using (system, entity, record_id)
    where ${name} in (${literals(names.map(keyOf))})`,
  );
  return new Set(found.map((one) => one.name));
}
