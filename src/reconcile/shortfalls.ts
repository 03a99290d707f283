import { type RawBuilder, sql } from "kysely";
import { dayIn } from "../table/dialect.js";
import { missingReason } from "./reasons.js";

/**
 * What was short of the definition, for each row without a cycle: the best score within `days` of the row; if there is
 * none, the latest score before. If only recorded MQLs count for the person, the reason is that none was recorded.
 */
export const shortfalls = (zone: string, days: number): RawBuilder<unknown> => sql`
  with recorded as (
    select distinct person_id from marts.lifecycle_events where stage = 'mql' and origin = 'recorded'
  ),
  asked as (
    select
      unmatched.row_no,
      unmatched.person_id,
      unmatched.until_at,
      unmatched.until_at - ${daysInterval(days + 1)} as from_at,
      unmatched.until_at + ${daysInterval(days)} as to_at,
      run.mql_source = 'recorded' or (run.mql_source = 'recorded_else_computed' and recorded.person_id is not null)
        or periods.definition_version is null as is_recorded_only,
      case when periods.definition_version is null then 'there is no definition' else 'mql.source is ' || run.mql_source
        || case when run.mql_source = 'recorded' then '' else ', and other MQLs of the person are recorded' end end as why,
      periods.version_no,
      periods.mode,
      periods.scored_grades,
      case periods.mode when 'combined' then periods.min_total else periods.min_engagement end as least
    from unmatched
    cross join raw.run_context as run
    left join recorded on recorded.person_id = unmatched.person_id
    asof left join intermediate.definition_periods as periods on periods.from_at <= unmatched.until_at
  ),
  judged as (
    select
      asked.row_no,
      history.grade,
      history.scored_at between asked.from_at and asked.to_at as is_near,
      history.scored_at,
      case asked.mode when 'combined' then history.total_score else history.engagement_score end as score
    from asked
    inner join marts.score_history as history on history.person_id = asked.person_id and history.scored_at <= asked.to_at
    where not asked.is_recorded_only
    qualify row_number() over (
      partition by asked.row_no
      order by is_near desc, case when is_near then score end desc nulls last, history.scored_at desc
    ) = 1
  ),
  scored as (
    select
      asked.*,
      judged.score,
      coalesce(judged.grade, fits.grade) as grade,
      fits.disqualified_by,
      coalesce(judged.score, 0) >= asked.least as is_enough,
      case asked.mode when 'combined' then 'total' else 'engagement' end
        || format(' {:g} of {:g}', coalesce(judged.score, 0), asked.least)
        || coalesce(' on ' || strftime(${dayIn(sql.lit(zone), "judged.scored_at")}, '%Y-%m-%d'), ', nothing scored by then')
        as measured
    from asked
    left join judged on judged.row_no = asked.row_no
    asof left join intermediate.fit_scores as fits on fits.version_no = asked.version_no
      and fits.person_id = asked.person_id and fits.from_at <= asked.until_at
  )
  select row_no,
    case when is_recorded_only then ${missingReason("no MQL recorded")}
      when disqualified_by is not null then ${missingReason("disqualified")}
      when not is_enough then ${missingReason("below the threshold")}
      when not contains(scored_grades, grade) then ${missingReason("wrong grade")} end as reason,
    case when is_recorded_only then why
      when disqualified_by is not null then 'rule ' || disqualified_by
      when not is_enough then measured || ', grade ' || grade
      else 'grade ' || grade || ' where ' || scored_grades || ' count, ' || measured end as detail
  from scored`;

const daysInterval = (days: number) => sql.raw(`to_days(${days})`);
