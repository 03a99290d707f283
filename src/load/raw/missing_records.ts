/** Finds the records that a later full export no longer has. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Config } from "../../config/config_schema.js";
import { historyFolder } from "../../config/project_paths.js";
import type { Column, Instant } from "../../table/columns.js";
import { quotedIdentifier, quotedName, quotedString } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import type { MissingMeaning } from "../../table/origin.js";
import { rowsOf } from "../../table/rows.js";
import { updateLoad } from "../history.js";
import { keyColumns } from "../load_contract.js";
import type { LoadRecord } from "../load_record.js";
import { type CountedLoad, columnSql, groupLoads, instantLiteral, rowsOfLoads } from "./counted_loads.js";
import { judgeTracks, type Verdict } from "./judge_exports.js";
import { createRawTable } from "./raw_table.js";
import { findTracks, type Snapshot, type Track, type UnloadedFile } from "./snapshots.js";

/** Up to this many missing records, or this share of an export, are taken for gone at once. More may be a filtered export. */
const mostAtOnce = { records: 20, share: 1 / 20 };

export interface MissingInput {
  readonly project: string;
  readonly config: Config;
  readonly tables: readonly Source[];
  readonly asOf: Instant;
  readonly loads: readonly CountedLoad[];
  /** All loads, also those under earlier contracts. */
  readonly history: readonly LoadRecord[];
  readonly unloaded: readonly UnloadedFile[];
  /** Accepts what is missing although it is too much at once. */
  readonly accept: boolean;
}

/** Fills `raw.missing_records`; reads the other raw tables. With `accept`, records in the history which exports were accepted. */
export async function createMissingRecords(
  connection: DuckDBConnection,
  target: Source,
  run: MissingInput,
): Promise<void> {
  const selects: string[] = [];
  for (const [no, table] of run.tables.entries()) {
    const loads = run.loads.filter((load) => load.table === table.name);
    const tracks = findTracks(table, loads, run.history, run.unloaded);
    if (tracks.every(({ snapshots }) => snapshots.length < 2)) continue;
    const select = await selectMissing(connection, run, { table, tracks, name: `missing_${no}` });
    if (select !== undefined) selects.push(select);
  }
  await createRawTable(connection, target, selects.length === 0 ? undefined : selects.join("\nunion all\n"));
  for (const no of run.tables.keys()) await connection.run(`drop table if exists temp.missing_${no}`);
}

/** SQL of the missing records of one table; undefined if there are none. */
async function selectMissing(
  connection: DuckDBConnection,
  run: MissingInput,
  { table, tracks, name }: { table: Source; tracks: readonly Track[]; name: string },
): Promise<string | undefined> {
  const history = historyFolder(run.project, run.config);
  if (!(await findLastAppearances(connection, history, { table, tracks, name }))) return undefined;
  const verdicts = await judgeTracks(connection, tracks, name);
  if (verdicts.length === 0) return undefined;
  const judged = judgeRecords(verdicts, name);
  const groups = await rowsOf<MissingGroup>(
    connection,
    `select night, system, coalesce(part, '') as part, state, count(*)::integer as records from (${judged}) group by all`,
  );
  const known = await countPart(connection, table);
  const states = groups.map((group) => {
    const snapshots = verdicts.flatMap(({ by, track }) =>
      by.night === group.night && tracks[track]!.system === group.system ? [by] : [],
    );
    const meaning = meaningOf(table, group.part);
    const isKept = meaning === "warned" || meaning === "told" || !run.config.snapshots.missing_is_deleted;
    const most = group.part === "" ? Number.POSITIVE_INFINITY : (known.get(group.system) ?? 0);
    const now = stateOf(group, new Set(snapshots), { isKept, accept: run.accept, most });
    return { ...group, meaning, snapshots, now };
  });
  await recordAcceptance(
    run,
    history,
    states.flatMap(({ now, snapshots }) => (now.accepts ? snapshots : [])),
  );
  const values = states.map(({ night, system, part, state, meaning, records, snapshots, now }) => {
    const { lacks, mayBeRejected } = now.state === "incomplete" ? explain(records, snapshots) : whole;
    return `(${[night, system, part, state, meaning, now.state].map(quotedString).join(", ")}, ${lacks === null ? "null::varchar" : quotedString(lacks)}, ${mayBeRejected})`;
  });
  return `select judged.system, ${quotedString(table.name)} as table_name,
      ${quotedString(entityOf(table))} as entity, record_key, other_key, part, meaning,
      became as state, is_new, least(missing_since, ${instantLiteral(run.asOf, run.asOf)}) as missing_since,
      lacks, may_be_rejected
    from (${judged}) as judged
    join (values ${values.join(", ")}) as became(night, system, part_name, state, meaning, became, lacks, may_be_rejected)
      on became.night = judged.night and became.system = judged.system and became.state = judged.state
      and became.part_name = coalesce(judged.part, '')`;
}

interface MissingGroup {
  readonly night: string;
  readonly system: string;
  /** Blank for most records. */
  readonly part: string;
  readonly state: Verdict["state"];
  readonly records: number;
}

/** What becomes of missing records, and whether the run accepts the exports that lack them. */
interface Outcome {
  readonly state: "taken" | "kept" | "asked" | "incomplete";
  readonly accepts: boolean;
}

/** What becomes of the records that the exports of one night no longer have. There are at most `most` such records. */
function stateOf(
  { state, records }: MissingGroup,
  snapshots: ReadonlySet<Snapshot>,
  { isKept, accept, most }: { readonly isKept: boolean; readonly accept: boolean; readonly most: number },
): Outcome {
  const all = [...snapshots];
  const gone = isKept ? "kept" : "taken";
  if (state === "incomplete") {
    // That a file stays away can be accepted; a record that was rejected, or is in a file that was not loaded, is not gone.
    const accepts = accept && all.some(({ absent }) => absent.size > 0);
    const isWhole = all.every(({ rejected, unloaded }) => rejected === 0 && unloaded === undefined);
    return { state: accepts && isWhole ? gone : "incomplete", accepts };
  }
  if (isKept || all.some(({ isAccepted }) => isAccepted)) return { state: gone, accepts: false };
  const before = Math.min(
    most,
    all.reduce((sum, { rowsBefore }) => sum + rowsBefore, 0),
  );
  const isMuch = records > mostAtOnce.records && records > before * mostAtOnce.share;
  if (state === "missing" && !isMuch && !all.some(({ hasFewerFiles }) => hasFewerFiles))
    return { state: "taken", accepts: false };
  return { state: accept ? "taken" : "asked", accepts: accept };
}

interface Explanation {
  readonly lacks: string | null;
  readonly mayBeRejected: boolean;
}

const whole: Explanation = { lacks: null, mayBeRejected: false };

/** Why exports are incomplete, and whether all the missing records can be those that were rejected. */
function explain(records: number, snapshots: readonly Snapshot[]): Explanation {
  const all = [...new Set(snapshots)];
  const absent = [...new Set(all.flatMap((snapshot) => [...snapshot.absent.values()]))].sort();
  const unloaded = all.flatMap((snapshot) => snapshot.unloaded ?? []);
  const rejected = all.reduce((sum, snapshot) => sum + snapshot.rejected, 0);
  const more = absent.length > 3 ? ` and ${absent.length - 3} more` : "";
  const lacks = [
    ...(absent.length > 0 ? [`no file like ${absent.slice(0, 3).join(", ")}${more}`] : []),
    ...(unloaded.length > 0 ? [`${unloaded[0]} was not loaded`] : []),
    ...(rejected > 0 ? ["records were rejected"] : []),
  ];
  return {
    lacks: lacks.length === 0 ? null : lacks.join("; "),
    mayBeRejected: absent.length === 0 && unloaded.length === 0 && records <= rejected,
  };
}

/** The object as models name it. */
const entityOf = ({ origin }: Source) =>
  (origin.kind === "export" ? origin.object : origin.kind === "mapped" ? origin.entity : "").toLowerCase();

const meaningOf = ({ origin }: Source, part: string): MissingMeaning => {
  if (origin.kind === "export" && origin.exceptMissing?.name === part) return origin.exceptMissing.meaning;
  if ((origin.kind === "export" || origin.kind === "mapped") && origin.whenMissing !== undefined)
    return origin.whenMissing;
  throw new Error("the table has no missing records");
};

/**
 * Writes a temporary table with the export of each track in which a record was last seen, for the records that the latest export
 * of a track lacks. Returns whether there are any. Records that the export itself marks as deleted are known to be gone.
 */
async function findLastAppearances(
  connection: DuckDBConnection,
  history: string,
  { table, tracks, name }: { table: Source; tracks: readonly Track[]; name: string },
): Promise<boolean> {
  const placed = new Map<string, { load: CountedLoad; track: number; nth: number }>();
  for (const [track, { snapshots }] of tracks.entries()) {
    for (const [nth, { loads }] of snapshots.entries()) {
      for (const load of loads) placed.set(`${load.load_id} ${track}`, { load, track, nth });
    }
  }
  const places = [...placed.values()].map(
    ({ load, track, nth }) => `(${quotedString(load.load_id)}, ${quotedString(load.system)}, ${track}, ${nth})`,
  );
  const all = [...new Map([...placed.values()].map(({ load }) => [load.load_id, load])).values()];
  const last = [
    ...new Map(tracks.flatMap(({ snapshots }) => snapshots.at(-1)!.loads).map((load) => [load.load_id, load])).values(),
  ];
  await connection.run(`create or replace temp table ${name} as
    with places ("#load", system, track, nth) as (values ${places.join(", ")}),
    absent as materialized (
      from (
        select system, ${keysOf(table, quotedIdentifier)}, ${partSql(table)} as part
        from ${quotedName(table.name)}
        where system in (select system from places) ${notDeleted(table)}
      )
      anti join (from (${selectKeys(history, table, last)}) join places using ("#load")) using (system, ${keyNames})
    )
    select system, ${keyNames}, track, part, max(nth) as nth, '' as outside,
      arg_max(changed, row(nth, changed)) as changed, arg_max(created, row(nth, created)) as created
    from (${selectKeys(history, table, all)})
    join places using ("#load")
    join absent using (system, ${keyNames})
    group by all`);
  const [found] = await rowsOf<{ records: bigint }>(connection, `select count(*) as records from temp.${name}`);
  return found!.records > 0n;
}

const keyNames = "record_key, other_key";

/** SQL of the one or two key columns of a table as text. */
function keysOf(table: Source, columnOf: (name: string) => string): string {
  const [one, other, ...more] = keyColumns({ table });
  if (one === undefined || more.length > 0)
    throw new Error(`${table.name}: the key of missing records has one or two columns`);
  return `${columnOf(one)}::varchar as record_key, ${other === undefined ? "''" : `${columnOf(other)}::varchar`} as other_key`;
}

const selectKeys = (history: string, table: Source, loads: readonly CountedLoad[]) =>
  groupLoads(loads, () => null)
    .map(
      (group) =>
        `select "#load", ${keysOf(table, (name) => columnSql(group[0]!, name))}, ${datesOf(table, group[0]!)} from ${rowsOfLoads(history, group)}`,
    )
    .join(" union all ");

/** SQL of the last change and the creation of a record, of objects whose exports may be extracts of a period; else they are null. */
function datesOf({ origin }: Source, load: CountedLoad): string {
  const dateOf = (names: readonly string[]) =>
    `coalesce(${[...names.map((name) => `${columnSql(load, name)}::timestamp`), "null::timestamp"].join(", ")})`;
  const { inParts, changedColumns = [], createdColumn } = origin.kind === "export" ? origin : {};
  const created = inParts && createdColumn ? [createdColumn] : [];
  return `${dateOf(inParts ? changedColumns : [])} as changed, ${dateOf(created)} as created`;
}

/** SQL of the part of the table that a record belongs to; null if it is like most of them. */
function partSql({ origin }: Source): string {
  const part = origin.kind === "export" ? origin.exceptMissing : undefined;
  return part === undefined
    ? "null::varchar"
    : `case when ${quotedIdentifier(part.id)} is not null and coalesce(${quotedIdentifier(part.flag)}, true) then ${quotedString(part.name)} end`;
}

/** The number of records of the part of the table with a meaning of its own, by source. */
async function countPart(connection: DuckDBConnection, table: Source): Promise<ReadonlyMap<string, number>> {
  const rows = await rowsOf<{ system: string; records: number }>(
    connection,
    `select system, count(*)::integer as records from ${quotedName(table.name)}
      where ${partSql(table)} is not null ${notDeleted(table)} group by system`,
  );
  return new Map(rows.map(({ system, records }) => [system, records]));
}

function notDeleted({ origin, columns }: Source): string {
  const deleted = origin.kind === "export" ? origin.deletedColumn : "is_deleted";
  const isColumn =
    deleted !== undefined && Object.hasOwn(columns as Readonly<Record<string, Column<unknown>>>, deleted);
  return isColumn ? `and not coalesce(${quotedIdentifier(deleted)}, false)` : "";
}

/** SQL of the records that every track with them no longer has, with the last of the exports that say so. */
function judgeRecords(verdicts: readonly Verdict[], name: string): string {
  const values = verdicts.map(
    ({ track, nth, outside, by, state, isNew }) =>
      `(${track}, ${nth}, ${quotedString(outside)}, ${quotedString(by.night)}, ${quotedString(state)}, ${isNew}, ${instantLiteral(by.at, by.at)})`,
  );
  return `select system, ${keyNames}, any_value(part) as part,
      arg_max(night, (missing_since, verdict.track)) as night,
      case when bool_and(state = 'missing') then 'missing' when bool_or(state = 'incomplete') then 'incomplete' else 'unsure' end as state,
      arg_max(is_new, (missing_since, verdict.track)) as is_new,
      max(missing_since) as missing_since
    from temp.${name} as seen
    left join (values ${values.join(", ")}) as verdict(track, nth, outside, night, state, is_new, missing_since)
      on verdict.track = seen.track and verdict.nth = seen.nth and verdict.outside = seen.outside
    group by system, ${keyNames}
    having count(*) = count(verdict.track)`;
}

/** Records in the history that exports are as small as they should be, and which files they no longer have. Later runs read it from there. */
async function recordAcceptance(
  { history: loads, asOf }: MissingInput,
  history: string,
  snapshots: readonly Snapshot[],
) {
  const absent = new Map<string, string[]>();
  for (const snapshot of new Set(snapshots)) {
    for (const { load_id } of snapshot.loads)
      absent.set(load_id, [...(absent.get(load_id) ?? []), ...snapshot.absent.keys()]);
  }
  for (const load of loads) {
    const more = absent.get(load.load_id);
    if (more === undefined) continue;
    const accepted = [...new Set([...(load.absent_accepted ?? []), ...more])].sort();
    await updateLoad(history, {
      ...load,
      missing_accepted_at: asOf,
      ...(accepted.length > 0 ? { absent_accepted: accepted } : {}),
    });
  }
}
