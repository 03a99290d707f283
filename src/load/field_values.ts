import type { Column, Instant } from "../columns.js";
import { quotedIdentifier, quotedString } from "../dialect.js";
import { UserError } from "../errors.js";
import type { Source } from "../model.js";
import { keyOf } from "./contract.js";
import { positionsOf, withoutPlace } from "./header.js";
import { columnOf, grouped, instantLiteral, type Kept, rowsOfLoads } from "./kept.js";
import { extraColumn } from "./typing.js";
import { sinceOf } from "./versions.js";

/** A field that the configuration names, as the team writes it: its history is kept whatever the contract knows. */
export interface TrackedField {
  readonly product: string;
  /** One source only; none: every source of the product. */
  readonly system?: string;
  /** Object of an export (`Lead`), or mapped entity (`people`). */
  readonly entity: string;
  readonly field: string;
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
    versions as (${versions.join(" union all ")})
    select * exclude ("#rank", "#row", "#before", "#nth", "#changed_before") replace (${ownChange} as changed_at) from (
      select *, lag(value) over version as "#before", row_number() over version as "#nth",
        lag(changed_at) over version as "#changed_before" from versions
      window version as (partition by ${record} order by coalesce(changed_at, loaded_at), loaded_at, "#rank", "#row"))
    where "#nth" = 1 or value is distinct from "#before"
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
  const each = [...asked, ...attributes].map((field) => [key(field), field] as const);
  return [...new Map(each).values()];
}

const key = ({ product, system, entity, field }: TrackedField) => JSON.stringify([product, system, entity, field]);

const entityOf = ({ origin }: Source) =>
  origin.kind === "export" ? origin.object : origin.kind === "mapped" ? origin.entity : "";

const concerns = ({ product, system, entity }: TrackedField, load: Kept) =>
  load.product === product && entityOf(load.under.table) === entity && (system ?? load.system) === load.system;

/** The loads that have the field, in whichever column each of them keeps it. */
function versionsOf(history: string, field: TrackedField, loads: readonly Kept[]): string[] {
  const having = loads.filter((load) => concerns(field, load) && columnNamed(field.field, load) !== undefined);
  return grouped(having, (load) => [columnNamed(field.field, load), sinceOf(load)]).map((group) => {
    const [load] = group as [Kept];
    const { origin } = load.under.table;
    const made = origin.kind === "export" && origin.made !== undefined ? columnOf(load, origin.made) : "null";
    const changed = origin.kind === "export" ? (origin.changed ?? []).map((name) => columnOf(load, name)) : [];
    const since = sinceOf(load);
    const changes = since === undefined ? changed : [since, ...changed];
    const value = textOf(columnNamed(field.field, load) ?? "", load);
    const id = columnOf(load, keyOf(load.under)[0] ?? load.under.table.grain[1] ?? "");
    return `select ${quotedString(field.product)} as product, system, ${quotedString(field.entity)} as entity,
      ${id}::varchar as record_id, ${quotedString(field.field)} as field, nullif(trim(${value}), '') as value,
      (${made})::timestamp as made_at, coalesce(${[...changes, "null"].join(", ")})::timestamp as changed_at,
      loaded_at, "#rank", "#row" from ${rowsOfLoads(history, group)} join loads using ("#load")`;
  });
}

/** SQL of a column's value as text. What the loader typed as an instant is in UTC and no bare date, which its text then says. */
function textOf(column: string, { under }: Kept): string {
  const typed = (under.table.columns as Readonly<Record<string, Column<unknown>>>)[column];
  const isInstant = typed?.type === "instant" && !typed.binding?.orDate;
  return `${quotedIdentifier(column)}::varchar${isInstant ? " || '+00:00'" : ""}`;
}

/** Where a load keeps a field: its exact name in any case, else by alias, else behind the prefix of replicas. */
function columnNamed(field: string, { columns, extras, system, file, under }: Kept): string | undefined {
  const typed = Object.keys(columns);
  const names = [...typed, ...extras];
  const { origin } = under.table;
  const prefix = origin.kind === "export" ? origin.fieldPrefix : undefined;
  const ways = [
    () => positionsOf(field, names),
    () => positionsOf(field, names.map(withoutPlace)),
    () => (prefix === undefined ? [] : positionsOf(`${prefix}${field}`, names)),
  ];
  const places = ways.reduce<number[]>((found, way) => (found.length > 0 ? found : way()), []);
  if (places.length > 1) {
    const found = places.map((place) => names[place]).join(" or ");
    throw new UserError(
      `closedloop.yaml: "${field}" of "${system}" could be ${found} in ${file}. Write one of them exactly.`,
      2,
    );
  }
  const [place] = places;
  if (place === undefined) return undefined;
  return place < typed.length ? names[place] : extraColumn(names[place] ?? "");
}

/** When a content was there: at its first load and, where another one came between, when it came back. */
function sightingsOf(load: Kept, loads: readonly Kept[]): Instant[] {
  const { loaded_at, last_seen_at, table, system } = load;
  const between = loads.some(
    (other) =>
      other.table === table && other.system === system && other.loaded_at > loaded_at && other.loaded_at < last_seen_at,
  );
  return between ? [loaded_at, last_seen_at] : [loaded_at];
}
