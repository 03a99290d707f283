import { sql } from "kysely";
import { outcomes } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, pickColumns, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { addDays } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { activities } from "../intermediate/activities.js";
import { people_channelled } from "../intermediate/people_channelled.js";
import { people_described } from "../intermediate/people_described.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { people_scored } from "../intermediate/people_scored.js";
import { run_context } from "../run/run_context.js";
import { personColumns, selectPersonColumns } from "../shared/person_columns.js";
import { grades } from "../shared/scoring.js";
import { mql_cycles } from "./mql_cycles.js";

const columns = {
  person_id: text("Person: source and id of the record that names the person, e.g. crm:00Q5e00000Ld001EAB"),
  ...pickColumns(people_resolved, "account_id"),
  ...pickColumns(people_channelled, "first_campaign_id"),
  ...pickColumns(people_resolved, "owner_id", "email"),
  ...personColumns,
  ...pickColumns(people_described, "seniority", "department", "persona"),
  ...pickColumns(people_resolved, "company", "industry", "country"),
  ...pickColumns(people_described, "region"),
  ...pickColumns(people_resolved, "source"),
  ...pickColumns(people_channelled, "channel"),
  grade: nullable(oneOf(grades, "Grade of the fit today, A is best; null without a definition")),
  ...pickColumns(people_scored, "disqualified_by"),
  quadrant: nullable(text("Fit and engagement in words, e.g. high/medium, or disqualified; null without a definition")),
  action: nullable(text("Recommended action for the quadrant; null without a definition")),
  ...pickColumns(people_scored, "tier"),
  stage: nullable(oneOf(outcomes, "Outcome of the person's latest cycle; null if there is none")),
  ...pickColumns(people_resolved, "employee_count"),
  activities_30d: whole("Marketing activities in the 30 days before the run's as-of; no bots"),
  fit_score: nullable(real("Fit score today; null without a definition", "points")),
  engagement_score: nullable(real("Engagement score today; null without a definition", "points")),
  total_score: nullable(real("Fit score plus engagement score; null without a definition", "points")),
  ...pickColumns(people_resolved, "annual_revenue", "account_is_matched"),
  is_customer: flag("True if any cycle of the person was won"),
  is_disqualified: nullable(flag("True if a disqualifying rule matches as of the run; null without a definition")),
  ...pickColumns(people_resolved, "created_at"),
  last_activity_at: nullable(instant("Latest marketing activity, UTC; no bots; null if there is none")),
};

export const people = model({
  name: "marts.people",
  about: "One row per person: contact data, scores and stage as of the run.",
  materialized: "table",
  grain: ["person_id"],
  from: {
    people: people_resolved,
    described: people_described,
    cycles: mql_cycles,
    scored: people_scored,
    channelled: people_channelled,
    activities,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with latest as (
      select
        person_id,
        arg_max(outcome, cycle_no) as stage,
        bool_or(outcome = 'won') as is_customer
      from cycles
      group by person_id
    ),
    active as (
      select
        activities.person_no,
        max(activities.occurred_at) as last_activity_at,
        count(*) filter (where ${addDays("activities.occurred_at", sql`30::double`)} >= run.as_of) as activities_30d
      from activities
      cross join run
      where not activities.is_bot and activities.occurred_at <= run.as_of
      group by activities.person_no
    )
    select
      people.person_id,
      people.account_id,
      channelled.first_campaign_id,
      people.owner_id,
      people.email,
      ${selectPersonColumns("people")},
      described.seniority,
      described.department,
      described.persona,
      people.company,
      people.industry,
      people.country,
      described.region,
      people.source,
      channelled.channel,
      scored.grade,
      scored.disqualified_by,
      scored.quadrant,
      scored.action,
      scored.tier,
      latest.stage,
      people.employee_count,
      coalesce(active.activities_30d, 0) as activities_30d,
      scored.fit_score,
      scored.engagement_score,
      scored.total_score,
      people.annual_revenue,
      people.account_is_matched,
      coalesce(latest.is_customer, false) as is_customer,
      scored.is_disqualified,
      people.created_at,
      active.last_activity_at
    from people
    inner join described on described.person_id = people.person_id
    inner join channelled on channelled.person_id = people.person_id
    left join scored on scored.person_no = people.person_no
    left join latest on latest.person_id = people.person_id
    left join active on active.person_no = people.person_no`,
});
