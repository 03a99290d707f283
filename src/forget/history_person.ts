/** What the history knows of a person: addresses and ids that a record had once, and records that the published tables lack. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { comparisonKey } from "../base/comparison_key.js";
import { recordKey } from "../load/forgotten_people.js";
import type { LoadRecord } from "../load/load_record.js";
import { filedRows } from "../load/raw/forget_in_history.js";
import { describesPeople } from "../load/rows/forget_rows.js";
import { addressKeySql, recordKeySql } from "../load/rows/forgotten_keys.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import type { Source } from "../table/model.js";
import { rowsOf } from "../table/rows.js";
import { namesOf, Person, type RecordId } from "./person.js";

export interface HistoryToSearch {
  readonly history: string;
  readonly loads: readonly LoadRecord[];
  readonly tables: readonly Source[];
}

/** Says which keys of records and which addresses belong to other people, so that an address that changed hands takes nobody else along. */
export interface Others {
  readonly records: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly addresses: (addresses: readonly string[]) => Promise<ReadonlySet<string>>;
}

interface PersonRow {
  readonly ids: readonly (string | null)[];
  readonly addresses: readonly (string | null)[];
  readonly full: string | null;
  readonly first: string | null;
  readonly last: string | null;
}

const nameColumn = {
  full: /^(x:)?(full_?name|name)$/i,
  first: /^(x:)?first_?name$/i,
  last: /^(x:)?last_?name$/i,
};

/** Adds to a person until no load knows more. */
export async function searchHistory(
  connection: DuckDBConnection,
  input: HistoryToSearch,
  person: Person,
  others: Others,
): Promise<void> {
  const loads = input.loads.filter(isOfPeople(input));
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (const load of loads) {
      const rows = await rowsOfPerson(connection, input, load, person);
      if (await addRows(person, load.system, rows, others)) isMore = true;
    }
  }
  await findOwnActivities(connection, input, person);
}

/** The records that had an address in any load. */
export async function idsOfAddress(
  connection: DuckDBConnection,
  input: HistoryToSearch,
  address: string,
): Promise<RecordId[]> {
  const person = new Person();
  person.addresses.add(comparisonKey(address));
  const found: RecordId[] = [];
  for (const load of input.loads.filter(isOfPeople(input))) {
    for (const { ids } of await rowsOfPerson(connection, input, load, person))
      for (const id of ids.flatMap(parts)) found.push({ system: load.system, id });
  }
  return found;
}

const isOfPeople =
  ({ tables }: HistoryToSearch) =>
  ({ table }: LoadRecord): boolean =>
    tables.some((one) => one.name === table && describesPeople(one));

/** The rows of a load with one of the person's ids as their own, or with one of the addresses. */
async function rowsOfPerson(
  connection: DuckDBConnection,
  input: HistoryToSearch,
  load: LoadRecord,
  person: Person,
): Promise<PersonRow[]> {
  const { rows, texts, table } = filedRows(input, load);
  const present = (names: readonly string[] = []) => names.filter((name) => texts.includes(name));
  const [ids, addresses] = [present(table?.people?.ids), present(table?.people?.addresses)];
  const own = ownIds(table!).filter((name) => ids.includes(name));
  const keys = [...person.records.keys()].map(quotedString);
  const addressKeys = [...person.addresses].map((address) => quotedString(`address:${address}`));
  const conditions = [
    ...(keys.length === 0
      ? []
      : own.map(
          (name) => `${recordKeySql(quotedString(load.system), quotedIdentifier(name))} in (${keys.join(", ")})`,
        )),
    ...(addressKeys.length === 0
      ? []
      : addresses.map((name) => `${addressKeySql(quotedIdentifier(name))} in (${addressKeys.join(", ")})`)),
  ];
  if (conditions.length === 0) return [];
  const list = (names: readonly string[]) => `[${names.map(quotedIdentifier).join(", ")}]::varchar[]`;
  const name = (kind: keyof typeof nameColumn) => {
    const found = texts.find((one) => nameColumn[kind].test(one));
    return `${found === undefined ? "null::varchar" : quotedIdentifier(found)} as "${kind}"`;
  };
  return rowsOf<PersonRow>(
    connection,
    `select distinct ${list(ids)} as ids, ${list(addresses)} as addresses, ${name("full")}, ${name("first")}, ${name("last")}
    from ${rows} as rows where ${conditions.join(" or ")}`,
  );
}

/** The columns with the id of the record itself: for an account those of a person account. */
const ownIds = ({ people, origin }: Source): string[] =>
  origin.kind === "export" && origin.alsoDescribes ? [origin.alsoDescribes.id] : (people?.ids ?? []).slice(0, 1);

async function addRows(person: Person, system: string, rows: readonly PersonRow[], others: Others): Promise<boolean> {
  const ids = [...new Set(rows.flatMap((row) => row.ids.flatMap(parts)))];
  const addresses = [
    ...new Set(
      rows.flatMap((row) => row.addresses.flatMap((cell) => (cell ?? "").split(/[;,\s]+/).map(comparisonKey))),
    ),
  ].filter((address) => address.includes("@"));
  const [strangers, taken] = [await others.records(ids), await others.addresses(addresses)];
  let isMore = false;
  for (const row of rows) {
    const own = row.ids.flatMap(parts);
    // The row of somebody else, who had or has the address.
    const isOther = own[0] !== undefined && strangers.has(recordKey(system, own[0]));
    if (isOther) continue;
    for (const id of own) {
      if (strangers.has(recordKey(system, id))) continue;
      if (person.addRecord({ system, id })) isMore = true;
    }
    for (const cell of row.addresses) {
      for (const address of (cell ?? "").split(/[;,\s]+/).map(comparisonKey)) {
        if (!address.includes("@") || taken.has(address) || person.addresses.has(address)) continue;
        person.addresses.add(address);
        isMore = true;
      }
    }
    for (const name of namesOf(row)) person.names.add(name);
  }
  return isMore;
}

/** The ids in a cell; a merged id may have the time of its merge. */
const parts = (cell: string | null): string[] => {
  if (cell === null) return [];
  return cell.includes(";") || /^\d+:\d+$/.test(cell)
    ? cell.split(";").flatMap((part) => part.trim().split(":")[0] || [])
    : [cell];
};

/** Finds the activities of the person in which nobody else took part, in all files that say who did. */
async function findOwnActivities(connection: DuckDBConnection, input: HistoryToSearch, person: Person): Promise<void> {
  await connection.run(
    "create or replace temp table participations (system varchar, activity varchar, is_own boolean)",
  );
  const keys = [...person.records.keys()].map(quotedString).join(", ") || "''";
  const addresses = [...person.addresses].map((one) => quotedString(`address:${one}`)).join(", ") || "''";
  for (const load of input.loads) {
    const { rows, texts, table } = filedRows(input, load);
    const { activity, ids = [], participants = [], addresses: mailed = [] } = table?.people ?? {};
    if (activity === undefined || !texts.includes(activity)) continue;
    const system = quotedString(load.system);
    const of = (name: string) => quotedIdentifier(name);
    for (const name of [...ids, ...participants].filter((one) => texts.includes(one)))
      await connection.run(`insert into participations
        select distinct ${system}, activity, ${recordKeySql(system, "id")} in (${keys}) from (
          select ${of(activity)} as activity, trim(unnest(string_split(${of(name)}, ';'))) as id from ${rows} as rows where ${of(name)} is not null)
        where id <> '' and ${isPerson("id", table!, name)}`);
    for (const name of mailed.filter((one) => texts.includes(one)))
      await connection.run(`insert into participations
        select distinct ${system}, ${of(activity)}, ${addressKeySql(of(name))} in (${addresses}) from ${rows} as rows where ${of(name)} is not null`);
  }
  const found = await rowsOf<{ system: string; activity: string }>(
    connection,
    "select system, activity from participations group by all having bool_and(is_own) order by all",
  );
  person.activities.push(...found.map(({ system, activity }) => ({ system, id: activity })));
}

/** An activity of Salesforce has relations to users and accounts, too. */
const isPerson = (id: string, { columns }: Source, name: string): string =>
  columns[name]?.binding?.recordId === "salesforce" ? `regexp_matches(${id}, '^00[3Q]')` : "true";
