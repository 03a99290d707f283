import { sql } from "kysely";
import { flag, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { owners } from "../lookups/owners.js";
import { trailingColumns } from "../shared/cap_groups.js";
import { customDimensionColumns } from "../shared/slices.js";
import { campaign_touches } from "./campaign_touches.js";
import { channels_matched } from "./channels_matched.js";
import { cycles_measured } from "./cycles_measured.js";
import { cycles_opened } from "./cycles_opened.js";
import { definition_periods } from "./definition_periods.js";
import { people_described } from "./people_described.js";
import { people_resolved } from "./people_resolved.js";
import { person_attributes } from "./person_attributes.js";

const columns = {
  ...pickColumns(cycles_measured, "person_id"),
  ...pickColumns(people_resolved, "account_id"),
  first_campaign_id: nullable(text("The person's earliest campaign; null if there is none")),
  trigger_campaign_id: nullable(
    text(
      "Campaign of the person's last activity with a campaign, up to and including mql_at; else the person's earliest campaign; null if there is none",
    ),
  ),
  owner_id: nullable(text("Owner of the person today, else of the cycle's earliest event; null if neither is known")),
  definition_version: nullable(
    text("Definition version in force at mql_at, e.g. 2026-01-01; null without a definition, or in cycle 0"),
  ),
  ...pickColumns(people_resolved, "source"),
  ...pickColumns(channels_matched, "channel"),
  campaign: nullable(text("Name of the trigger campaign; null if there is none or the source does not export names")),
  ...pickColumns(people_described, "persona", "seniority"),
  ...pickColumns(people_resolved, "industry"),
  ...pickColumns(people_described, "company_size_band", "region"),
  owner_team: nullable(text("Team of owner_id; null if owners.csv does not have the owner")),
  ...pickColumns(cycles_measured, "cycle_no"),
  is_recycled: flag("True for the person's second cycle and later ones"),
};

/** The CTE `custom_values`: the values of custom dimensions and the time from which each applies. The first one applies from the beginning. */
const customValues = (dimensions: readonly string[]) =>
  dimensions.length === 0
    ? sql``
    : sql`,
    custom_values as (
      select
        person_id,
        attribute,
        value,
        case when row_number() over history = 1 then '-infinity'::timestamp else observed_at end as from_at
      from attributes
      where attribute in (${sql.join(dimensions.map((name) => sql.lit(name)))})
      window history as (partition by person_id, attribute order by observed_at)
    )`;

/** Joins the value that a custom dimension had when the cycle began, as `custom_<number>`. */
const joinCustomValue = (name: string, at: number) => sql`
    asof left join (select person_id, value, from_at from custom_values where attribute = ${sql.lit(name)}) as ${sql.ref(`custom_${at}`)}
      on ${sql.ref(`custom_${at}.person_id`)} = triggered.person_id and ${sql.ref(`custom_${at}.from_at`)} <= triggered.began_at`;

/** Cycle 0 has no MQL: its mql_at is set before every instant, because DuckDB 1.5's ASOF join treats null as the latest one. */
export const cycles_dimensioned = model({
  name: "intermediate.cycles_dimensioned",
  about:
    "One row per cycle, cycle 0 included: its dimensions. Trigger campaign, definition version and custom dimensions are as of mql_at, the others as of the run.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: {
    cycles: cycles_measured,
    opened: cycles_opened,
    people: people_resolved,
    described: people_described,
    touches: campaign_touches,
    channels: channels_matched,
    periods: definition_periods,
    owners,
    attributes: person_attributes,
  },
  columns,
  shapeColumns: customDimensionColumns,
  select: (_, { dimensions }) => sql<RowOf<typeof columns>>`
    with activity_touches as (select * from touches where is_activity),
    first_touches as (select * from touches where is_first),
    owned as (
      select
        cycles.person_id,
        cycles.cycle_no,
        coalesce(opened.mql_at, '-infinity'::timestamp) as mql_at,
        coalesce(opened.mql_at, cycles.sal_at) as began_at,
        people.account_id,
        people.source,
        people.medium,
        people.industry,
        coalesce(people.owner_id, cycles.owner_id) as owner_id
      from cycles
      inner join people on people.person_id = cycles.person_id
      left join opened on opened.person_id = cycles.person_id and opened.cycle_no = cycles.cycle_no
    ),
    triggered as (
      select
        owned.*,
        first_touches.campaign_id as first_campaign_id,
        coalesce(activity_touches.campaign_id, first_touches.campaign_id) as trigger_campaign_id,
        case when activity_touches.campaign_id is not null then activity_touches.campaign_name
          else first_touches.campaign_name end as campaign,
        case when activity_touches.campaign_id is not null then activity_touches.campaign_type
          else first_touches.campaign_type end as campaign_type
      from owned
      asof left join activity_touches on activity_touches.person_id = owned.person_id
        and activity_touches.occurred_at <= owned.mql_at
      left join first_touches on first_touches.person_id = owned.person_id
    )${customValues(dimensions)}
    select
      triggered.person_id,
      triggered.account_id,
      triggered.first_campaign_id,
      triggered.trigger_campaign_id,
      triggered.owner_id,
      periods.definition_version,
      triggered.source,
      channels.channel,
      triggered.campaign,
      described.persona,
      described.seniority,
      triggered.industry,
      described.company_size_band,
      described.region,
      owners.team as owner_team,
      triggered.cycle_no,
      triggered.cycle_no >= 2 as is_recycled
      ${trailingColumns(dimensions.map((name, at) => sql`${sql.ref(`custom_${at}.value`)} as ${sql.ref(name)}`))}
    from triggered
    inner join described on described.person_id = triggered.person_id
    asof left join periods on periods.from_at <= triggered.mql_at
    ${sql.join(dimensions.map(joinCustomValue), sql`\n    `)}
    left join owners on owners.owner_id = triggered.owner_id
    left join channels on channels.source is not distinct from ${comparisonKey("triggered.source")}
      and channels.medium is not distinct from ${comparisonKey("triggered.medium")}
      and channels.campaign_type is not distinct from ${comparisonKey("triggered.campaign_type")}`,
});
