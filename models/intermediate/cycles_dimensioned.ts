import { sql } from "kysely";
import { flag, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { company_sizes } from "../lookups/company_sizes.js";
import { owners } from "../lookups/owners.js";
import { regions } from "../lookups/regions.js";
import { trailingColumns } from "../shared/cap_groups.js";
import { describedColumns, joinLookups, lookupsOf } from "../shared/described_columns.js";
import { customDimensionColumns } from "../shared/slices.js";
import { campaign_touches } from "./campaign_touches.js";
import { channels_matched } from "./channels_matched.js";
import { cycles_measured } from "./cycles_measured.js";
import { cycles_opened } from "./cycles_opened.js";
import { definition_periods } from "./definition_periods.js";
import { people_described } from "./people_described.js";
import { people_resolved } from "./people_resolved.js";
import { person_attributes } from "./person_attributes.js";
import { titles_matched } from "./titles_matched.js";

const columns = {
  ...pickColumns(cycles_measured, "person_id"),
  ...pickColumns(people_resolved, "account_id"),
  first_campaign_id: nullable(text("The person's earliest campaign; null if there is none")),
  trigger_campaign_id: nullable(
    text(
      "Campaign of the person's last activity with a campaign, up to and including mql_at; else the person's earliest campaign; null if there is none",
    ),
  ),
  owner_id: nullable(
    text(
      "Owner of the person at mql_at, in cycle 0 at sal_at, as far as histories and loads show; where none was known yet, the first one later; else that of the cycle's earliest event; null if none is known",
    ),
  ),
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

/** The attributes behind the built-in dimensions. A persona that no source gives is in person_attributes, too. */
const frozenAttributes = ["job_title", "persona", "industry", "country", "employee_count", "owner_id"];

/** Cycle 0 has no MQL: its mql_at is set before every instant, because DuckDB 1.5's ASOF join treats null as the latest one. */
export const cycles_dimensioned = model({
  name: "intermediate.cycles_dimensioned",
  about:
    "One row per cycle, cycle 0 included: its dimensions, as of mql_at (in cycle 0 as of sal_at). Source and first campaign are those of the person's first touch; account_id is that of the run.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: {
    cycles: cycles_measured,
    opened: cycles_opened,
    people: people_resolved,
    touches: campaign_touches,
    channels: channels_matched,
    periods: definition_periods,
    attributes: person_attributes,
    titles: titles_matched,
    sizes: company_sizes,
    regions,
    owners,
  },
  columns,
  shapeColumns: customDimensionColumns,
  select: (_, { dimensions }) => {
    const attributes = [...new Set([...frozenAttributes, ...dimensions])];
    const names = sql.join(attributes.map((name) => sql.lit(name)));
    /** The value of an attribute in a row of `frozen`. */
    const frozen = (attribute: string) => sql.ref<string | null>(`value_${attributes.indexOf(attribute)}`);
    const eachFrozen = attributes.map(
      (name) => sql`max(known.value) filter (where asked.attribute = ${sql.lit(name)}) as ${frozen(name)}`,
    );
    return sql<RowOf<typeof columns>>`
    with activity_touches as (select * from touches where is_activity),
    first_touches as (select * from touches where is_first),
    -- The values of people with cycles, and the time from which each applies. The first one applies from the beginning.
    known as (
      select
        person_id,
        attribute,
        value,
        case when row_number() over history = 1 then '-infinity'::timestamp else observed_at end as from_at
      from attributes
      semi join cycles on cycles.person_id = attributes.person_id
      where attribute in (${names})
      window history as (partition by person_id, attribute order by observed_at)
    ),
    begun as (
      select
        cycles.person_id,
        cycles.cycle_no,
        cycles.owner_id as event_owner_id,
        coalesce(opened.mql_at, '-infinity'::timestamp) as mql_at,
        coalesce(opened.mql_at, cycles.sal_at) as began_at
      from cycles
      left join opened on opened.person_id = cycles.person_id and opened.cycle_no = cycles.cycle_no
    ),
    asked as (select person_id, cycle_no, began_at, unnest([${names}]) as attribute from begun),
    frozen as (
      select
        asked.person_id,
        asked.cycle_no,
        ${sql.join(
          eachFrozen,
          sql`,
        `,
        )}
      from asked
      asof left join known on known.person_id = asked.person_id and known.attribute = asked.attribute
        and known.from_at <= asked.began_at
      group by asked.person_id, asked.cycle_no
    ),
    cycled as (
      select
        begun.mql_at,
        people.account_id,
        people.source,
        people.medium,
        frozen.*,
        ${frozen("job_title")} as job_title,
        ${frozen("persona")} as persona_given,
        ${frozen("industry")} as industry,
        ${frozen("country")} as country,
        try_cast(${frozen("employee_count")} as bigint) as employee_count,
        coalesce(${frozen("owner_id")}, begun.event_owner_id) as owner_id
      from begun
      inner join people on people.person_id = begun.person_id
      inner join frozen on frozen.person_id = begun.person_id and frozen.cycle_no = begun.cycle_no
    ),
    triggered as (
      select
        cycled.*,
        first_touches.campaign_id as first_campaign_id,
        coalesce(activity_touches.campaign_id, first_touches.campaign_id) as trigger_campaign_id,
        case when activity_touches.campaign_id is not null then activity_touches.campaign_name
          else first_touches.campaign_name end as campaign,
        case when activity_touches.campaign_id is not null then activity_touches.campaign_type
          else first_touches.campaign_type end as campaign_type
      from cycled
      asof left join activity_touches on activity_touches.person_id = cycled.person_id
        and activity_touches.occurred_at <= cycled.mql_at
      left join first_touches on first_touches.person_id = cycled.person_id
    ),
    ${lookupsOf("triggered")}
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
      triggered.industry,
      ${describedColumns("triggered")},
      triggered.cycle_no,
      triggered.cycle_no >= 2 as is_recycled
      ${trailingColumns(dimensions.map((name) => sql`${frozen(name)} as ${sql.ref(name)}`))}
    from triggered
    asof left join periods on periods.from_at <= triggered.mql_at
    ${joinLookups("triggered")}
    left join channels on channels.source is not distinct from ${comparisonKey("triggered.source")}
      and channels.medium is not distinct from ${comparisonKey("triggered.medium")}
      and channels.campaign_type is not distinct from ${comparisonKey("triggered.campaign_type")}`;
  },
});
