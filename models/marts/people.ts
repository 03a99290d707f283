import { sql } from "kysely";
import { outcomes } from "../../src/base/lifecycle.js";
import {
  flag,
  instant,
  money,
  nullable,
  oneOf,
  personal,
  type RowOf,
  real,
  text,
  whole,
} from "../../src/table/columns.js";
import { addDays } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { activities } from "../intermediate/activities.js";
import { people_channelled } from "../intermediate/people_channelled.js";
import { people_described } from "../intermediate/people_described.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { people_scored } from "../intermediate/people_scored.js";
import { run_context } from "../run/run_context.js";
import { passedOn, passedOnColumns } from "../shared/person_columns.js";
import { grades, tiers } from "../shared/scoring.js";
import { mql_cycles } from "./mql_cycles.js";

const columns = {
  person_id: text("system:id of the record that names the person"),
  account_id: nullable(text("Account that a record names, else the one whose domain the email has; null if neither")),
  first_campaign_id: nullable(text("Earliest campaign; null if none")),
  owner_id: nullable(text("Owner; null if no record names one")),
  email: nullable(personal(text("Trimmed, lower case, Unicode NFC"))),
  ...passedOnColumns,
  seniority: nullable(text("Seniority by title; Unmapped: no rule fits; null without a title")),
  department: nullable(text("Department by title; Unmapped: no rule fits; null without a title")),
  persona: nullable(text("Persona; Unmapped: no rule fits; null without a title")),
  company: nullable(text("Company as typed, else the account's name")),
  industry: nullable(text("Industry of the company")),
  country: nullable(text("Country as typed or ISO code")),
  region: nullable(text("Region; Unmapped: not in regions.csv; null without a country")),
  source: nullable(text("First-touch source of the oldest record")),
  channel: nullable(text("By source, medium and type of the first campaign; Unmapped: no rule fits")),
  grade: nullable(oneOf(grades, "Grade of the fit; null without a definition")),
  disqualified_by: nullable(text("First rule that disqualifies; null if none does")),
  quadrant: nullable(text("fit/engagement (high/medium), or disqualified; null without a definition")),
  action: nullable(text("What the quadrant asks for; null without a definition")),
  tier: nullable(oneOf(tiers, "Tier as of the run; null if not reached")),
  stage: nullable(oneOf(outcomes, "Outcome of the latest cycle; null: never in one")),
  employee_count: nullable(whole("Employees of the company")),
  activities_30d: whole("Activities of marketing's side in the 30 days up to the run's as-of, no bots"),
  fit_score: nullable(real("Fit; null without a definition", "points")),
  engagement_score: nullable(real("Engagement as of the run; null without a definition", "points")),
  total_score: nullable(real("Fit and engagement; null without a definition", "points")),
  annual_revenue: nullable(money("Annual revenue of the company")),
  account_is_matched: flag("Whether no record names the account, and the domain of the email gave it"),
  is_customer: flag("Whether any cycle was won"),
  is_disqualified: nullable(flag("Whether a disqualifying rule hits; null without a definition")),
  created_at: nullable(instant("When the oldest record was made, UTC; null if no source says")),
  last_activity_at: nullable(instant("Latest activity of marketing's side, no bots, UTC; null if none")),
};

export const people = model({
  name: "marts.people",
  about: "One row per person: who it is and where it stands.",
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
    with stood as (
      select person_id, arg_max(outcome, cycle_no) as stage, bool_or(outcome = 'won') as is_customer
      from cycles
      group by person_id
    ),
    active as (
      select activities.person_no, max(activities.occurred_at) as last_activity_at,
        count(*) filter (where ${addDays("activities.occurred_at", sql`30::double`)} >= run.as_of) as activities_30d
      from activities
      cross join run
      where not activities.is_bot and activities.occurred_at <= run.as_of
      group by activities.person_no
    )
    select people.person_id, people.account_id, channelled.first_campaign_id, people.owner_id,
      people.email, ${passedOn("people")}, described.seniority, described.department, described.persona,
      people.company, people.industry, people.country, described.region, people.source, channelled.channel, scored.grade,
      scored.disqualified_by, scored.quadrant, scored.action, scored.tier, stood.stage,
      people.employee_count, coalesce(active.activities_30d, 0) as activities_30d, scored.fit_score,
      scored.engagement_score, scored.total_score, people.annual_revenue, people.account_is_matched,
      coalesce(stood.is_customer, false) as is_customer, scored.is_disqualified, people.created_at, active.last_activity_at
    from people
    inner join described on described.person_id = people.person_id
    inner join channelled on channelled.person_id = people.person_id
    left join scored on scored.person_no = people.person_no
    left join stood on stood.person_id = people.person_id
    left join active on active.person_no = people.person_no`,
});
