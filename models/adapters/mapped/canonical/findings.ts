import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import type { Instant } from "../../../../src/table/columns.js";
import { dayIn, dayStart } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { source_systems } from "../../../run/source_systems.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { mapped_opportunities } from "../staging/mapped_opportunities.js";
import { mapped_people } from "../staging/mapped_people.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";

const zone = sql<string>`coalesce(systems.time_zone, run.time_zone)`;
/** True for a time that is midnight in the source's own zone; false for a date. */
const isMidnight = (
  table: string,
  column: string,
) => sql`${sql.ref(`${table}.${column}`)} = ${dayStart(zone, dayIn(zone, sql.ref<Instant>(`${table}.${column}`)))}
  and not coalesce(${sql.ref(`${table}.${column}_is_date`)}, true)`;

const momentsOfOpportunities = (column: string) => sql`
      select opportunities.system || ${sql.lit(`: ${column} of opportunities`)}, opportunities.opportunity_id,
        ${sql.ref(`opportunities.${column}`)}, ${isMidnight("opportunities", column)}
      from opportunities
      inner join systems on systems.system = opportunities.system
      cross join run
      where ${sql.ref(`opportunities.${column}`)} is not null`;

/** Databases write midnight after a date. Three such times and no other are hardly times. */
const onlyMidnights = `
  select subject, count(*) as count, 1 as share, min(example) as example
  from moments
  group by subject
  having count(*) >= 3 and count(distinct moment) > 1 and bool_and(is_midnight)`;

export const findings = entityPart({
  product: "mapped",
  entity: "findings",
  from: {
    events: mapped_stage_events,
    people: mapped_people,
    opportunities: mapped_opportunities,
    systems: source_systems,
    run: run_context,
  },
  select: () => sql`
    with moments as (
      select events.system || ': ' || events.stage as subject, events.record_id as example, events.occurred_at as moment,
        ${isMidnight("events", "occurred_at")} as is_midnight
      from events
      inner join systems on systems.system = events.system
      cross join run
      union all
      ${momentsOfOpportunities("created_at")}
      union all
      ${momentsOfOpportunities("closed_at")}
    )
    ${qualityCheck("times that are all midnight: perhaps dates", "warn", onlyMidnights)}
    union all
    ${qualityCheck(
      "links to an MQL that no file has",
      "warn",
      `select events.stage as subject, count(*) as count, null as share, min(events.record_id) as example
      from events
      anti join (select system, record_id from events where stage = 'mql') as mqls
        on mqls.system = events.system and mqls.record_id = events.record_id
      where events.link = 'mql' and events.stage <> 'mql' and events.mql_at is null group by all`,
    )}
    union all
    ${qualityCheck(
      "opportunities that cannot be dated",
      "warn",
      countBySubject("system", "opportunities", "created_at is null", "opportunity_id"),
    )}
    union all
    ${qualityCheck(
      "people made by an event",
      "warn",
      `select made.system as subject, count(*) as count,
        count(*) / (
          select count(*) from (select system, record_id from people union select system, record_id from events)
        ) as share,
        min(made.record_id) as example
      from (
        select distinct system, record_id from events where link is null or stage = 'mql' or mql_at is not null
      ) as made
      anti join people on people.system = made.system and people.record_id = made.record_id
      group by made.system`,
    )}`,
});
