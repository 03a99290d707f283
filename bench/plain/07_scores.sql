-- Scores as of now and at each evaluation instant. Joins use integers: the number of the person, the kind of activity, the month.

-- Buckets of 30 days counted back from now. A bucket contains no full idle month, so all of its activities have the same number of idle months before them.
create macro bucket_of(instant) as (epoch_us(the_as_of()) - epoch_us(instant)) // 2592000000000;
create macro months_between(from_at, to_at) as (epoch_us(to_at) - epoch_us(from_at)) // 2592000000000;
-- The idle months of all buckets of a person in one number, 5 bits each.
create macro months_in(months, bucket) as ((months >> (5 * bucket)::integer) & 31)::integer;
create macro weight_at(instant, now) as case when epoch_us(now) - epoch_us(instant) <= the_days_1() * 86400000000 then the_weight_1()
  when epoch_us(now) - epoch_us(instant) <= the_days_2() * 86400000000 then the_weight_2() else 1 end;

create table work.kinds as from kinds where points <> 0 or is_hand_raiser or is_hot;
create table work.worth as
  select version_no, kind_no, coalesce(rules_of_versions.points, 0) as points, is_capped, is_hand_raiser, is_hot
  from work.kinds left join rules using (rule_no) cross join work.versions left join rules_of_versions using (rule_id, version_no);
create view work.scored as
  select person_no, occurred_at, kind_no, rule_no, points, most_points, is_capped, is_hand_raiser, is_hot
  from intermediate.activities join work.kinds using (kind_no)
  where not is_bot and occurred_at <= the_as_of();

create table work.idle as
  with spans as (
    select person_no, bucket_of(occurred_at) as bucket, min(occurred_at) as first_at,
      max(occurred_at) as last_at from work.scored where points > 0 group by all
  ),
  gaps as (
    select person_no, bucket, last_at, coalesce(months_between(lag(last_at) over so_far, first_at), 0) as months
    from spans window so_far as (partition by person_no order by bucket desc)
  ),
  counted as (
    select person_no, bucket, last_at, sum(months) over (partition by person_no order by bucket desc rows unbounded preceding) as months
      from gaps
  )
  select person_no, sum(months::hugeint << (5 * bucket)::integer)::hugeint as months, max(months)::integer + months_between(max(last_at),
    the_as_of())::integer as months_now
  from counted group by person_no
  having case when max(bucket) > 24 or max(months) > 31 then error('an activity is older than 25 months: widen the bits') else true end;

create table work.earned as
  select scored.person_no, rule_no, count(*) as hits, min(occurred_at) as first_at, max(occurred_at) as last_at, sum(points) as raw_points,
    sum(most_points) as most_points, any_value(is_capped) as is_capped,
    sum(points * case when points < 0 then 1 else weight_at(occurred_at, the_as_of())
      * pow(the_kept_per_idle_month(), months_now - months_in(months, bucket_of(occurred_at))) end) as points
  from work.scored left join work.idle using (person_no)
  where points <> 0
  group by scored.person_no, rule_no;

create table work.totals as
  select person_no, coalesce(sum(points) filter (where not is_capped), 0) as uncapped, coalesce(sum(points) filter (where is_capped),
    0) as capped,
    uncapped + least(capped, the_cap()) as points,
    coalesce(sum(most_points) filter (where not is_capped and raw_points > 0), 0) * the_weight_1()
      + least(coalesce(sum(most_points) filter (where is_capped), 0) * the_weight_1(), the_cap()) as at_most
  from work.earned group by person_no;

create table marts.score_breakdown as
  with said as (
    select person_no, rule_id, 'engagement' as axis, label, buying_stage, hits, raw_points, round(earned.points, 12) as points, first_at,
      last_at
    from work.earned join rules using (rule_no)
    union all
    select person_no, 'cap:' || the_cap_group(), 'engagement', 'Over the cap ' || the_cap_group(), null, null, null,
      round(the_cap() - capped, 12), null, null
    from work.totals where round(capped - the_cap(), 12) > 0
    union all
    select person_no, 'floor', 'engagement', 'Engagement is never below 0', null, null, null, round(-points, 12), null,
      null from work.totals where round(points, 12) < 0
    union all
    select person_no, rule_id, 'fit', label, null, 1, points, points, null, null
    from (select person_no, unnest(rule_ids) as rule_id from work.fits where until_at is null) join fit_rules using (rule_id)
  )
  select person_id, said.* exclude (person_no) from said join (select person_no, person_id from work.people) as people using (person_no);

-- The engagement of people (`who`) at each instant. Points divided by kept ^ months form a prefix sum. Points older than a recency step are the prefix sum at that earlier time.
create macro engagement_of(these) as table
  with changed as (
    select version_no, who, person_no, occurred_at, worth.* exclude (version_no, kind_no)
    from work.scored join query_table(these) using (person_no)
    join work.worth on worth.kind_no = scored.kind_no join work.versions using (version_no) where occurred_at < until_at
    union all
    select version_no, who, person_no, fits.from_at, null, false, false, false
    from work.fits join query_table(these) using (person_no) cross join work.versions where is_change and fits.from_at <= the_as_of()
      and fits.from_at < versions.until_at
  ),
  instants as (
    select version_no, who, person_no, occurred_at, bool_or(is_hand_raiser) as is_hand_raiser,
      bool_or(is_hand_raiser or points is null or points > 0) as is_evaluated,
      case when bool_or(points > 0) then occurred_at end as scored_at, case when bool_or(is_hot) then occurred_at end as hot_at,
      coalesce(sum(points) filter (where points < 0), 0) as malus,
      coalesce(sum(points) filter (where points > 0 and not is_capped), 0) as uncapped,
        coalesce(sum(points) filter (where points > 0 and is_capped), 0) as capped
    from changed group by version_no, who, person_no, occurred_at
  ),
  placed as (
    select version_no, who, person_no, occurred_at, is_hand_raiser, is_evaluated, uncapped, capped, sum(malus) over so_far as malus,
      max(scored_at) over so_far as scored_at,
      max(hot_at) over so_far as hot_at
    from instants window so_far as (partition by version_no, who order by occurred_at rows unbounded preceding)
  ),
  aged as (
    select placed.*, epoch_us(occurred_at) as at_us, coalesce(months_in(months, bucket_of(scored_at)), 0) as months,
      coalesce(months_between(scored_at, occurred_at), 0) as silent_months
    from placed left join work.idle using (person_no)
  ),
  summed as (
    select *, sum(uncapped * pow(the_kept_per_idle_month(), -months)) over so_far as uncapped_sum,
      sum(capped * pow(the_kept_per_idle_month(), -months)) over so_far as capped_sum
    from aged window so_far as (partition by version_no, who order by at_us rows unbounded preceding)
  ),
  stepped as (
    select *, coalesce(last_value(uncapped_sum) over older, 0) as uncapped_older, coalesce(last_value(capped_sum) over older,
      0) as capped_older,
      coalesce(last_value(uncapped_sum) over oldest, 0) as uncapped_oldest, coalesce(last_value(capped_sum) over oldest,
        0) as capped_oldest,
      pow(the_kept_per_idle_month(), months + silent_months) as kept
    from summed
    window older as (partition by version_no, who order by at_us range between unbounded preceding
      and (the_days_1() * 86400000000 + 1)::bigint preceding),
      oldest as (partition by version_no, who order by at_us range between unbounded preceding
        and (the_days_2() * 86400000000 + 1)::bigint preceding)
  )
  select version_no, definition_version, min_engagement, who, person_no, occurred_at as scored_at, is_hand_raiser, hot_at,
    scored(greatest(0, malus + kept * (the_weight_1() * uncapped_sum
        + (the_weight_2() - the_weight_1()) * uncapped_older + (1 - the_weight_2()) * uncapped_oldest)
      + least(the_cap(), kept * (the_weight_1() * capped_sum
        + (the_weight_2() - the_weight_1()) * capped_older + (1 - the_weight_2()) * capped_oldest)))) as engagement_score
  from stepped join work.versions using (version_no) where is_evaluated and occurred_at >= from_at;

create macro judged(these) as table
  with graded as (
    select instants.*, fit_score, grade, disqualified_by is not null as is_disqualified, coalesce(scored_at < known_from,
      false) as is_fit_backfilled,
      scored(fit_score + engagement_score) as total_score
    from engagement_of(these) as instants
    join work.fits on fits.person_no = instants.person_no and from_at <= scored_at and coalesce(until_at > scored_at, true)
  ),
  pathed as (
    select *, case when is_disqualified then null when is_hand_raiser and contains(the_hand_raiser_grades(), grade) then 'hand_raiser'
      when engagement_score >= min_engagement and contains(the_scored_grades(), grade) then 'scored' end as path
    from graded
  )
  select who, scored_at, definition_version, fit_score, grade, engagement_score, total_score, is_disqualified,
    case when path = 'hand_raiser' then 'hot'
      when path = 'scored' then case when coalesce(hot_at >= scored_at - to_microseconds((the_hot_hours() * 3600000000)::bigint),
        false) then 'hot' else 'mql' end
      when not is_disqualified and engagement_score >= min_engagement then 'mql_light' end as tier,
    path, path is not null as is_mql_eligible, is_fit_backfilled, person_no
  from pathed;

-- Only people who can qualify are computed at all instants. The history of the others is computed when it is queried.
create temp table candidates as
  with those as (
    select person_no from work.fits where contains(the_scored_grades() || the_hand_raiser_grades(), grade) and disqualified_by is null
    intersect
    (select person_no from work.totals where at_most >= (select min(min_engagement) from work.versions)
      union select person_no from work.scored where is_hand_raiser)
  )
  select person_no, person_no as who from those;

create table intermediate.mql_instants as
  select person_id, judged.* exclude (who, is_disqualified, is_mql_eligible)
  from judged('candidates') as judged join (select person_no, person_id from work.people) as people using (person_no)
  where path is not null;

-- Windows are partitioned by person_id here, so that the filter of a query for one person reaches the scan.
create view work.everybody as select person_no, person_id as who from work.people;
create view marts.score_history as select who as person_id, * exclude (who, person_no) from judged('work.everybody');
