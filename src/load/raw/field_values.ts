import { sql } from "kysely";
import type { Instant } from "../../table/columns.js";
import { db } from "../../table/db.js";
import { quotedString, trimToNull } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import { keyColumns } from "../load_contract.js";
import { validSince } from "../rows/replica_versions.js";
import { type CountedLoad, columnSql, groupLoads, instantLiteral, rowsOfLoads } from "./counted_loads.js";
import { fieldText, findFieldColumn } from "./field_column.js";

/** A field whose values are kept from load to load. */
export interface TrackedField {
  readonly product: string;
  /** The source; undefined: all sources of the product. */
  readonly system?: string;
  /** The object of an export, e.g. `Lead`, or a mapped entity, e.g. `people`. */
  readonly entity: string;
  /** As the configuration writes it, or a column of the contract. */
  readonly field: string;
  /** Set for a column that the contract tracks as an attribute of people. Only records in which it changed are kept; for others the record itself has the value. */
  readonly attribute?: string;
  /** True if the records are accounts, whose attributes count for the people who name them. */
  readonly isOfAccount?: boolean;
}

interface FieldValuesInput {
  history: string;
  loads: readonly CountedLoad[];
  asOf: Instant;
  tracked: readonly TrackedField[];
}

/** SQL of `raw.field_values`: one row per record, field and version with a new value; undefined if no load has a field. */
export function selectFieldValues({ history, loads, asOf, tracked }: FieldValuesInput): string | undefined {
  const fields = uniqueFields(tracked, loads);
  const versions = fields.flatMap((field) => selectVersions(history, field, loads));
  if (versions.length === 0) return undefined;
  const seen = loads.flatMap((load) =>
    seenInstants(load, loads).map(
      (at) =>
        `(${quotedString(load.load_id)}, ${load.rank}, ${quotedString(load.system)}, ${instantLiteral(at, asOf)})`,
    ),
  );
  const record = "product, system, entity, record_id, field";
  return `with loads ("#load", "#rank", system, loaded_at) as (values ${seen.join(", ")}),
    versions as (${versions.join(" union all ")}),
    kept as (select * replace (${ownChangedAt} as changed_at) from (
      select *,
        lag(value) over version as "#before",
        row_number() over version as "#nth",
        lag(changed_at) over version as "#changed_before"
      from versions
      window version as (partition by ${record} order by coalesce(changed_at, loaded_at), loaded_at, "#rank", "#row"))
    where "#nth" = 1 or value is distinct from "#before")
    select * exclude ("#rank", "#row", "#before", "#nth", "#changed_before"), "#nth" as version_no from kept
    qualify attribute is null or count(*) over (partition by ${record}) > 1
    order by ${record}, loaded_at, changed_at`;
}

/** The modification date, or null if the value changed and the date did not: Marketo updates the date for standard fields only. */
const ownChangedAt = `case when "#nth" = 1 or changed_at is distinct from "#changed_before" then changed_at end`;

/** The tracked fields and every attribute of mapped people, each once. */
function uniqueFields(tracked: readonly TrackedField[], loads: readonly CountedLoad[]): TrackedField[] {
  const attributes = loads
    .filter(({ under }) => under.table.origin.kind === "mapped")
    .flatMap(({ product, system, extras, under }) =>
      extras.map((field) => ({ product, system, entity: entityOf(under.table), field })),
    );
  const asked = tracked.flatMap((field) => {
    const systems = new Set(
      loads.filter((load) => appliesToLoad(field, load) || standsIn(field, load)).map(({ system }) => system),
    );
    return [...systems].map((system) => ({ ...field, system }));
  });
  // The last entry of a key wins: fields of the configuration replace those that the contract tracks.
  const each = [
    ...asked.filter(({ attribute }) => attribute !== undefined),
    ...asked.filter(({ attribute }) => attribute === undefined),
  ];
  return [...new Map([...each, ...attributes].map((field) => [fieldKey(field), field] as const)).values()];
}

const fieldKey = ({ product, system, entity, field }: TrackedField) =>
  JSON.stringify([product, system, entity, field.toLowerCase()]);

const entityOf = ({ origin }: Source) =>
  origin.kind === "export" ? origin.object : origin.kind === "mapped" ? origin.entity : "";

const appliesToLoad = ({ product, system, entity }: TrackedField, load: CountedLoad) =>
  load.product === product && entityOf(load.under.table) === entity && (system ?? load.system) === load.system;

const alsoDescribes = ({ under: { table } }: CountedLoad) =>
  table.origin.kind === "export" ? table.origin.alsoDescribes : undefined;

/** True if records of the load can stand in for those of the field's object that no file has, e.g. person accounts for contacts. */
const standsIn = ({ product, system, entity, attribute }: TrackedField, load: CountedLoad) =>
  attribute === undefined &&
  load.product === product &&
  alsoDescribes(load)?.object === entity &&
  (system ?? load.system) === load.system;

/** SQL of all values of a field: of the records of its object, and of those that only another object has. */
function selectVersions(history: string, field: TrackedField, loads: readonly CountedLoad[]): string[] {
  const own = loads.filter((load) => appliesToLoad(field, load));
  const others = loads.filter((load) => standsIn(field, load) && standInField(field, load) !== field.field);
  const known = own.length === 0 ? [] : [`select ${recordId(own[0]!)} from ${rowsOfLoads(history, own)}`];
  return [
    ...selectOwnVersions(history, field, loads),
    ...groupLoads(
      others.filter((load) => findFieldColumn(standInField(field, load), load) !== undefined),
      (load) => [findFieldColumn(standInField(field, load), load), validSince(load)],
    ).map((group) => {
      const [load] = group as [CountedLoad];
      const id = columnSql(load, alsoDescribes(load)!.id);
      const where = [`${id} is not null`, ...known.map((ids) => `${id} not in (${ids})`)].join(" and ");
      return selectGroup(history, field, group, {
        column: findFieldColumn(standInField(field, load), load)!,
        id,
        where,
      });
    }),
  ];
}

const standInField = ({ field }: TrackedField, load: CountedLoad) => field.replace(...alsoDescribes(load)!.fieldEnd);

const recordId = (load: CountedLoad) => columnSql(load, keyColumns(load.under)[0] ?? load.under.table.grain[1] ?? "");

/** SQL of all values of a field: one select for each group of loads that have it in the same column. */
function selectOwnVersions(history: string, field: TrackedField, loads: readonly CountedLoad[]): string[] {
  const having = loads.filter((load) => appliesToLoad(field, load) && findFieldColumn(field.field, load) !== undefined);
  // In one load without versions, no record can have changed.
  if (field.attribute !== undefined && having.length < 2 && !having.some(validSince)) return [];
  return groupLoads(having, (load) => [findFieldColumn(field.field, load), validSince(load)]).map((group) => {
    const [load] = group as [CountedLoad];
    const id = recordId(load);
    const where = field.attribute === undefined ? "true" : `${id} in (${selectRepeatedIds(history, id, having)})`;
    return selectGroup(history, field, group, { column: findFieldColumn(field.field, load)!, id, where });
  });
}

interface FieldPlace {
  readonly column: string;
  /** SQL of the id of the record. */
  readonly id: string;
  readonly where: string;
}

/** SQL of the values of a field in loads that have it in the same column. */
function selectGroup(
  history: string,
  field: TrackedField,
  group: readonly CountedLoad[],
  { column, id, where }: FieldPlace,
): string {
  const [load] = group as [CountedLoad];
  const { origin } = load.under.table;
  const created =
    (origin.kind === "export" || origin.kind === "mapped") && origin.createdColumn !== undefined
      ? columnSql(load, origin.createdColumn)
      : "null";
  const changed = origin.kind === "export" ? (origin.changedColumns ?? []).map((name) => columnSql(load, name)) : [];
  const since = validSince(load);
  const changes = since === undefined ? changed : [since, ...changed];
  const value = trimToNull(sql.raw(fieldText(column, load))).compile(db).sql;
  const attribute = field.attribute === undefined ? "null::varchar" : quotedString(field.attribute);
  return `select
        ${quotedString(field.product)} as product,
        system,
        ${quotedString(field.entity)} as entity,
        ${id}::varchar as record_id,
        ${quotedString(field.field)} as field,
        ${attribute} as attribute,
        ${field.isOfAccount === true} as is_of_account,
        ${value} as value,
        (${created})::timestamp as made_at,
        coalesce(${[...changes, "null"].join(", ")})::timestamp as changed_at,
        loaded_at,
        "#rank",
        "#row"
      from ${rowsOfLoads(history, group)} join loads using ("#load")
      where ${where}`;
}

/** SQL of the records in several loads. Most records have one version, so this leaves few. */
const selectRepeatedIds = (history: string, id: string, loads: readonly CountedLoad[]) =>
  `select ${id} from ${rowsOfLoads(history, loads)} group by ${id} having count(*) > 1`;

/** When a content appeared: at its first load, and again when it came back after another content of the same file. A file that just stays in the folder has not come back. */
function seenInstants(load: CountedLoad, loads: readonly CountedLoad[]): Instant[] {
  const { loaded_at, last_seen_at, table, system, file } = load;
  const between = loads.some(
    (other) =>
      other.table === table &&
      other.system === system &&
      other.file === file &&
      other.loaded_at > loaded_at &&
      other.loaded_at < last_seen_at,
  );
  return between ? [loaded_at, last_seen_at] : [loaded_at];
}
