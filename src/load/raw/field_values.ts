import type { Instant } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import { keyOf } from "../contract.js";
import { sinceOf } from "../rows/versions.js";
import { columnNamed, textOf } from "./column_named.js";
import { columnOf, grouped, instantLiteral, type Kept, rowsOfLoads } from "./kept.js";

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

interface Tracking {
  history: string;
  loads: readonly Kept[];
  asOf: Instant;
  tracked: readonly TrackedField[];
}

/** SQL of `raw.field_values`: one row per record and field for each version whose value is new; undefined without any. */
export function fieldValues({ history, loads, asOf, tracked }: Tracking): string | undefined {
  const fields = uniqueFields(tracked, loads);
  const versions = fields.flatMap((field) => versionsOf(history, field, loads));
  if (versions.length === 0) return undefined;
  const seen = loads.flatMap((load) =>
    sightingsOf(load, loads).map(
      (at) =>
        `(${quotedString(load.load_id)}, ${load.rank}, ${quotedString(load.system)}, ${instantLiteral(at, asOf)})`,
    ),
  );
  const record = "product, system, entity, record_id, field";
  return `with loads ("#load", "#rank", system, loaded_at) as (values ${seen.join(", ")}),
    versions as (${versions.join(" union all ")}),
    kept as (select * replace (${ownChange} as changed_at) from (
      select *, lag(value) over version as "#before", row_number() over version as "#nth",
        lag(changed_at) over version as "#changed_before" from versions
      window version as (partition by ${record} order by coalesce(changed_at, loaded_at), loaded_at, "#rank", "#row"))
    where "#nth" = 1 or value is distinct from "#before")
    select * exclude ("#rank", "#row", "#before", "#nth", "#changed_before") from kept
    qualify attribute is null or count(*) over (partition by ${record}) > 1
    order by ${record}, loaded_at, changed_at`;
}

/** A modification date that stood still while the value changed does not date it: Marketo's is of standard fields only. */
const ownChange = `case when "#nth" = 1 or changed_at is distinct from "#changed_before" then changed_at end`;

/** What is asked for, and every attribute of mapped people, each once. */
function uniqueFields(tracked: readonly TrackedField[], loads: readonly Kept[]): TrackedField[] {
  const attributes = loads
    .filter(({ under }) => under.table.origin.kind === "mapped")
    .flatMap(({ product, system, extras, under }) =>
      extras.map((field) => ({ product, system, entity: entityOf(under.table), field })),
    );
  const asked = tracked.flatMap((field) => {
    const systems = new Set(loads.filter((load) => concerns(field, load)).map(({ system }) => system));
    return [...systems].map((system) => ({ ...field, system }));
  });
  // What the configuration names goes before what the contract follows of itself.
  const each = [
    ...asked.filter(({ attribute }) => attribute !== undefined),
    ...asked.filter(({ attribute }) => attribute === undefined),
  ];
  return [...new Map([...each, ...attributes].map((field) => [key(field), field] as const)).values()];
}

const key = ({ product, system, entity, field }: TrackedField) =>
  JSON.stringify([product, system, entity, field.toLowerCase()]);

const entityOf = ({ origin }: Source) =>
  origin.kind === "export" ? origin.object : origin.kind === "mapped" ? origin.entity : "";

const concerns = ({ product, system, entity }: TrackedField, load: Kept) =>
  load.product === product && entityOf(load.under.table) === entity && (system ?? load.system) === load.system;

/** The loads that have the field, in whichever column each of them keeps it. */
function versionsOf(history: string, field: TrackedField, loads: readonly Kept[]): string[] {
  const having = loads.filter((load) => concerns(field, load) && columnNamed(field.field, load) !== undefined);
  // Of one load that keeps no versions every record has one.
  if (field.attribute !== undefined && having.length < 2 && !having.some(sinceOf)) return [];
  return grouped(having, (load) => [columnNamed(field.field, load), sinceOf(load)]).map((group) => {
    const [load] = group as [Kept];
    const { origin } = load.under.table;
    const made = origin.kind === "export" && origin.made !== undefined ? columnOf(load, origin.made) : "null";
    const changed = origin.kind === "export" ? (origin.changed ?? []).map((name) => columnOf(load, name)) : [];
    const since = sinceOf(load);
    const changes = since === undefined ? changed : [since, ...changed];
    const value = textOf(columnNamed(field.field, load) ?? "", load);
    const id = columnOf(load, keyOf(load.under)[0] ?? load.under.table.grain[1] ?? "");
    const attribute = field.attribute === undefined ? "null::varchar" : quotedString(field.attribute);
    return `select ${quotedString(field.product)} as product, system, ${quotedString(field.entity)} as entity,
      ${id}::varchar as record_id, ${quotedString(field.field)} as field, ${attribute} as attribute,
      nullif(trim(${value}), '') as value,
      (${made})::timestamp as made_at, coalesce(${[...changes, "null"].join(", ")})::timestamp as changed_at,
      loaded_at, "#rank", "#row" from ${rowsOfLoads(history, group)} join loads using ("#load")
      ${field.attribute === undefined ? "" : `where ${id} in (${repeatedIn(history, id, having)})`}`;
  });
}

/** The records that several loads have: nearly all of a first night, and few of a night's changes, have one version. */
const repeatedIn = (history: string, id: string, loads: readonly Kept[]) =>
  `select ${id} from ${rowsOfLoads(history, loads)} group by ${id} having count(*) > 1`;

/** When a content was there: at its first load and, where another one took its place between, when it came back. What lies there all along beside later nights has not come back. */
function sightingsOf(load: Kept, loads: readonly Kept[]): Instant[] {
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
