import type { Instant } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import { keyColumns } from "../load_contract.js";
import { validSince } from "../rows/replica_versions.js";
import { type CountedLoad, columnSql, groupLoads, instantLiteral, rowsOfLoads } from "./counted_loads.js";
import { fieldText, findFieldColumn } from "./field_column.js";

/** A field whose values are kept from load to load: as the team writes it where the configuration names it, else a column of the contract. */
export interface TrackedField {
  readonly product: string;
  /** One source only; none: every source of the product. */
  readonly system?: string;
  /** Object of an export (`Lead`), or mapped entity (`people`). */
  readonly entity: string;
  readonly field: string;
  /** The attribute of people that it states where nobody configured it: kept only of records in which it changed, for else the record says it. */
  readonly attribute?: string;
}

interface FieldValuesInput {
  history: string;
  loads: readonly CountedLoad[];
  asOf: Instant;
  tracked: readonly TrackedField[];
}

/** SQL of `raw.field_values`: one row per record and field for each version whose value is new; undefined without any. */
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
      select *, lag(value) over version as "#before", row_number() over version as "#nth",
        lag(changed_at) over version as "#changed_before" from versions
      window version as (partition by ${record} order by coalesce(changed_at, loaded_at), loaded_at, "#rank", "#row"))
    where "#nth" = 1 or value is distinct from "#before")
    select * exclude ("#rank", "#row", "#before", "#nth", "#changed_before") from kept
    qualify attribute is null or count(*) over (partition by ${record}) > 1
    order by ${record}, loaded_at, changed_at`;
}

/** A modification date that stood still while the value changed does not date it: Marketo's is of standard fields only. */
const ownChangedAt = `case when "#nth" = 1 or changed_at is distinct from "#changed_before" then changed_at end`;

/** What is asked for, and every attribute of mapped people, each once. */
function uniqueFields(tracked: readonly TrackedField[], loads: readonly CountedLoad[]): TrackedField[] {
  const attributes = loads
    .filter(({ under }) => under.table.origin.kind === "mapped")
    .flatMap(({ product, system, extras, under }) =>
      extras.map((field) => ({ product, system, entity: entityOf(under.table), field })),
    );
  const asked = tracked.flatMap((field) => {
    const systems = new Set(loads.filter((load) => appliesToLoad(field, load)).map(({ system }) => system));
    return [...systems].map((system) => ({ ...field, system }));
  });
  // What the configuration names goes before what the contract follows of itself.
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

/** The loads that have the field, in whichever column each of them keeps it. */
function selectVersions(history: string, field: TrackedField, loads: readonly CountedLoad[]): string[] {
  const having = loads.filter((load) => appliesToLoad(field, load) && findFieldColumn(field.field, load) !== undefined);
  // Of one load that keeps no versions every record has one.
  if (field.attribute !== undefined && having.length < 2 && !having.some(validSince)) return [];
  return groupLoads(having, (load) => [findFieldColumn(field.field, load), validSince(load)]).map((group) => {
    const [load] = group as [CountedLoad];
    const { origin } = load.under.table;
    const made =
      origin.kind === "export" && origin.createdColumn !== undefined ? columnSql(load, origin.createdColumn) : "null";
    const changed = origin.kind === "export" ? (origin.changedColumns ?? []).map((name) => columnSql(load, name)) : [];
    const since = validSince(load);
    const changes = since === undefined ? changed : [since, ...changed];
    const value = fieldText(findFieldColumn(field.field, load) ?? "", load);
    const id = columnSql(load, keyColumns(load.under)[0] ?? load.under.table.grain[1] ?? "");
    const attribute = field.attribute === undefined ? "null::varchar" : quotedString(field.attribute);
    return `select ${quotedString(field.product)} as product, system, ${quotedString(field.entity)} as entity,
      ${id}::varchar as record_id, ${quotedString(field.field)} as field, ${attribute} as attribute,
      nullif(trim(${value}), '') as value,
      (${made})::timestamp as made_at, coalesce(${[...changes, "null"].join(", ")})::timestamp as changed_at,
      loaded_at, "#rank", "#row" from ${rowsOfLoads(history, group)} join loads using ("#load")
      ${field.attribute === undefined ? "" : `where ${id} in (${selectRepeatedIds(history, id, having)})`}`;
  });
}

/** The records that several loads have: nearly all of a first night, and few of a night's changes, have one version. */
const selectRepeatedIds = (history: string, id: string, loads: readonly CountedLoad[]) =>
  `select ${id} from ${rowsOfLoads(history, loads)} group by ${id} having count(*) > 1`;

/** When a content was there: at its first load and, where another one took its place between, when it came back. What lies there all along beside later nights has not come back. */
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
