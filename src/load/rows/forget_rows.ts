/** Leaves the rows of forgotten people out of a file of rows, and what names them out of the rows that stay. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "../../table/columns.js";
import { quotedIdentifier, quotedString } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import { rowsOf } from "../../table/rows.js";
import {
  forgottenText,
  hasNeedleSql,
  mayHaveNeedleSql,
  type Needle,
  needlePatterns,
  tokenPatterns,
} from "../../text/needles.js";
import { addressKey, allHashes, type ForgottenPeople, hashKey, recordKey } from "../forgotten_people.js";
import { activityKeySql, addressKeySql, hashesTable, isForgotten, recordKeySql } from "./forgotten_keys.js";

/** The rows of one file. */
export interface FiledRows {
  /** The contract; undefined if no table of this name exists any more. */
  readonly table: Source | undefined;
  readonly system: string;
  /** SQL for FROM, with `#row`. */
  readonly rows: string;
  /** The columns of text in them. */
  readonly texts: readonly string[];
  /** SQL for FROM of the rejected records: column, code, record, and `#no`, which tells them apart. */
  readonly rejected: string;
}

/** What of a file is left out. The SQL reads temporary tables that exist until the next call. */
export interface ForgottenRows {
  readonly goneRows: number;
  /** The rejected records that go. */
  readonly goneRejects: readonly { readonly column: string; readonly code: string }[];
  /** The rows that stay and lose a text. */
  readonly changed: number;
  /** SQL of the rows that stay, with `#row`. */
  readonly rows: string;
  /** SQL that is true for a rejected record that goes, given its `#no`. */
  readonly isRejectedGone: string;
  /** Hashes of ids of the rows that go for their address: other files refer to them. */
  readonly learned: readonly string[];
}

const forgottenTables = ["forgotten_lists", "forgotten_rows", "forgotten_rejects", hashesTable];

/**
 * Finds what belongs to forgotten people, by hashes. `needles` are further texts that go from the rows that stay; without them
 * only the addresses and ids of the forgotten people go.
 */
export async function findForgotten(
  connection: DuckDBConnection,
  filed: FiledRows,
  forgotten: ForgottenPeople,
  further: readonly Needle[] = [],
): Promise<ForgottenRows> {
  for (const name of forgottenTables) await connection.run(`drop table if exists temp.${name}`);
  const hashes = allHashes(forgotten).map((hash) => `(${quotedString(hash)})`);
  await connection.run(
    `create temp table ${hashesTable} as select hash from (values ${hashes.join(", ")}) as given(hash)`,
  );
  const found = await findNamed(connection, filed, forgotten);
  const needles = [...(await selectPresent(connection, filed, further)), ...found];
  const cells = cellsOf(filed, forgotten);
  await createLists(connection, filed, forgotten, cells);
  await connection.run(`create temp table forgotten_rows as ${goneRows(filed, forgotten, cells)}`);
  await connection.run(`create temp table forgotten_rejects as select "#no" from ${filed.rejected} as rejects
    where ${anyOf([hasNeedleSql("record", found), ...rejectedIds(filed, forgotten)])}`);
  const kept = `select rows.* from ${filed.rows} as rows where "#row" not in (select "#row" from temp.forgotten_rows)`;
  const lost = cells.map(({ isLost }) => isLost);
  const named = filed.texts.map((name) => hasNeedleSql(`rows.${quotedIdentifier(name)}`, needles));
  const [counted] = await rowsOf<{ gone: bigint; changed: bigint }>(
    connection,
    `select (select count(*) from temp.forgotten_rows) as gone, (select count(*) from (${kept}) as rows where ${anyOf([...lost, ...named])}) as changed`,
  );
  return {
    goneRows: Number(counted!.gone),
    goneRejects: await rowsOf(
      connection,
      `select "column", code from ${filed.rejected} as rejects where "#no" in (select "#no" from temp.forgotten_rejects)`,
    ),
    changed: Number(counted!.changed),
    rows: `select rows.* replace (${replacements(filed, cells, needles).join(", ")}) from (${kept}) as rows`,
    isRejectedGone: `"#no" in (select "#no" from temp.forgotten_rejects)`,
    learned: await learnIds(connection, filed, forgotten),
  };
}

const anyOf = (conditions: readonly string[]) =>
  conditions.length === 0 ? "false" : conditions.map((one) => `coalesce(${one}, false)`).join(" or ");

/** SQL for FROM with all texts of each row as one text. */
const rowTexts = ({ rows, texts }: FiledRows) =>
  texts.length === 0
    ? "(select '' as text where false)"
    : `(select concat_ws(chr(10), ${texts.map(quotedIdentifier).join(", ")}) as text from ${rows} as rows)`;

/** The needles that the rows may have: most files have none, and to look for each in each column takes longer. */
async function selectPresent(
  connection: DuckDBConnection,
  filed: FiledRows,
  needles: readonly Needle[],
): Promise<readonly Needle[]> {
  if (needles.length === 0) return [];
  const present = needles.map(
    (needle, at) => `coalesce(bool_or(${mayHaveNeedleSql("lower(text)", needle)}), false) as n${at}`,
  );
  const [found] = await rowsOf<Record<string, boolean>>(
    connection,
    `select ${present.join(", ")} from ${rowTexts(filed)}`,
  );
  return needles.filter((_, at) => found![`n${at}`]);
}

/** The addresses and Salesforce ids in the file that belong to forgotten people, wherever they are. */
async function findNamed(
  connection: DuckDBConnection,
  filed: FiledRows,
  forgotten: ForgottenPeople,
): Promise<Needle[]> {
  const hashes = new Set(allHashes(forgotten));
  const every = [`from ${rowTexts(filed)}`, `select record as text from ${filed.rejected}`];
  const plain = `regexp_replace(text, '\\\\[nrtbf"]', ' ', 'g')`;
  const key = {
    address: addressKeySql(`regexp_replace(token, '%40|\\\\u0040', '@')`),
    id: recordKeySql("''", "token"),
  };
  const needles: Needle[] = [];
  for (const kind of ["address", "id"] as const) {
    const mayHave =
      kind === "address"
        ? `contains(text, '@') or contains(text, '%40') or contains(text, 'u0040')`
        : `contains(text, '00')`;
    const found = await rowsOf<{ token: string }>(
      connection,
      `select distinct token from (
        select unnest(regexp_extract_all(${plain}, ${quotedString(tokenPatterns[kind])})) as token
        from (${every.join(" union all ")}) as texts where ${mayHave})
      where ${isForgotten(forgotten.salt, key[kind])}`,
    );
    for (const { token } of found) {
      const text = kind === "address" ? token.replace(/%40|\\u0040/, "@") : token;
      const known = kind === "address" ? addressKey(text) : recordKey("", text);
      if (hashes.has(hashKey(forgotten, known))) needles.push({ kind, text });
    }
  }
  return needles;
}

/** A cell with ids of people that loses them while its row stays. */
interface IdCell {
  readonly name: string;
  readonly isParticipant: boolean;
  /** True for a list such as `101;102`. */
  readonly isList: boolean;
  /** SQL that is true if it has an id of a forgotten person. */
  readonly isLost: string;
  /** SQL of what stays of it. */
  readonly rest: string;
}

function cellsOf({ table, system, texts }: FiledRows, { salt }: ForgottenPeople): IdCell[] {
  const { participants = [], mentions = [] } = table?.people ?? {};
  const columns = (table?.columns ?? {}) as Readonly<Record<string, Column<unknown>>>;
  return [...participants, ...mentions]
    .filter((name) => texts.includes(name))
    .map((name) => {
      const isList = columns[name]?.binding?.recordId !== "salesforce";
      const value = `rows.${quotedIdentifier(name)}`;
      const list = `from temp.forgotten_lists as lists where lists."#row" = rows."#row" and lists."column" = ${quotedString(name)}`;
      const isLost = isList
        ? `exists (select 1 ${list})`
        : isForgotten(salt, recordKeySql(quotedString(system), value));
      const rest = isList ? `(select rest ${list})` : "null";
      return { name, isParticipant: participants.includes(name), isList, isLost, rest };
    });
}

/** What stays of each list that has an id of a forgotten person. */
async function createLists(
  connection: DuckDBConnection,
  { rows, system }: FiledRows,
  { salt }: ForgottenPeople,
  cells: readonly IdCell[],
): Promise<void> {
  await connection.run(`create temp table forgotten_lists ("#row" bigint, "column" varchar, rest varchar)`);
  for (const { name } of cells.filter(({ isList }) => isList)) {
    const value = quotedIdentifier(name);
    await connection.run(`insert into forgotten_lists
      select "#row", ${quotedString(name)}, string_agg(token, ';' order by nth) filter (where not gone)
      from (select "#row", token, nth, coalesce(${isForgotten(salt, recordKeySql(quotedString(system), "token"))}, false) as gone
        from (select "#row", trim(unnest(parts)) as token, generate_subscripts(parts, 1) as nth
          from (select "#row", string_split(${value}, ';') as parts from ${rows} as rows where ${value} is not null)))
      group by "#row" having bool_or(gone)`);
  }
}

/** SQL of the positions of the rows that go. */
function goneRows(
  { table, system, rows, texts }: FiledRows,
  { salt }: ForgottenPeople,
  cells: readonly IdCell[],
): string {
  const { ids = [], idsElsewhere, addresses = [], activity } = table?.people ?? {};
  const has = (name: string) => texts.includes(name);
  const own = quotedString(system);
  const of = (name: string) => quotedIdentifier(name);
  const ofLists = (name: string, key: (token: string) => string, separator: string) =>
    `select "#row" from (select "#row", unnest(regexp_split_to_array(${of(name)}, ${quotedString(separator)})) as part from ${rows} as rows
      where regexp_matches(${of(name)}, ${quotedString(separator)})) where ${isForgotten(salt, key("part"))}`;
  const conditions = [
    ...ids.filter(has).map((name) => isForgotten(salt, recordKeySql(own, of(name)))),
    ...addresses.filter(has).map((name) => isForgotten(salt, addressKeySql(of(name)))),
    ...(activity !== undefined && has(activity) ? [isForgotten(salt, activityKeySql(own, of(activity)))] : []),
    ...(idsElsewhere !== undefined && has(idsElsewhere.id)
      ? [isForgotten(salt, recordKeySql(of(idsElsewhere.system), of(idsElsewhere.id)))]
      : []),
  ];
  const emptied = cells.filter(({ isParticipant, isList }) => isParticipant && isList);
  const selects = [
    ...(conditions.length > 0 ? [`select "#row" from ${rows} as rows where ${anyOf(conditions)}`] : []),
    // A merged id may have the time of its merge: `101:1661707291575`.
    ...ids
      .filter(has)
      .map((name) => ofLists(name, (part) => recordKeySql(own, `trim(split_part(${part}, ':', 1))`), ";|:")),
    ...addresses.filter(has).map((name) => ofLists(name, addressKeySql, "[;,\\s]+")),
    ...emptied.map(
      ({ name }) => `select "#row" from temp.forgotten_lists where "column" = ${quotedString(name)} and rest is null`,
    ),
  ];
  return selects.length === 0 ? `select null::bigint as "#row" where false` : selects.join(" union ");
}

/** SQL that is true for a rejected record with an id of a forgotten person under a header of such a column. */
function rejectedIds({ table, system }: FiledRows, { salt }: ForgottenPeople): string[] {
  const columns = (table?.columns ?? {}) as Readonly<Record<string, Column<unknown>>>;
  const headers = (table?.people?.ids ?? []).flatMap((name) => {
    const { header, orHeaders = [] } = columns[name]?.binding ?? {};
    return [name, ...(header === undefined ? [] : [header]), ...orHeaders];
  });
  return [...new Set(headers)].map((header) => {
    const value = `(case when json_valid(record) then json_extract_string(record, ${quotedString(`$."${header}"`)}) end)`;
    return isForgotten(salt, recordKeySql(quotedString(system), value));
  });
}

/** SQL of the columns that lose something: ids of forgotten people, the needles, and of an activity all texts of no column. */
function replacements({ texts }: FiledRows, cells: readonly IdCell[], needles: readonly Needle[]): string[] {
  const patterns = needlePatterns(needles);
  const emptied = anyOf(cells.filter(({ isParticipant }) => isParticipant).map(({ isLost }) => isLost));
  const replaced = texts.flatMap((name) => {
    const value = `rows.${quotedIdentifier(name)}`;
    const cell = cells.find((one) => one.name === name);
    const once = (from: string) =>
      patterns.reduce(
        (text, pattern) =>
          `regexp_replace(${text}, ${quotedString(pattern)}, ${quotedString(`\\1${forgottenText}\\3`)}, 'g')`,
        from,
      );
    const named =
      patterns.length === 0
        ? value
        : `case when ${hasNeedleSql(value, needles)} then ${once(once(value))} else ${value} end`;
    const kept =
      cell === undefined ? named : `case when coalesce(${cell.isLost}, false) then ${cell.rest} else ${named} end`;
    const isExtra = name.startsWith("x:") && emptied !== "false";
    const result = isExtra ? `case when not (${emptied}) then ${kept} end` : kept;
    return result === value ? [] : [`${result} as ${quotedIdentifier(name)}`];
  });
  return replaced.length > 0 ? replaced : [`rows."#row" as "#row"`];
}

/** The hashes of ids, not known yet, of the people whose records go for their address. */
async function learnIds(
  connection: DuckDBConnection,
  { table, system, rows, texts }: FiledRows,
  forgotten: ForgottenPeople,
): Promise<string[]> {
  if (table === undefined || !describesPeople(table)) return [];
  const ids = (table.people?.ids ?? []).filter((name) => texts.includes(name));
  const keys = ids.map(
    (name) =>
      `select ${recordKeySql(quotedString(system), quotedIdentifier(name))} as key from gone where ${quotedIdentifier(name)} is not null and not contains(${quotedIdentifier(name)}, ';')`,
  );
  if (keys.length === 0) return [];
  const found = await rowsOf<{ hash: string }>(
    connection,
    `with gone as (from ${rows} as rows where "#row" in (select "#row" from temp.forgotten_rows))
    select distinct sha256(${quotedString(forgotten.salt)} || key) as hash from (${keys.join(" union all ")}) order by hash`,
  );
  const known = new Set(allHashes(forgotten));
  return found.map(({ hash }) => hash).filter((hash) => !known.has(hash));
}

/** True for tables whose records are people, person accounts included. */
export const describesPeople = ({ origin }: Source): boolean =>
  (origin.kind === "export" && (origin.describesPeople === true || origin.alsoDescribes !== undefined)) ||
  (origin.kind === "mapped" && origin.describesPeople === true);
