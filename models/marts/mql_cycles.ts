import { sql } from "kysely";
import {
  date,
  flag,
  instant,
  nullable,
  oneOf,
  pickColumns,
  type RowOf,
  real,
  text,
  whole,
} from "../../src/table/columns.js";
import { comparisonKey, dayIn } from "../../src/table/dialect.js";
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
import { run_context } from "../run/run_context.js";
import { trailingColumns } from "../shared/cap_groups.js";
import { isInBand } from "../shared/cycle_conditions.js";
import { grades } from "../shared/scoring.js";
import { customDimensionColumns } from "../shared/slices.js";
import { standardReasonOf, standardReasons } from "../shared/standard_reason.js";

const laterStages = ["sal", "sql", "opportunity", "won", "lost", "rejected"] as const;
const dayOf = (at: string) => `Day of ${at} in the reporting time zone; null without it`;

const columns = {
  cycle_id: text("Key of the cycle: person_id#cycle_no, e.g. crm:00Q5e00000Ld001EAB#1"),
  ...pickColumns(cycles_dimensioned, "person_id", "account_id", "first_campaign_id", "trigger_campaign_id", "owner_id"),
  ...pickColumns(cycles_measured, "opportunity_id", "opportunity_key"),
  ...pickColumns(cycles_dimensioned, "definition_version"),
  mql_origin: nullable(
    oneOf(
      ["recorded", "computed"],
      "Where the MQL comes from: recorded by a source, or computed from the definition; null in cycle 0",
    ),
  ),
  ...pickColumns(mqls_scored, "path", "tier"),
  grade: nullable(oneOf(grades, "Grade of the fit at mql_at, A is best; null without scores")),
  engagement_band: nullable(text("Band of engagement_score, e.g. [31,51) for 31 to under 51; null without scores")),
  total_band: nullable(text("Band of total_score, e.g. [71,inf) for 71 and over; null without scores")),
  ...pickColumns(
    cycles_dimensioned,
    "source",
    "channel",
    "campaign",
    "persona",
    "seniority",
    "industry",
    "company_size_band",
    "region",
    "owner_team",
  ),
  ...pickColumns(cycles_measured, "rejected_from"),
  rejection_reason: nullable(
    text(
      "Standard reason of rejection_reasons.csv, e.g. No budget; Expired, No reason given or Unmapped if none applies; null unless the outcome is rejected or recycled",
    ),
  ),
  ...pickColumns(cycles_measured, "rejection_reason_raw", "outcome"),
  ...pickColumns(cycle_amounts, "currency"),
  ...pickColumns(cycles_measured, "cycle_no"),
  repeat_mql_count: whole("MQLs of the person while the cycle was open; they do not open another one"),
  blocked_by_cool_off: whole(
    "MQLs of the person after the cycle closed and within its cool-off, which did not open another cycle",
  ),
  ...pickColumns(cycles_measured, "reversed_rejections"),
  fit_score: nullable(real("Fit score at mql_at; null without scores", "points")),
  engagement_score: nullable(real("Engagement score at mql_at; null without scores", "points")),
  total_score: nullable(real("Fit score plus engagement score; null without scores", "points")),
  ...pickColumns(cycle_amounts, "amount", "amount_reporting", "amount_credited"),
  ...pickColumns(cycles_dimensioned, "is_recycled"),
  ...pickColumns(cycles_opened, "inside_cool_off"),
  ...pickColumns(cycle_touches, "has_influenced_opportunity"),
  ...pickColumns(cycles_opened, "mql_is_approximate"),
  is_fit_backfilled: nullable(
    flag(
      "True if fit_score looks ahead: it uses an attribute that was first observed after mql_at; false without scores, null in cycle 0",
    ),
  ),
  ...pickColumns(cycles_measured, "is_clamped", "sal_imputed", "sql_imputed", "opportunity_imputed"),
  ...pickColumns(
    cycles_measured,
    "sal_is_approximate",
    "sql_is_approximate",
    "opportunity_is_approximate",
    "won_is_approximate",
    "lost_is_approximate",
    "rejected_is_approximate",
  ),
  mql_date: nullable(date(dayOf("mql_at"))),
  sal_date: nullable(date(dayOf("sal_at"))),
  sql_date: nullable(date(dayOf("sql_at"))),
  opportunity_date: nullable(date(dayOf("opportunity_at"))),
  won_date: nullable(date(dayOf("won_at"))),
  lost_date: nullable(date(dayOf("lost_at"))),
  rejected_date: nullable(date(dayOf("rejected_at"))),
  mql_at: nullable(instant("When the person became an MQL, UTC; null in cycle 0")),
  ...pickColumns(cycle_touches, "first_touch_at", "meeting_at"),
  ...pickColumns(cycles_measured, "sal_at", "sql_at", "opportunity_at", "won_at", "lost_at", "rejected_at"),
};

const band = (axis: "engagement" | "total") => sql`(
  select bands.band from bands where bands.axis = ${sql.lit(axis)} and ${isInBand(sql.ref(`scored.${axis}_score`))}
)`;

export const mql_cycles = model({
  name: "marts.mql_cycles",
  about:
    "One row per MQL cycle, and per unqualified entry (cycle_no 0: sales worked the person before any MQL): what sales made of the MQL.",
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
    run: run_context,
  },
  columns,
  shapeColumns: customDimensionColumns,
  select: (_, { dimensions }) => sql<RowOf<typeof columns>>`
    with repeats as (
      select
        person_id,
        cycle_no,
        count(*) filter (where role = 'repeat') as repeat_mql_count,
        count(*) filter (where role = 'blocked') as blocked_by_cool_off
      from mqls
      where cycle_no is not null
      group by person_id, cycle_no
    ),
    days as (
      select
        measured.person_id,
        measured.cycle_no,
        ${sql.join(
          laterStages.map(
            (stage) => sql`${dayIn("run.time_zone", `measured.${stage}_at`)} as ${sql.ref(`${stage}_date`)}`,
          ),
          sql`,\n        `,
        )}
      from measured
      cross join run
    ),
    mql_days as (
      select opened.person_id, opened.cycle_no, ${dayIn("run.time_zone", "opened.mql_at")} as mql_date
      from opened
      cross join run
    )
    select
      measured.person_id || '#' || measured.cycle_no as cycle_id,
      measured.person_id,
      dimensioned.account_id,
      dimensioned.first_campaign_id,
      dimensioned.trigger_campaign_id,
      dimensioned.owner_id,
      measured.opportunity_id,
      measured.opportunity_key,
      dimensioned.definition_version,
      opened.mql_origin,
      scored.path,
      scored.tier,
      scored.grade,
      ${band("engagement")} as engagement_band,
      ${band("total")} as total_band,
      dimensioned.source,
      dimensioned.channel,
      dimensioned.campaign,
      dimensioned.persona,
      dimensioned.seniority,
      dimensioned.industry,
      dimensioned.company_size_band,
      dimensioned.region,
      dimensioned.owner_team,
      measured.rejected_from,
      case
        when measured.rejected_from is null then null
        when measured.is_expired then 'Expired'
        else ${standardReasonOf("measured.rejection_reason_raw")}
      end as rejection_reason,
      measured.rejection_reason_raw,
      measured.outcome,
      amounts.currency,
      measured.cycle_no,
      coalesce(repeats.repeat_mql_count, 0) as repeat_mql_count,
      coalesce(repeats.blocked_by_cool_off, 0) as blocked_by_cool_off,
      measured.reversed_rejections,
      scored.fit_score,
      scored.engagement_score,
      scored.total_score,
      amounts.amount,
      amounts.amount_reporting,
      amounts.amount_credited,
      dimensioned.is_recycled,
      coalesce(opened.inside_cool_off, false) as inside_cool_off,
      coalesce(touches.has_influenced_opportunity, false) as has_influenced_opportunity,
      coalesce(opened.mql_is_approximate, false) as mql_is_approximate,
      case when measured.cycle_no > 0 then coalesce(scored.is_fit_backfilled, false) end as is_fit_backfilled,
      measured.is_clamped,
      measured.sal_imputed,
      measured.sql_imputed,
      measured.opportunity_imputed,
      measured.sal_is_approximate,
      measured.sql_is_approximate,
      measured.opportunity_is_approximate,
      measured.won_is_approximate,
      measured.lost_is_approximate,
      measured.rejected_is_approximate,
      mql_days.mql_date,
      days.sal_date,
      days.sql_date,
      days.opportunity_date,
      days.won_date,
      days.lost_date,
      days.rejected_date,
      opened.mql_at,
      touches.first_touch_at,
      touches.meeting_at,
      measured.sal_at,
      measured.sql_at,
      measured.opportunity_at,
      measured.won_at,
      measured.lost_at,
      measured.rejected_at
      ${trailingColumns(dimensions.map((name) => sql.ref(`dimensioned.${name}`)))}
    from measured
    inner join dimensioned on dimensioned.person_id = measured.person_id and dimensioned.cycle_no = measured.cycle_no
    inner join days on days.person_id = measured.person_id and days.cycle_no = measured.cycle_no
    left join opened on opened.person_id = measured.person_id and opened.cycle_no = measured.cycle_no
    left join mql_days on mql_days.person_id = measured.person_id and mql_days.cycle_no = measured.cycle_no
    left join touches on touches.person_id = measured.person_id and touches.cycle_no = measured.cycle_no
    left join amounts on amounts.person_id = measured.person_id and amounts.cycle_no = measured.cycle_no
    left join repeats on repeats.person_id = measured.person_id and repeats.cycle_no = measured.cycle_no
    left join scored on scored.person_id = opened.person_id and scored.mql_at = opened.mql_at
    left join ${standardReasons} as standard on standard.raw_reason = ${comparisonKey("measured.rejection_reason_raw")}`,
  checks: {
    "every cycle but cycle 0 has an MQL": (row) => row.or([row("mql_at", "is not", null), row("cycle_no", "=", 0n)]),
    "SAL is not before the MQL": (row) => row("sal_at", ">=", row.ref("mql_at")),
    "SQL is not before SAL": (row) => row("sql_at", ">=", row.ref("sal_at")),
    "the opportunity is not before SQL": (row) => row("opportunity_at", ">=", row.ref("sql_at")),
    "the win is not before the opportunity": (row) => row("won_at", ">=", row.ref("opportunity_at")),
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
