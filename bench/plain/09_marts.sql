-- The marts: cycles, people, and the rates of every slice.
create temp table touches as
  select person_no, system, campaign_id, occurred_at, true as is_activity from intermediate.activities
  where campaign_id is not null and not is_bot and occurred_at <= the_as_of()
  union all
  select person_no, system, campaign_id, created_at, false from known where campaign_id is not null and created_at <= the_as_of();
create temp table first_touches as
  select person_no, campaigns.* exclude (system, campaign_id, channel), firsts.campaign_id
  from (select person_no, arg_min({'system': system, 'campaign_id': campaign_id}, row(occurred_at, campaign_id, is_activity,
    system)) as first from touches group by person_no),
    lateral (select first.system as system, first.campaign_id as campaign_id) as firsts
  left join campaigns on campaigns.system = firsts.system and campaigns.campaign_id = firsts.campaign_id;

create temp table channels as
  with sources as (select distinct source, folded(source) as source_key from work.people),
  types as (select distinct type_key from campaigns union select null),
  met as (select distinct source_key, type_key from sources cross join types)
  select sources.source, met.type_key, channel
  from (
    select source_key, type_key, coalesce(arg_min(channel, priority::integer), case when coalesce(source_key,
      type_key) is not null then 'Unmapped' end) as channel
    from met left join lookup('channels') as rules on rules.medium is null and coalesce(folded(rules.source) = source_key,
      rules.source is null)
      and coalesce(folded(rules.campaign_type) = type_key, rules.campaign_type is null)
    group by source_key, type_key
  ) as met join sources on sources.source_key is not distinct from met.source_key;

create temp table persons as
  select people.*, seniority, department, persona, coalesce(region, case when people.country is not null then 'Unmapped' end) as region,
    band as company_size_band,
    first_touches.campaign_id as first_campaign_id, first_touches.name as first_campaign, first_touches.type_key as first_type,
      team as owner_team
  from work.people
  left join titles using (job_title) left join countries using (country) left join sizes on sizes.employee_count = people.employee_count
  left join first_touches using (person_no) left join lookup('owners') as owners using (owner_id);

create temp table bands as
  select axis, case when nth > 1 then cuts[nth - 1] end as band_low, case when nth <= len(cuts) then cuts[nth] end as band_high,
    '[' || coalesce(band_low, 0)::bigint || ',' || coalesce(band_high::bigint::varchar, 'inf') || ')' as band
  from (select axis, cuts, unnest(range(1, len(cuts) + 2)) as nth from (values ('engagement', the_engagement_bands()), ('total',
    the_total_bands())) as cut(axis, cuts));

-- Dimensions as of the MQL, of an unqualified entry as of its first stage.
create temp table frozen as
  with begun as (
    select person_no, cycle_no, measured.owner_id as event_owner_id, coalesce(mql_at, sal_at) as began_at from measured
  ),
  states as (
    select changes.*, case when is_first then timestamp '-infinity' else observed_at end as from_at from changes
    semi join begun on begun.person_no = changes.person_no
  ),
  held as (
    select owners_said.*, case when is_first then timestamp '-infinity' else observed_at end as from_at from owners_said
    semi join begun on begun.person_no = owners_said.person_no
  )
  select begun.person_no, begun.cycle_no, persona, seniority, states.industry, region, band as company_size_band,
    coalesce(held.owner_id, event_owner_id) as owner_id, team as owner_team
  from begun
  asof left join states on states.person_no = begun.person_no and states.from_at <= began_at
  asof left join held on held.person_no = begun.person_no and held.from_at <= began_at
  left join sizes on sizes.employee_count = states.employee_count::bigint
  left join lookup('owners') as owners on owners.owner_id = coalesce(held.owner_id, event_owner_id);

create temp table opportunities_priced as
  with rates as (select currency, date::date as date, rate::decimal(20, 12) as rate from lookup('currency_rates')),
  dated as (
    select opportunities.* exclude (currency, closed_at), case when amount is not null then coalesce(currency, the_currency()) end as currency,
      case when outcome <> 'open' then closed_at end as closed_at, day_of(created_at) as created_date,
      case when outcome <> 'open' then day_of(opportunities.closed_at) end as closed_date,
      case when outcome = 'won' then closed_date else created_date end as priced_on
    from opportunities
  )
  select dated.*, case when dated.currency = the_currency() then amount
    when priced_on is not null then (amount * rate)::decimal(18, 2) end as amount_reporting
  from dated asof left join rates on rates.currency = dated.currency and rates.date <= priced_on;

create table marts.mql_cycles as
  with triggers as (
    select person_no, occurred_at, min(campaign_id) as campaign_id, arg_min(system,
      campaign_id) as system from touches where is_activity group by all
  ),
  by_people as (select person_no, occurred_at from intermediate.sales_touches where not is_automated),
  meetings as (select person_no, occurred_at from intermediate.sales_touches where not is_automated and kind = 'meeting'),
  repeats as (
    select person_no, cycle_no, count(*) filter (where role = 'repeat') as repeat_mql_count,
      count(*) filter (where role = 'blocked') as blocked_by_cool_off
    from mql_roles where role is not null group by all
  ),
  deals as (
    select person_no, opportunity_id, min(occurred_at) filter (where stage = 'opportunity') as opened_at,
      min(occurred_at) filter (where stage in ('won', 'lost')) as closed_at
    from assigned where opportunity_id is not null group by all
  ),
  influenced as (
    select distinct cycles.person_no, cycles.cycle_no from cycles join deals using (person_no) where opened_at < mql_at
      and coalesce(closed_at >= mql_at, true)
  ),
  reasons as (select folded(raw_reason) as raw_reason, min(reason) as reason from lookup('rejection_reasons') group by 1),
  shared as (
    select measured.person_no, cycle_no, opportunities_priced.currency, amount, amount_reporting, cycle_no > 0 as is_credited,
      (amount_reporting::decimal(20, 2) * 100)::bigint as cents,
      count(*) over (partition by opportunity_id, cycle_no > 0) as cycles,
      row_number() over (partition by opportunity_id, cycle_no > 0 order by mql_at, person_id, cycle_no) = 1 as is_first
    from measured join opportunities_priced using (opportunity_id) join persons using (person_no) where amount is not null
  ),
  -- Rounded down, also below zero. What is left over goes to the earliest MQL.
  amounts as (
    select *, (cents - ((cents % cycles) + cycles) % cycles) // cycles as part,
      case when is_credited then ((part + case when is_first then cents - part * cycles else 0 end)::decimal(20, 0) * 0.01)::decimal(18,
        2) end as amount_credited
    from shared
  )
  select person_id || '#' || measured.cycle_no as cycle_id, person_id, account_id, first_campaign_id,
    coalesce(triggers.campaign_id, first_campaign_id) as trigger_campaign_id, frozen.owner_id,
      measured.opportunity_id, 'crm:' || measured.opportunity_id as opportunity_key,
    definition_version, mql_origin, path, tier, grade,
    engagement_bands.band as engagement_band, total_bands.band as total_band, persons.source, channels.channel,
    case when triggers.campaign_id is not null then campaigns.name else first_campaign end as campaign, frozen.persona, frozen.seniority,
      frozen.industry, frozen.company_size_band, frozen.region, frozen.owner_team,
    rejected_from,
    case when rejected_from is null then null when is_expired then 'Expired' when folded(detail) is null then 'No reason given'
      else coalesce(reasons.reason, 'Unmapped') end
      as rejection_reason,
    case when rejected_from is not null then detail end as rejection_reason_raw, outcome, amounts.currency, measured.cycle_no,
    coalesce(repeat_mql_count, 0) as repeat_mql_count, coalesce(blocked_by_cool_off, 0) as blocked_by_cool_off, reversed_rejections,
    fit_score, engagement_score, total_score, amount, amount_reporting, amount_credited, measured.cycle_no >= 2 as is_recycled, coalesce(inside_cool_off,
      false) as inside_cool_off,
    influenced.person_no is not null as has_influenced_opportunity, coalesce(is_approximate, false) as mql_is_approximate,
    case when measured.cycle_no > 0 then coalesce(is_fit_backfilled, false) end as is_fit_backfilled, false as is_clamped,
    sal_at is not null and own_sal_at is distinct from sal_at as sal_imputed,
      sql_at is not null and own_sql_at is distinct from sql_at as sql_imputed,
    opportunity_at is not null and own_opportunity_at is distinct from opportunity_at as opportunity_imputed,
    coalesce(sal_is_approximate, false) as sal_is_approximate, coalesce(sql_is_approximate, false) as sql_is_approximate,
    coalesce(opportunity_is_approximate, false) as opportunity_is_approximate, coalesce(won_is_approximate, false) as won_is_approximate,
    coalesce(end_stage = 'lost' and end_is_approximate, false) as lost_is_approximate,
    coalesce(rejected_from is not null and end_is_approximate, false) as rejected_is_approximate,
    day_of(measured.mql_at) as mql_date, day_of(sal_at) as sal_date, day_of(sql_at) as sql_date, day_of(opportunity_at) as opportunity_date,
    day_of(won_at) as won_date, day_of(case when end_stage = 'lost' then ended_at end) as lost_date,
    day_of(case when rejected_from is not null then ended_at end) as rejected_date, measured.mql_at,
    case when measured.mql_at is not null and coalesce(by_people.occurred_at < next_mql_at,
      true) then by_people.occurred_at end as first_touch_at,
    case when measured.mql_at is not null and coalesce(meetings.occurred_at < next_mql_at,
      true) then meetings.occurred_at end as meeting_at,
    sal_at, sql_at, opportunity_at, won_at, case when end_stage = 'lost' then ended_at end as lost_at,
      case when rejected_from is not null then ended_at end as rejected_at
  from measured
  join persons using (person_no)
  left join work.versions on measured.mql_at >= from_at and measured.mql_at < until_at
  asof left join triggers on triggers.person_no = measured.person_no and triggers.occurred_at <= coalesce(measured.mql_at, timestamp '-infinity')
  asof left join by_people on by_people.person_no = measured.person_no and by_people.occurred_at >= measured.mql_at
  asof left join meetings on meetings.person_no = measured.person_no and meetings.occurred_at >= measured.mql_at
  left join campaigns on campaigns.system = triggers.system and campaigns.campaign_id = triggers.campaign_id
  left join frozen on frozen.person_no = measured.person_no and frozen.cycle_no = measured.cycle_no
  left join channels on channels.source is not distinct from persons.source
    and channels.type_key is not distinct from case when triggers.campaign_id is not null then campaigns.type_key else first_type end
  left join mql_scores on mql_scores.person_no = measured.person_no and mql_scores.mql_at = measured.mql_at
  left join bands as engagement_bands on engagement_bands.axis = 'engagement' and engagement_score >= coalesce(engagement_bands.band_low,
    '-infinity') and engagement_score < coalesce(engagement_bands.band_high, 'infinity')
  left join bands as total_bands on total_bands.axis = 'total' and total_score >= coalesce(total_bands.band_low,
    '-infinity') and total_score < coalesce(total_bands.band_high, 'infinity')
  left join repeats on repeats.person_no = measured.person_no and repeats.cycle_no = measured.cycle_no
  left join influenced on influenced.person_no = measured.person_no and influenced.cycle_no = measured.cycle_no
  left join amounts on amounts.person_no = measured.person_no and amounts.cycle_no = measured.cycle_no
  left join reasons on reasons.raw_reason = folded(detail);

create table marts.people as
  with stood as (select person_id, arg_max(outcome, cycle_no) as stage,
    bool_or(outcome = 'won') as is_customer from marts.mql_cycles group by person_id),
  active as (
    select person_no, max(occurred_at) as last_activity_at, count(*)
      filter (where occurred_at >= the_as_of() - interval 30 days) as activities_30d
    from intermediate.activities where not is_bot and occurred_at <= the_as_of() group by person_no
  ),
  recent as (
    select person_no, bool_or(is_hand_raiser and occurred_at = the_as_of()) as is_hand_raiser,
      bool_or(is_hot and occurred_at >= the_as_of() - to_microseconds((the_hot_hours() * 3600000000)::bigint)) as is_hot
    from work.scored where (is_hand_raiser or is_hot)
      and occurred_at >= the_as_of() - to_microseconds((the_hot_hours() * 3600000000)::bigint) group by person_no
  ),
  scores as (
    select fits.person_no, grade, disqualified_by, fit_score, scored(greatest(0, coalesce(totals.points, 0))) as engagement_score,
      scored(fit_score + engagement_score) as total_score, disqualified_by is not null as is_disqualified,
      case when is_disqualified then null when is_hand_raiser and contains(the_hand_raiser_grades(), grade) then 'hand_raiser'
        when engagement_score >= min_engagement and contains(the_scored_grades(), grade) then 'scored' end as path,
      case when path = 'hand_raiser' then 'hot' when path = 'scored' then case when is_hot then 'hot' else 'mql' end
        when not is_disqualified and engagement_score >= min_engagement then 'mql_light' end as tier,
      case when is_disqualified then 'disqualified' else case when contains(the_scored_grades(),
        grade) then 'high' when grade = 'D' then 'low' else 'middle' end || '/' ||
        case when engagement_score >= struct_extract(the_quadrant(), 'high') then 'high'
          when engagement_score >= struct_extract(the_quadrant(), 'medium') then 'medium' else 'low' end end
        as quadrant
    from (from work.fits where until_at is null) as fits left join work.totals using (person_no) left join recent using (person_no)
    cross join (select arg_max(min_engagement, version_no) as min_engagement from work.versions)
  )
  select persons.person_id, account_id, account_is_matched, first_campaign_id, owner_id, email, full_name, job_title, seniority, department, persona, company,
    industry, country, region, persons.source,
    channel, grade, disqualified_by, quadrant,
    map {'high/high': 'route_to_sales', 'high/medium': 'sdr_awareness_queue', 'high/low': 'targeted_campaign',
      'middle/high': 'manual_review', 'middle/medium': 'monitor_account',
      'middle/low': 'nurture', 'low/high': 'monitor_account', 'low/medium': 'monitor_account', 'low/low': 'discard',
        'disqualified': 'excluded'}[quadrant] as action,
    tier, stage, employee_count, coalesce(activities_30d, 0) as activities_30d, fit_score, engagement_score, total_score, annual_revenue,
    coalesce(is_customer, false) as is_customer, is_disqualified, created_at, last_activity_at
  from persons
  left join scores using (person_no) left join active using (person_no)
  left join stood on stood.person_id = persons.person_id
  left join channels on channels.source is not distinct from persons.source and channels.type_key is not distinct from first_type;

create macro share(hits, total) as hits / nullif(total, 0)::double;
create macro wilson(hits, total, sign) as (hits / total::double + 3.841458820694124 / (2 * total)
  + sign * 1.959963984540054 * sqrt(hits / total::double * (1 - hits / total::double) / total + 3.841458820694124 / (4.0 * total * total))) / (1 + 3.841458820694124 / total);
create macro low_of(hits, total) as case when total = 0 then null when hits = 0 then 0 else wilson(hits, total, -1) end;
create macro high_of(hits, total) as case when total = 0 then null when hits = total then 1 else wilson(hits, total, 1) end;
create macro z_of(hits, total, other_hits, other_total) as case when total > 0 and other_total > 0 and hits + other_hits between 1
  and total + other_total - 1
  then (hits / total::double - other_hits / other_total::double)
    / sqrt((hits + other_hits) / (total + other_total)::double * (1 - (hits + other_hits) / (total + other_total)::double) * (1 / total::double + 1 / other_total::double)) end;

-- The counts of a cycle, computed once per cycle and not once per slice.
create temp table judged as
  select cycle_id, person_id, cycle_no, day_of(coalesce(mql_at, sal_at)) as day, outcome, rejected_from, rejection_reason, fit_score,
    engagement_score, total_score, is_fit_backfilled, owner_team,
    cycle_no > 0 as mqls,
    cycle_no > 0 and coalesce(sal_at <= the_as_of(), false) as reached_sal, cycle_no > 0 and days_later(mql_at,
      the_sal_days()) <= the_as_of() as mature_sal,
    mature_sal and coalesce(sal_at <= days_later(mql_at, the_sal_days()), false) as reached_sal_in_window,
    cycle_no > 0 and coalesce(sql_at <= the_as_of(), false) as reached_sql, cycle_no > 0 and days_later(mql_at,
      the_sql_days()) <= the_as_of() as mature_sql,
    mature_sql and coalesce(sql_at <= days_later(mql_at, the_sql_days()), false) as reached_sql_in_window,
    cycle_no > 0 and coalesce(opportunity_at <= the_as_of(), false) as reached_opportunity, cycle_no > 0 and days_later(mql_at,
      the_opportunity_days()) <= the_as_of() as mature_opportunity,
    mature_opportunity and coalesce(opportunity_at <= days_later(mql_at, the_opportunity_days()), false) as reached_opportunity_in_window,
    cycle_no > 0 and coalesce(won_at <= the_as_of(), false) as reached_won, cycle_no > 0 and days_later(mql_at,
      the_won_days()) <= the_as_of() as mature_won,
    mature_won and coalesce(won_at <= days_later(mql_at, the_won_days()), false) as reached_won_in_window,
    cycle_no > 0 and coalesce(meeting_at <= the_as_of(), false) as reached_meeting,
    reached_sal and sal_imputed as imputed_sal, reached_sql and sql_imputed as imputed_sql,
      reached_opportunity and opportunity_imputed as imputed_opportunity,
    cycle_no > 0 and outcome = 'awaiting' as awaiting, cycle_no > 0 and outcome in ('rejected', 'recycled') as rejected,
    cycle_no > 0 and coalesce(rejected_from = 'mql' and rejection_reason <> 'Expired', false) as refused,
      cycle_no > 0 and (sal_at is not null or refused) as decided,
    cycle_no > 0 and (first_touch_at is not null or sal_at is not null or coalesce(rejected_from is not null
      and rejection_reason <> 'Expired', false)) as worked,
    cycle_no = 0 as unqualified_entries,
    [{'dimension': 'all', 'value': 'all'}, {'dimension': 'recycled', 'value': case when is_recycled then 'recycled' else 'first' end},
      {'dimension': 'source', 'value': coalesce(source, '(none)')},
      {'dimension': 'channel', 'value': coalesce(channel, '(none)')},
      {'dimension': 'first_campaign', 'value': coalesce(first_campaign_id, '(none)')},
      {'dimension': 'trigger_campaign', 'value': coalesce(trigger_campaign_id, '(none)')},
      {'dimension': 'persona', 'value': coalesce(persona, '(none)')},
      {'dimension': 'seniority', 'value': coalesce(seniority, '(none)')},
      {'dimension': 'industry', 'value': coalesce(industry, '(none)')},
      {'dimension': 'company_size_band', 'value': coalesce(company_size_band, '(none)')},
      {'dimension': 'region', 'value': coalesce(region, '(none)')},
      {'dimension': 'grade', 'value': coalesce(grade, '(none)')},
      {'dimension': 'tier', 'value': coalesce(tier, '(none)')},
      {'dimension': 'path', 'value': coalesce(path, '(none)')},
      {'dimension': 'engagement_band', 'value': coalesce(engagement_band, '(none)')},
      {'dimension': 'total_band', 'value': coalesce(total_band, '(none)')},
      {'dimension': 'definition_version', 'value': coalesce(definition_version, '(none)')},
      {'dimension': 'owner', 'value': coalesce(owner_id, '(none)')},
      {'dimension': 'owner_team', 'value': coalesce(owner_team, '(none)')}] as dims
  from marts.mql_cycles;
create temp table slices as
  select judged.* exclude (dims, day), date_trunc('month', day)::date as month, unnest(dims) as slice from judged;

-- Counts by month; quarters and the total are sums of months. Only people with several cycles are counted separately in each.
create temp table months as
  select month, slice.dimension as dimension, slice.value as value, count(*) filter (where mqls) as mqls,
    count(*) filter (where reached_sal) as reached_sal,
    count(*) filter (where mature_sal) as mature_sal,
    count(*) filter (where reached_sal_in_window) as reached_sal_in_window,
    count(*) filter (where reached_sql) as reached_sql,
    count(*) filter (where mature_sql) as mature_sql,
    count(*) filter (where reached_sql_in_window) as reached_sql_in_window,
    count(*) filter (where reached_opportunity) as reached_opportunity,
    count(*) filter (where mature_opportunity) as mature_opportunity,
    count(*) filter (where reached_opportunity_in_window) as reached_opportunity_in_window,
    count(*) filter (where reached_won) as reached_won,
    count(*) filter (where mature_won) as mature_won,
    count(*) filter (where reached_won_in_window) as reached_won_in_window,
    count(*) filter (where reached_meeting) as reached_meeting,
    count(*) filter (where imputed_sal) as imputed_sal,
    count(*) filter (where imputed_sql) as imputed_sql,
    count(*) filter (where imputed_opportunity) as imputed_opportunity,
    count(*) filter (where awaiting) as awaiting,
    count(*) filter (where rejected) as rejected,
    count(*) filter (where refused) as refused,
    count(*) filter (where decided) as decided,
    count(*) filter (where unqualified_entries) as unqualified_entries
  from slices group by all;
create temp table periods as
  select distinct month, unnest([
    {'period_kind': 'month', 'period_start': month}, {'period_kind': 'quarter', 'period_start': date_trunc('quarter', month)::date},
    {'period_kind': 'fiscal_quarter',
      'period_start': (month - to_months(((month(month) - the_fiscal_year_start_month() + 12) % 3)::integer))::date},
    {'period_kind': 'all', 'period_start': null::date}], recursive := true)
  from (select distinct month from slices);
create temp table again as
  select period_kind, period_start, slice.dimension as dimension, slice.value as value, count(*) - count(distinct person_id) as people
  from slices join (select person_id from marts.mql_cycles where cycle_no > 0
    group by person_id having count(*) > 1) as those using (person_id) join periods using (month)
  where mqls group by all;

create table marts.funnel as
  with counts as (
    select period_kind, period_start, dimension, value, sum(mqls)::bigint as mqls, sum(reached_sal)::bigint as reached_sal,
      sum(mature_sal)::bigint as mature_sal, sum(reached_sal_in_window)::bigint as reached_sal_in_window,
      sum(reached_sql)::bigint as reached_sql, sum(mature_sql)::bigint as mature_sql,
      sum(reached_sql_in_window)::bigint as reached_sql_in_window, sum(reached_opportunity)::bigint as reached_opportunity,
      sum(mature_opportunity)::bigint as mature_opportunity, sum(reached_opportunity_in_window)::bigint as reached_opportunity_in_window,
      sum(reached_won)::bigint as reached_won, sum(mature_won)::bigint as mature_won,
      sum(reached_won_in_window)::bigint as reached_won_in_window, sum(reached_meeting)::bigint as reached_meeting,
      sum(imputed_sal)::bigint as imputed_sal, sum(imputed_sql)::bigint as imputed_sql,
      sum(imputed_opportunity)::bigint as imputed_opportunity, sum(awaiting)::bigint as awaiting, sum(rejected)::bigint as rejected,
      sum(refused)::bigint as refused, sum(decided)::bigint as decided, sum(unqualified_entries)::bigint as unqualified_entries
    from months join periods using (month) group by all
  ),
  aims as (
    select period_kind, period_start::date as period_start, dimension, value,
      max(target::double) filter (where metric = 'matured_rate_sal') as target_sal,
      max(target::double) filter (where metric = 'matured_rate_sql') as target_sql,
      max(target::double) filter (where metric = 'matured_rate_opportunity') as target_opportunity,
      max(target::double) filter (where metric = 'matured_rate_won') as target_won
    from lookup('targets') group by all
  ),
  rated as (
    select counts.*, mqls - coalesce(again.people, 0) as people,
      share(reached_sal, mqls) as rate_sal, low_of(reached_sal, mqls) as rate_sal_low, high_of(reached_sal, mqls) as rate_sal_high,
      share(reached_sal_in_window, mature_sal) as matured_rate_sal, low_of(reached_sal_in_window, mature_sal) as matured_rate_sal_low,
        high_of(reached_sal_in_window, mature_sal) as matured_rate_sal_high,
      share(reached_sql, mqls) as rate_sql, low_of(reached_sql, mqls) as rate_sql_low, high_of(reached_sql, mqls) as rate_sql_high,
      share(reached_sql_in_window, mature_sql) as matured_rate_sql, low_of(reached_sql_in_window, mature_sql) as matured_rate_sql_low,
        high_of(reached_sql_in_window, mature_sql) as matured_rate_sql_high,
      share(reached_opportunity, mqls) as rate_opportunity, low_of(reached_opportunity, mqls) as rate_opportunity_low,
        high_of(reached_opportunity, mqls) as rate_opportunity_high,
      share(reached_opportunity_in_window, mature_opportunity) as matured_rate_opportunity, low_of(reached_opportunity_in_window,
        mature_opportunity) as matured_rate_opportunity_low, high_of(reached_opportunity_in_window,
        mature_opportunity) as matured_rate_opportunity_high,
      share(reached_won, mqls) as rate_won, low_of(reached_won, mqls) as rate_won_low, high_of(reached_won, mqls) as rate_won_high,
      share(reached_won_in_window, mature_won) as matured_rate_won, low_of(reached_won_in_window, mature_won) as matured_rate_won_low,
        high_of(reached_won_in_window, mature_won) as matured_rate_won_high,
      share(reached_meeting, mqls) as rate_meeting, reached_sal - imputed_sal as own_sal, reached_sql - imputed_sql as own_sql,
        reached_opportunity - imputed_opportunity as own_opportunity,
      share(refused, decided) as rejection_rate, mqls < the_min_sample() as is_small
    from counts left join again on again.period_kind = counts.period_kind and again.period_start is not distinct from counts.period_start
      and again.dimension = counts.dimension and again.value = counts.value
  )
  select rated.*,
    target_sal, previous.matured_rate_sal as previous_matured_rate_sal, case when not rated.is_small and not previous.is_small
      then abs(z_of(rated.reached_sal_in_window, rated.mature_sal, previous.reached_sal_in_window,
        previous.mature_sal)) > the_critical_z() end as is_change_sal,
    target_sql, previous.matured_rate_sql as previous_matured_rate_sql, case when not rated.is_small and not previous.is_small
      then abs(z_of(rated.reached_sql_in_window, rated.mature_sql, previous.reached_sql_in_window,
        previous.mature_sql)) > the_critical_z() end as is_change_sql,
    target_opportunity, previous.matured_rate_opportunity as previous_matured_rate_opportunity,
      case when not rated.is_small and not previous.is_small
      then abs(z_of(rated.reached_opportunity_in_window, rated.mature_opportunity, previous.reached_opportunity_in_window,
        previous.mature_opportunity)) > the_critical_z() end as is_change_opportunity,
    target_won, previous.matured_rate_won as previous_matured_rate_won, case when not rated.is_small and not previous.is_small
      then abs(z_of(rated.reached_won_in_window, rated.mature_won, previous.reached_won_in_window,
        previous.mature_won)) > the_critical_z() end as is_change_won
  from rated
  left join rated as previous on previous.period_kind = rated.period_kind and previous.dimension = rated.dimension
    and previous.value = rated.value
    and previous.period_start = (rated.period_start - to_months(case rated.period_kind when 'month' then 1 else 3 end))::date
  left join aims on aims.period_kind = rated.period_kind and aims.dimension = rated.dimension and aims.value = rated.value
    and aims.period_start is not distinct from rated.period_start;

create table marts.rejections as
  with months as (
    select month, slice.dimension as dimension, slice.value as value, rejection_reason as reason, count(*) as rejected,
      count(*) filter (where rejected_from = 'mql') as rejected_at_mql
    from slices where rejected group by all
  ),
  counts as (
    select period_kind, period_start, dimension, value, reason, sum(rejected)::bigint as rejected,
      sum(rejected_at_mql)::bigint as rejected_at_mql,
      sum(sum(rejected)) over (partition by period_kind, period_start, dimension, value) as total
    from months join periods using (month) group by period_kind, period_start, dimension, value, reason
  ),
  totals as (
    select distinct period_kind, dimension, value, total, period_start,
      (period_start + to_months(case period_kind when 'month' then 1 else 3 end))::date as next_start from counts
  )
  select counts.* exclude (total), counts.rejected - rejected_at_mql as dropped_later, counts.rejected / counts.total::double as share,
    case when before.total is not null then coalesce(previous.rejected, 0) / before.total::double end as previous_share
  from counts
  left join totals as before on before.period_kind = counts.period_kind and before.dimension = counts.dimension
    and before.value = counts.value and before.next_start = counts.period_start
  left join (select period_kind, period_start, dimension, value, reason,
    rejected from counts) as previous on previous.period_kind = before.period_kind and previous.dimension = before.dimension
    and previous.value = before.value and previous.period_start = before.period_start and previous.reason = counts.reason;

create table marts.calibration as
  with counts as (
    select bands.axis, band, band_high, coalesce(band_low, least(0, band_high)) as band_low, count(cycle_id) as mqls,
      count(*) filter (where worked) as worked_mqls,
      count(*) filter (where is_fit_backfilled) as backfilled_mqls,
      count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and mature_sal) as mature_sal,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and reached_sal_in_window) as reached_sal_in_window,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and mature_sql) as mature_sql,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and reached_sql_in_window) as reached_sql_in_window,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and mature_opportunity) as mature_opportunity,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and reached_opportunity_in_window) as reached_opportunity_in_window,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and mature_won) as mature_won,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and reached_won_in_window) as reached_won_in_window,
      count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and worked and mature_sql) as worked_mature_sql,
      count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and worked and reached_sql_in_window) as worked_reached_sql_in_window,
      count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and decided) as decided,
        count(*) filter (where (axis = 'engagement' or not is_fit_backfilled) and refused) as refused
    from bands left join judged on mqls and case axis when 'total' then total_score else engagement_score end >= coalesce(bands.band_low,
      '-infinity')
      and case axis when 'total' then total_score else engagement_score end < coalesce(bands.band_high, 'infinity')
    group by all
  ),
  rated as (
    select *, mqls - worked_mqls as never_worked_mqls, share(backfilled_mqls, mqls) as backfilled_share,
      share(reached_sal_in_window, mature_sal) as rate_sal, low_of(reached_sal_in_window, mature_sal) as rate_sal_low,
        high_of(reached_sal_in_window, mature_sal) as rate_sal_high,
      share(reached_sql_in_window, mature_sql) as rate_sql, low_of(reached_sql_in_window, mature_sql) as rate_sql_low,
        high_of(reached_sql_in_window, mature_sql) as rate_sql_high,
      share(reached_opportunity_in_window, mature_opportunity) as rate_opportunity, low_of(reached_opportunity_in_window,
        mature_opportunity) as rate_opportunity_low, high_of(reached_opportunity_in_window, mature_opportunity) as rate_opportunity_high,
      share(reached_won_in_window, mature_won) as rate_won, low_of(reached_won_in_window, mature_won) as rate_won_low,
        high_of(reached_won_in_window, mature_won) as rate_won_high,
      share(worked_reached_sql_in_window, worked_mature_sql) as worked_rate_sql, low_of(worked_reached_sql_in_window,
        worked_mature_sql) as worked_rate_sql_low,
      high_of(worked_reached_sql_in_window, worked_mature_sql) as worked_rate_sql_high,
      case when rate_sql < 0.1 then 'too early' when rate_sql < 0.3 then 'marginal' when rate_sql < 0.5 then 'good'
        when rate_sql is not null then 'hot' end as verdict,
      mqls < the_min_sample() as is_small
    from counts
  ),
  cuts as (
    select *, coalesce(verdict in ('good', 'hot') and bool_and(verdict in ('good', 'hot')) over (
      partition by axis order by band_high nulls last rows between current row and unbounded following), false) as is_cut
    from rated
  )
  select * exclude (is_cut), is_cut and 1 = count(*) filter (where is_cut)
    over (partition by axis order by band_high nulls last) as is_good_cut from cuts;

create table marts.threshold_advice as
  with cuts as (select axis, band_low as threshold from bands where band_low is not null),
  counts as (
    select cuts.axis, threshold, coalesce(sum(backfilled_mqls) filter (where cuts.axis = 'total'
      and coalesce(band_high > threshold, true)), 0)::bigint as backfilled_mqls, coalesce(sum(mqls) filter (where coalesce(band_high > threshold, true)), 0)::bigint as mqls,
      coalesce(sum(decided) filter (where coalesce(band_high > threshold, true)), 0)::bigint as decided,
      coalesce(sum(refused) filter (where coalesce(band_high > threshold, true)), 0)::bigint as refused,
      (sum(mature_sal) filter (where coalesce(band_high > threshold, true)))::bigint as mature_sal,
        (sum(mature_sal) filter (where not coalesce(band_high > threshold, true)))::bigint as mature_sal_below,
      (sum(reached_sal_in_window) filter (where coalesce(band_high > threshold, true)))::bigint as reached_sal_in_window,
        (sum(reached_sal_in_window) filter (where not coalesce(band_high > threshold, true)))::bigint as reached_sal_in_window_below,
      (sum(mature_sql) filter (where coalesce(band_high > threshold, true)))::bigint as mature_sql,
        (sum(mature_sql) filter (where not coalesce(band_high > threshold, true)))::bigint as mature_sql_below,
      (sum(reached_sql_in_window) filter (where coalesce(band_high > threshold, true)))::bigint as reached_sql_in_window,
        (sum(reached_sql_in_window) filter (where not coalesce(band_high > threshold, true)))::bigint as reached_sql_in_window_below
    from cuts join marts.calibration using (axis) group by all
  ),
  scores as (
    select axis, unnest([engagement_score]) as score, owner_team, day from judged cross join (values ('engagement')) as axes(axis)
      where mqls and engagement_score is not null
    union all
    select 'total', total_score, owner_team, day from judged where mqls and total_score is not null
  ),
  spans as (select axis, date_diff('month', min(day), max(day)) + 1 as months from scores group by axis),
  teams as (select team, sum(capacity_mqls_per_month::double) as capacity from lookup('owners') group by team having capacity > 0),
  busiest as (
    select axis, threshold, max(used) as busiest_team_used, arg_max(team, row(used, team)) as busiest_team
    from (
      select cuts.axis, threshold, team, count(*) / any_value(months) / any_value(capacity) as used
      from cuts join scores on scores.axis = cuts.axis
        and score >= threshold join teams on team = owner_team join spans on spans.axis = cuts.axis group by all
    ) group by axis, threshold
  ),
  rated as (
    select counts.*, reached_sql_in_window_below as sqls_below, mqls / months as mqls_per_month,
      share(reached_sal_in_window, mature_sal) as rate_sal, low_of(reached_sal_in_window, mature_sal) as rate_sal_low,
        high_of(reached_sal_in_window, mature_sal) as rate_sal_high,
      share(reached_sql_in_window, mature_sql) as rate_sql, low_of(reached_sql_in_window, mature_sql) as rate_sql_low,
        high_of(reached_sql_in_window, mature_sql) as rate_sql_high,
      share(refused, decided) as rejected_share, z_of(reached_sal_in_window, mature_sal, reached_sal_in_window_below,
        mature_sal_below) as z_cliff,
      z_of(reached_sql_in_window, mature_sql, reached_sql_in_window_below, mature_sql_below) as z_cliff_sql,
        mature_sql < the_min_sample() as is_small,
      mqls_per_month / (select sum(capacity) from teams) as capacity_used, busiest_team, busiest_team_used
    from counts left join spans using (axis) left join busiest on busiest.axis = counts.axis and busiest.threshold = counts.threshold
  ),
  weighed as (
    select *, not is_small and coalesce(capacity_used <= 1, true) and coalesce(rate_sql between 0.3 and 0.6, false) as is_eligible,
      z_cliff is not null and 1 = row_number() over (partition by axis order by round(round(abs(z_cliff), 9), 6) desc nulls last,
        threshold) as is_cliff,
      is_eligible and 1 = row_number() over (partition by axis order by is_eligible desc, rate_sql > 0.5, threshold) as is_recommended
    from rated
  )
  select axis, threshold, mqls, backfilled_mqls, mature_sal, reached_sal_in_window, mature_sql, reached_sql_in_window, sqls_below, decided, refused,
    mqls_per_month, rate_sal, rate_sal_low, rate_sal_high,
    rate_sql, rate_sql_low, rate_sql_high, rejected_share, z_cliff, z_cliff_sql, capacity_used, busiest_team, busiest_team_used, is_cliff,
      is_small, is_recommended,
    case when mqls = 0 then format('No MQL has a score of {:g} or more.', threshold)
      when is_small then format('Too few to judge: {:,} of the {:,} MQLs at or above it count so far, and {:,} are needed.', mature_sql,
        mqls, the_min_sample()) || case when backfilled_mqls > 0
        then format(' {:,} are left out, because their fit looks ahead.', backfilled_mqls) else '' end
      else case when is_recommended and rate_sql_low >= 0.3 and rate_sql_high <= 0.6 then 'Recommended'
        when is_recommended then 'Recommended, not beyond doubt'
          when rate_sql_high < 0.3 then 'Too low' when rate_sql < 0.3 then 'Likely too low' when rate_sql_low > 0.6 then 'Too restrictive'
          when rate_sql > 0.6 then 'Likely too restrictive' when capacity_used > 1 then 'More than sales can work'
            when rate_sql > 0.5 then 'Above the target'
          else 'On target, as is a lower threshold that keeps more' end
        || format(': {:.1f}% of {:,} became an SQL in time (95% interval {:.1f}–{:.1f}%, target 30–50%) and {:,} of {:,} SQLs lie below it',
          100 * rate_sql, mature_sql, 100 * rate_sql_low, 100 * rate_sql_high, sqls_below, sqls_below + reached_sql_in_window)
        || format('; {:.1f} MQLs a month', mqls_per_month) || coalesce(format(', {:.1f}% of what sales can work', 100 * capacity_used), '')
        || case when busiest_team_used > 1 then format(' ({}: {:.1f}%)', busiest_team, 100 * busiest_team_used) else '' end
        || coalesce(format(', and sales refused {:.1f}% of those decided', 100 * rejected_share), '') || '.' end as reason
  from weighed;
