import { sql } from "kysely";
import { outcomes } from "../../src/base/lifecycle.js";
import { flag, instant, money, nullable, oneOf, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { comparisonKey } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { cycle_amounts } from "../intermediate/cycle_amounts.js";
import { cycle_touches } from "../intermediate/cycle_touches.js";
import { cycles_dimensioned } from "../intermediate/cycles_dimensioned.js";
import { cycles_measured } from "../intermediate/cycles_measured.js";
import { cycles_opened } from "../intermediate/cycles_opened.js";
import { mqls_assigned } from "../intermediate/mqls_assigned.js";
import { mqls_scored } from "../intermediate/mqls_scored.js";
import { rejection_reasons } from "../lookups/rejection_reasons.js";
import { bands } from "../run/bands.js";
import { trailingColumns } from "../shared/cap_groups.js";
import { isInBand } from "../shared/cycle_conditions.js";
import { customDimensionColumns } from "../shared/slices.js";

const columns = {
  cycle_id: text("person_id and cycle_no"),
  person_id: text("Person"),
  account_id: nullable(text("Account of the person")),
  first_campaign_id: nullable(text("The person's earliest campaign; null if none")),
  trigger_campaign_id: nullable(
    text("Campaign of the latest activity at or before mql_at, else the first; null if none"),
  ),
  owner_id: nullable(text("Owner of the person, else who did the cycle's earliest stage")),
  opportunity_id: nullable(text("Earliest won opportunity, else the latest opened; null if none has an id")),
  definition_version: nullable(text("Version in force at mql_at; null without a definition or an MQL")),
  mql_origin: nullable(oneOf(["recorded", "computed"], "Who said that the person qualified; null in cycle 0")),
  path: nullable(oneOf(["hand_raiser", "scored"], "Path of the MQL; null if none held or no scores exist")),
  tier: nullable(oneOf(["hot", "mql"], "Tier of the MQL; null if no path held or no scores exist")),
  grade: nullable(oneOf(["A", "B", "C", "D"], "Grade of the fit at mql_at; null without scores")),
  engagement_band: nullable(text("Band of the engagement; null without scores")),
  total_band: nullable(text("Band of the total; null without scores")),
  source: nullable(text("First-touch source of the person's oldest record")),
  channel: nullable(text("By source, medium and type of the trigger campaign; Unmapped: no rule fits")),
  campaign: nullable(text("Name of the trigger campaign")),
  persona: nullable(text("Persona; Unmapped: no rule fits")),
  seniority: nullable(text("Seniority; Unmapped: no rule fits")),
  industry: nullable(text("Industry of the person's company")),
  company_size_band: nullable(text("Size band of the person's company")),
  region: nullable(text("Region; Unmapped: country not in regions.csv")),
  owner_team: nullable(text("Team of the owner; null if owners.csv does not know the owner")),
  rejected_from: nullable(
    oneOf(["mql", "sal", "sql", "opportunity"], "Furthest stage before the rejection; mql: refused"),
  ),
  rejection_reason: nullable(text("Standard reason; null unless rejected or recycled")),
  rejection_reason_raw: nullable(text("Reason as typed; null if none was given")),
  outcome: oneOf(outcomes, "Where the cycle stands as of now"),
  currency: nullable(text("Currency of the amount; null without an amount")),
  cycle_no: whole("0: unqualified entry; from 1 in order of mql_at"),
  repeat_mql_count: whole("Further MQL instants while the cycle was open"),
  blocked_by_cool_off: whole("MQL instants after its close that its cool-off kept from opening a cycle"),
  reversed_rejections: whole("Periods that a rejection closed and a later stage voided"),
  fit_score: nullable(real("Fit at mql_at; null without scores", "points")),
  engagement_score: nullable(real("Engagement at mql_at; null without scores", "points")),
  total_score: nullable(real("Fit and engagement; null without scores", "points")),
  amount: nullable(money("Amount of the opportunity; null without one", "currency of the row")),
  amount_reporting: nullable(money("The same in the reporting currency; null where no rate is known")),
  is_recycled: flag("Whether it is the person's second cycle or later"),
  inside_cool_off: flag("Whether a recorded MQL opened it before the cool-off of the cycle before had ended"),
  has_influenced_opportunity: flag("Whether an opportunity older than the MQL was still open at mql_at"),
  mql_is_approximate: flag("Whether the source gave the MQL a date without a time"),
  is_fit_backfilled: flag("Whether the fit at mql_at looks ahead"),
  is_clamped: flag("Whether an event of it was recorded before the MQL that it names"),
  sal_imputed: flag("SAL was reached, and no event of its own stands at sal_at"),
  sql_imputed: flag("SQL was reached, and no event of its own stands at sql_at"),
  opportunity_imputed: flag("The opportunity was reached, and no event of its own stands at opportunity_at"),
  mql_at: nullable(instant("When the person qualified, UTC; null in cycle 0")),
  first_touch_at: nullable(instant("First touch by a human of sales before the next cycle, UTC; null if none")),
  meeting_at: nullable(instant("First meeting before the next cycle, UTC; null if none")),
  sal_at: nullable(instant("First SAL or later stage, UTC; null if not reached")),
  sql_at: nullable(instant("First SQL or later stage, UTC; null if not reached")),
  opportunity_at: nullable(instant("First opportunity, win or loss, UTC; null if not reached")),
  won_at: nullable(instant("First win, UTC; null if not won")),
  lost_at: nullable(instant("When it was lost, UTC; null unless the outcome is lost")),
  rejected_at: nullable(instant("When it was rejected or recycled, UTC; null unless that is the outcome")),
};

const band = (axis: "engagement" | "total") => sql`(
  select bands.band from bands where bands.axis = ${sql.lit(axis)} and ${isInBand(sql.ref(`scored.${axis}_score`))}
)`;

export const mql_cycles = model({
  name: "marts.mql_cycles",
  about: "One row per MQL cycle, and per unqualified entry (cycle_no 0): the closed loop.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: {
    measured: cycles_measured,
    opened: cycles_opened,
    dimensioned: cycles_dimensioned,
    touches: cycle_touches,
    amounts: cycle_amounts,
    mqls: mqls_assigned,
    scored: mqls_scored,
    bands,
    reasons: rejection_reasons,
  },
  columns,
  shapeColumns: customDimensionColumns,
  select: (_, { dimensions }) => sql<RowOf<typeof columns>>`
    with repeats as (
      select person_id, cycle_no, count(*) filter (where role = 'repeat') as repeat_mql_count,
        count(*) filter (where role = 'blocked') as blocked_by_cool_off
      from mqls
      where cycle_no is not null
      group by person_id, cycle_no
    ),
    standard as (select ${comparisonKey("raw_reason")} as raw_reason, min(reason) as reason from reasons group by ${comparisonKey("raw_reason")})
    select measured.person_id || '#' || measured.cycle_no as cycle_id, measured.person_id, dimensioned.account_id,
      dimensioned.first_campaign_id, dimensioned.trigger_campaign_id, dimensioned.owner_id, measured.opportunity_id,
      dimensioned.definition_version, opened.mql_origin, scored.path, scored.tier, scored.grade,
      ${band("engagement")} as engagement_band, ${band("total")} as total_band,
      dimensioned.source, dimensioned.channel, dimensioned.campaign, dimensioned.persona, dimensioned.seniority,
      dimensioned.industry, dimensioned.company_size_band, dimensioned.region, dimensioned.owner_team,
      measured.rejected_from,
      case when measured.rejected_from is null then null
        when measured.is_expired then 'Expired'
        when ${comparisonKey("measured.rejection_reason_raw")} is null then 'No reason given'
        else coalesce(standard.reason, 'Unmapped') end as rejection_reason,
      measured.rejection_reason_raw, measured.outcome, amounts.currency, measured.cycle_no,
      coalesce(repeats.repeat_mql_count, 0) as repeat_mql_count,
      coalesce(repeats.blocked_by_cool_off, 0) as blocked_by_cool_off, measured.reversed_rejections,
      scored.fit_score, scored.engagement_score, scored.total_score, amounts.amount, amounts.amount_reporting,
      dimensioned.is_recycled, coalesce(opened.inside_cool_off, false) as inside_cool_off,
      coalesce(touches.has_influenced_opportunity, false) as has_influenced_opportunity,
      coalesce(opened.mql_is_approximate, false) as mql_is_approximate,
      coalesce(scored.is_fit_backfilled, false) as is_fit_backfilled, measured.is_clamped, measured.sal_imputed,
      measured.sql_imputed, measured.opportunity_imputed, opened.mql_at, touches.first_touch_at, touches.meeting_at,
      measured.sal_at, measured.sql_at, measured.opportunity_at, measured.won_at, measured.lost_at, measured.rejected_at
      ${trailingColumns(dimensions.map((name) => sql.ref(`dimensioned.${name}`)))}
    from measured
    inner join dimensioned on dimensioned.person_id = measured.person_id and dimensioned.cycle_no = measured.cycle_no
    left join opened on opened.person_id = measured.person_id and opened.cycle_no = measured.cycle_no
    left join touches on touches.person_id = measured.person_id and touches.cycle_no = measured.cycle_no
    left join amounts on amounts.person_id = measured.person_id and amounts.cycle_no = measured.cycle_no
    left join repeats on repeats.person_id = measured.person_id and repeats.cycle_no = measured.cycle_no
    left join scored on scored.person_id = opened.person_id and scored.mql_at = opened.mql_at
    left join standard on standard.raw_reason = ${comparisonKey("measured.rejection_reason_raw")}`,
  checks: {
    "a cycle has an MQL, cycle 0 has none": (row) => row.or([row("mql_at", "is not", null), row("cycle_no", "=", 0n)]),
    "SAL comes not before the MQL": (row) => row("sal_at", ">=", row.ref("mql_at")),
    "SQL comes not before SAL": (row) => row("sql_at", ">=", row.ref("sal_at")),
    "the opportunity comes not before SQL": (row) => row("opportunity_at", ">=", row.ref("sql_at")),
    "the win comes not before the opportunity": (row) => row("won_at", ">=", row.ref("opportunity_at")),
    "a later stage implies the earlier ones": (row) =>
      row.and([
        row.or([row("sql_at", "is", null), row("sal_at", "is not", null)]),
        row.or([row("opportunity_at", "is", null), row("sql_at", "is not", null)]),
        row.or([row("won_at", "is", null), row("opportunity_at", "is not", null)]),
      ]),
    "won, lost and rejected exclude each other": (row) =>
      row.and([
        row.or([row("won_at", "is", null), row("lost_at", "is", null)]),
        row.or([row("won_at", "is", null), row("rejected_at", "is", null)]),
        row.or([row("lost_at", "is", null), row("rejected_at", "is", null)]),
      ]),
    "a rejection has a stage it came from and a reason": (row) =>
      row.or([
        row("rejected_at", "is", null),
        row.and([row("rejected_from", "is not", null), row("rejection_reason", "is not", null)]),
      ]),
  },
});
