import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf, text, whole } from "../../src/table/columns.js";
import { addDays } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { events_assigned } from "../intermediate/events_assigned.js";
import { opportunities_priced } from "../intermediate/opportunities_priced.js";
import { people_on_opportunities } from "../intermediate/people_on_opportunities.js";
import { run_context } from "../run/run_context.js";
import { mql_cycles } from "./mql_cycles.js";

const columns = {
  ...pickColumns(opportunities_priced, "opportunity_key", "opportunity_id", "system", "account_id", "owner_id"),
  primary_cycle_id: nullable(
    text("Of the MQL cycles that hold it the one with the earliest mql_at, then the smallest person_id; null if none"),
  ),
  ...pickColumns(opportunities_priced, "account_name", "stage", "outcome", "loss_reason", "loss_reason_raw"),
  source: nullable(text("Source of the primary cycle, for lists; money by source is amount_credited of mql_cycles")),
  channel: nullable(text("Channel of the primary cycle, for lists")),
  campaign: nullable(text("Name of the trigger campaign of the primary cycle, for lists")),
  persona: nullable(text("Persona of the primary cycle, for lists")),
  ...pickColumns(opportunities_priced, "currency"),
  people: whole("People on it: by a role, a converted lead, an account match, or an event that names it"),
  cycles: whole("MQL cycles that hold it, i.e. that have its opportunity, won or lost event; cycle 0 is not counted"),
  ...pickColumns(opportunities_priced, "amount", "amount_reporting", "is_created_approximate", "is_close_approximate"),
  is_sourced: flag(
    "True if a cycle holds it whose MQL is at or before created_at and at most attribution.lookback_days older",
  ),
  is_influenced: flag(
    "True if it is not sourced, but one of its people was an MQL by the time it closed, or by now if it is open",
  ),
  ...pickColumns(opportunities_priced, "created_date", "closed_date", "created_at", "closed_at"),
  mql_at: nullable(instant("mql_at of the primary cycle, UTC; null without one")),
};

/** lifecycle.md 3: which cycles hold an opportunity, and which MQL it came from. */
export const opportunities = model({
  name: "marts.opportunities",
  about:
    "One row per opportunity of all sources, with or without people: amounts here add up to the total of the sources.",
  materialized: "table",
  grain: ["opportunity_key"],
  from: {
    opportunities: opportunities_priced,
    on_opportunities: people_on_opportunities,
    events: events_assigned,
    cycles: mql_cycles,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select distinct
        opportunity_key,
        person_id,
        case when stage in ('opportunity', 'won', 'lost') and cycle_no >= 1 then cycle_no end as cycle_no
      from events
      where opportunity_key is not null
    ),
    first_mqls as (select person_id, min(mql_at) as mql_at from cycles group by person_id),
    members as (
      select opportunities.opportunity_key, on_opportunities.person_id
      from opportunities
      inner join on_opportunities on on_opportunities.system = opportunities.system
        and on_opportunities.opportunity_id = opportunities.opportunity_id
      union
      select opportunity_key, person_id from told
    ),
    member_counts as (
      select members.opportunity_key, count(*) as people, min(first_mqls.mql_at) as first_mql_at
      from members
      left join first_mqls on first_mqls.person_id = members.person_id
      group by members.opportunity_key
    ),
    holding as (
      select
        opportunities.opportunity_key,
        cycles.person_id,
        cycles.cycle_id,
        cycles.source,
        cycles.channel,
        cycles.campaign,
        cycles.persona,
        cycles.mql_at,
        cycles.mql_at <= opportunities.created_at
          and opportunities.created_at <= ${addDays("cycles.mql_at", "run.lookback_days")} as is_sourcing
      from told
      inner join opportunities on opportunities.opportunity_key = told.opportunity_key
      inner join cycles on cycles.person_id = told.person_id and cycles.cycle_no = told.cycle_no
      cross join run
    ),
    primary_cycles as (
      select
        *,
        count(*) over (partition by opportunity_key) as cycles,
        coalesce(bool_or(is_sourcing) over (partition by opportunity_key), false) as is_sourced
      from holding
      qualify row_number() over (partition by opportunity_key order by mql_at, person_id) = 1
    )
    select
      opportunities.opportunity_key,
      opportunities.opportunity_id,
      opportunities.system,
      opportunities.account_id,
      opportunities.owner_id,
      primary_cycles.cycle_id as primary_cycle_id,
      opportunities.account_name,
      opportunities.stage,
      opportunities.outcome,
      opportunities.loss_reason,
      opportunities.loss_reason_raw,
      primary_cycles.source,
      primary_cycles.channel,
      primary_cycles.campaign,
      primary_cycles.persona,
      opportunities.currency,
      coalesce(member_counts.people, 0) as people,
      coalesce(primary_cycles.cycles, 0) as cycles,
      opportunities.amount,
      opportunities.amount_reporting,
      opportunities.is_created_approximate,
      opportunities.is_close_approximate,
      coalesce(primary_cycles.is_sourced, false) as is_sourced,
      not coalesce(primary_cycles.is_sourced, false)
        and coalesce(
          member_counts.first_mql_at
            <= case when opportunities.outcome = 'open' then run.as_of else opportunities.closed_at end,
          false
        ) as is_influenced,
      opportunities.created_date,
      opportunities.closed_date,
      opportunities.created_at,
      opportunities.closed_at,
      primary_cycles.mql_at
    from opportunities
    cross join run
    left join member_counts on member_counts.opportunity_key = opportunities.opportunity_key
    left join primary_cycles on primary_cycles.opportunity_key = opportunities.opportunity_key`,
  checks: {
    "an opportunity is sourced or influenced, not both": (row) =>
      row.or([row("is_sourced", "=", false), row("is_influenced", "=", false)]),
    "only a held opportunity is sourced": (row) => row.or([row("is_sourced", "=", false), row("cycles", ">", 0n)]),
    "an open opportunity has not closed": (row) => row.or([row("outcome", "<>", "open"), row("closed_at", "is", null)]),
  },
});
