import { type RawBuilder, sql } from "kysely";
import { rounded } from "./dialect.js";
import { idleMonths, pathOf, tierOf } from "./scoring.js";

/**
 * Scores at every evaluation instant, in one pass over `activities` (activities_scored), `fits` (fit_scores), `periods`, `stairs`, `caps`:
 * columns of score_history and `is_fit_backfilled`. `key` names a person in both; `whose` limits them to some people.
 *
 * Decay `c ^ (K now - K then)` is a prefix sum of points / c ^ K then, times c ^ K now. Recency is a stair: an activity
 * enters with its weight and steps down as it ages, so each step is one more entry of the same sum. A cap group is a lane
 * with a sum of its own; points that neither decay nor age are a lane too.
 */
export const historyOf = (key: "person_no" | "person_id", whose: RawBuilder<unknown> = sql``) => {
  const person = sql.ref(key);
  const of = (table: string) => sql`${sql.ref(`${table}.definition_version`)}, ${sql.ref(`${table}.${key}`)}`;
  const same = (one: string, other: string) =>
    sql`${sql.ref(`${one}.definition_version`)} = ${sql.ref(`${other}.definition_version`)}
      and ${sql.ref(`${one}.${key}`)} = ${sql.ref(`${other}.${key}`)}`;
  return sql`
    with doings as (select activities.* from activities ${whose}),
    lasting as (
      select definition_version, ${person}, coalesce(cap_group, '') as lane, points < 0 as is_malus,
        case when is_scored then spell_no else 0 end as spell_no, case when is_scored then idle_months else 0 end as idle_months,
        points, occurred_at
      from doings
      where points <> 0
    ),
    entries as (
      select ${of("lasting")}, lasting.lane, lasting.is_malus, lasting.spell_no,
        lasting.occurred_at + to_microseconds(stairs.after_us) as entered_at,
        lasting.points * stairs.change * pow(periods.kept_per_idle_month, -lasting.idle_months) as worth
      from lasting
      inner join stairs on stairs.definition_version = lasting.definition_version
      inner join periods on periods.definition_version = lasting.definition_version
      where not lasting.is_malus
      union all
      select ${of("lasting")}, lane, is_malus, spell_no, occurred_at, points from lasting where is_malus
    ),
    instants as (
      select ${of("doings")}, doings.occurred_at as scored_at, bool_or(doings.is_hand_raiser) as is_hand_raiser,
        bool_or(doings.is_scored) as is_scored, max(doings.spell_no) as spell_no, max(doings.idle_months) as idle_months
      from doings
      where doings.is_scored or doings.is_hand_raiser
      group by ${of("doings")}, doings.occurred_at
      union all
      select ${of("fits")}, fits.from_at, false, false, 0, 0
      from fits ${whose}
      anti join doings on ${same("doings", "fits")} and doings.occurred_at = fits.from_at
        and (doings.is_scored or doings.is_hand_raiser)
      where fits.is_change
    ),
    ours as (
      select instants.*
      from instants
      inner join periods on periods.definition_version = instants.definition_version
      cross join run
      where instants.scored_at >= periods.from_at and instants.scored_at <= run.as_of
        and coalesce(instants.scored_at < periods.until_at, true)
    ),
    last_scored as (
      select ${person}, definition_version, scored_at as last_at, spell_no, idle_months from instants where is_scored
    ),
    moments as (
      select ${of("ours")}, ours.scored_at, ours.is_hand_raiser, ours.spell_no, ours.idle_months, 0 as silent_months
      from ours
      where ours.is_scored
      union all
      select ${of("silent")}, silent.scored_at, silent.is_hand_raiser, coalesce(last_scored.spell_no, 0),
        coalesce(last_scored.idle_months, 0), coalesce(${idleMonths("last_scored.last_at", "silent.scored_at")}, 0)
      from (select * from ours where not is_scored) as silent
      asof left join last_scored on ${same("last_scored", "silent")} and last_scored.last_at <= silent.scored_at
    ),
    lanes as (select distinct definition_version, ${person}, lane, is_malus from lasting),
    sums as (
      select definition_version, ${person}, lane, is_malus, spell_no, entered_at, worth, null::bigint as months, false as is_asked
      from entries
      union all
      select ${of("moments")}, lanes.lane, lanes.is_malus, case when lanes.is_malus then 0 else moments.spell_no end,
        moments.scored_at, 0, moments.idle_months + moments.silent_months, true
      from moments
      inner join lanes on ${same("lanes", "moments")}
    ),
    summed as (
      select definition_version, ${person}, lane, is_malus, months, is_asked, entered_at as scored_at,
        sum(worth) over (
          partition by definition_version, ${person}, lane, is_malus, spell_no order by entered_at
        ) as worth
      from sums
    ),
    laned as (
      select ${of("summed")}, summed.scored_at,
        sum(case when summed.is_malus then summed.worth
          else least(summed.worth * pow(periods.kept_per_idle_month, summed.months), coalesce(caps.cap, 'infinity')) end) as worth
      from summed
      inner join periods on periods.definition_version = summed.definition_version
      left join caps on caps.definition_version = summed.definition_version and caps.cap_group = summed.lane
      where summed.is_asked
      group by ${of("summed")}, summed.scored_at
    ),
    engaged as (
      select ${of("moments")}, moments.scored_at, moments.is_hand_raiser,
        ${rounded(
          sql<number>`greatest(0::double,
          coalesce(laned.worth, 0) - moments.silent_months * periods.points_per_idle_month)`,
          4,
        )} as engagement_score
      from moments
      inner join periods on periods.definition_version = moments.definition_version
      left join laned on ${same("laned", "moments")} and laned.scored_at = moments.scored_at
    ),
    graded as (
      select fits.person_id, fits.person_no, engaged.definition_version, engaged.scored_at, fits.fit_score, fits.grade,
        engaged.engagement_score, ${rounded(sql<number>`fits.fit_score + engaged.engagement_score`, 4)} as total_score,
        fits.disqualified_by is not null as is_disqualified, engaged.is_hand_raiser,
        coalesce(engaged.scored_at < fits.known_from, false) as is_fit_backfilled
      from engaged
      inner join fits on ${same("fits", "engaged")} and fits.from_at <= engaged.scored_at
        and coalesce(fits.until_at > engaged.scored_at, true)
    ),
    judged as (
      select graded.*, ${pathOf} as path
      from graded
      inner join periods on periods.definition_version = graded.definition_version
    ),
    heated as (
      select distinct ${of("judged")}, judged.scored_at
      from judged
      inner join periods on periods.definition_version = judged.definition_version
      inner join doings on ${same("doings", "judged")} and doings.is_hot and doings.occurred_at <= judged.scored_at
        and doings.occurred_at >= judged.scored_at - to_microseconds((periods.hot_within_hours * 3600000000)::bigint)
      where judged.path = 'scored'
    )
    select judged.person_id, judged.definition_version, judged.grade, judged.path,
      ${tierOf(sql`heated.scored_at is not null`)} as tier, judged.fit_score, judged.engagement_score,
      judged.total_score, judged.is_disqualified, judged.path is not null as is_mql_eligible,
      judged.is_fit_backfilled, judged.scored_at
    from judged
    inner join periods on periods.definition_version = judged.definition_version
    left join heated on ${same("heated", "judged")} and heated.scored_at = judged.scored_at`;
};
