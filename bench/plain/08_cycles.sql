-- Builds cycles from MQLs and events: which MQLs open a cycle, which events belong to it, and its outcome.
create macro key_of(person, what, instant, more) as md5(concat_ws('|', person, what, instant::varchar, coalesce(more, '')));

create temp table mqls as
  with recorded as (
    select person_no, occurred_at as mql_at, 'recorded' as mql_origin, bool_and(is_approximate) as is_approximate
    from work.events where stage = 'mql' group by person_no, occurred_at
  )
  from recorded
  union all
  select person_no, scored_at, 'computed', false from intermediate.mql_instants anti join recorded using (person_no);

create temp table placed as
  with told as (
    from work.events where stage <> 'mql'
  ),
  opened as (select person_no, opportunity_id, min(occurred_at) as opened_at from told where stage = 'opportunity' group by all),
  closed as (select person_no, opportunity_id, min(occurred_at) as closed_at from told where stage in ('won', 'lost') group by all),
  others as (
    -- A loss does not close the cycle while another opportunity is open.
    select lost.person_no, lost.opportunity_id, lost.occurred_at, max(opened.opened_at) as other_open_at
    from (from told where stage = 'lost') as lost join opened using (person_no)
    left join closed on closed.person_no = opened.person_no and closed.opportunity_id = opened.opportunity_id
    where opened.opportunity_id <> lost.opportunity_id and opened_at <= lost.occurred_at and coalesce(closed_at > lost.occurred_at, true)
    group by all
  )
  select key_of(person_id, stage, told.occurred_at, 'crm:' || told.opportunity_id) as event_id, told.*, person_id, other_open_at,
    case when stage in ('won', 'lost') then coalesce(opened_at, told.occurred_at) else told.occurred_at end as anchor_at,
    days_later(told.occurred_at, the_cool_off_days()) as cool_off_until
  from told
  join (select person_no, person_id from work.people) as people on people.person_no = told.person_no
  left join opened on opened.person_no = told.person_no and opened.opportunity_id = told.opportunity_id
  left join others on told.stage = 'lost' and others.person_no = told.person_no and others.opportunity_id = told.opportunity_id
    and others.occurred_at = told.occurred_at;

create temp table expiries as
  with those as (select person_no, min(mql_at) as first_at from mqls where the_cycle_expires_days() is not null group by person_no),
  touches as (
    select person_no, occurred_at as touched_at from intermediate.activities semi join those using (person_no)
      where occurred_at <= the_as_of()
    union
    select person_no, occurred_at from intermediate.sales_touches semi join those using (person_no)
  ),
  followed as (select *, lead(touched_at) over (partition by person_no order by touched_at) as next_at from touches),
  silences as (from followed where coalesce(next_at >= days_later(touched_at, the_cycle_expires_days()), true)),
  silent as (
    select mqls.person_no, mqls.mql_at,
      days_later(case when followed.touched_at < days_later(mqls.mql_at,
        the_cycle_expires_days()) then silences.touched_at else mqls.mql_at end, the_cycle_expires_days()) as expires_at
    from (from mqls where the_cycle_expires_days() is not null) as mqls
    asof left join followed on followed.person_no = mqls.person_no and followed.touched_at >= mqls.mql_at
    asof left join silences on silences.person_no = mqls.person_no and silences.touched_at >= mqls.mql_at
  )
  select *, days_later(expires_at, the_cool_off_days()) as cool_off_until from silent where expires_at <= the_as_of();

create temp table qualifying as
  with wins as (select person_no, min(occurred_at) as won_at from placed where stage = 'won' group by person_no)
  select mqls.*, expires_at, expiries.cool_off_until as expired_cool_off_until, won_at,
    row_number() over (partition by mqls.person_no order by mqls.mql_at) = 1 as is_first,
      count(*) over (partition by mqls.person_no) as instants
  from mqls left join wins using (person_no)
  left join expiries on expiries.person_no = mqls.person_no and expiries.mql_at = mqls.mql_at
  where coalesce(mqls.mql_at <= won_at, true);

-- Only people who qualified more than once, with a closing event in between, can have a second cycle. They are
-- processed together, one pass per cycle number.
create temp table cycles as
  with recursive those as materialized (
    from qualifying where instants > 1 and person_no in (
      select person_no from placed where stage in ('won', 'lost', 'rejected', 'recycled') union all select person_no from expiries)
  ),
  own as materialized (select person_no, stage, occurred_at, anchor_at, cool_off_until,
    other_open_at from placed semi join those using (person_no)),
  opened as (
    select person_no, mql_origin, mql_at, is_approximate, expires_at, expired_cool_off_until, 1 as cycle_no,
      false as inside_cool_off from those where is_first
    union all
    select * from (
      with events as (
        select own.*, mql_at, stage in ('sal', 'sql', 'opportunity') as is_forward,
          stage in ('won', 'rejected', 'recycled') or (stage = 'lost' and coalesce(other_open_at < mql_at, true)) as is_closing
        from opened join own on own.person_no = opened.person_no and own.anchor_at >= opened.mql_at
      ),
      decided as (select person_no, min(occurred_at) as decided_at, min(occurred_at) filter (where stage = 'won') as won_at from events
        group by person_no),
      turns as (
        select events.person_no, occurred_at, bool_or(is_closing) as is_closing, max(cool_off_until) as cool_off_until
        from events join decided using (person_no)
        where (is_forward or is_closing) and (won_at is null or occurred_at <= won_at or stage = 'won')
        group by all
        union all
        select opened.person_no, expires_at, true, expired_cool_off_until
        from opened left join decided using (person_no) where expires_at is not null and coalesce(decided_at > expires_at, true)
      ),
      ends as (
        select turns.person_no, cycle_no, opened.mql_at as start_at, turns.cool_off_until, turns.is_closing,
          lead(occurred_at) over (partition by turns.person_no order by occurred_at) as next_at,
          greatest(occurred_at + interval 1 microsecond, case mql_origin when 'computed' then turns.cool_off_until end) as from_at
        from turns join opened using (person_no)
      )
      select those.person_no, those.mql_origin, those.mql_at, those.is_approximate, those.expires_at, those.expired_cool_off_until,
        cycle_no + 1, those.mql_at < ends.cool_off_until
      from ends join those on those.person_no = ends.person_no and those.mql_at >= ends.from_at and those.mql_at > ends.start_at
      where is_closing and coalesce(those.mql_at <= next_at, true)
      qualify row_number() over (partition by those.person_no order by those.mql_at, ends.from_at desc) = 1
    )
  ),
  everybody as (
    select person_no, mql_origin, mql_at, is_approximate, expires_at, cycle_no, inside_cool_off from opened
    union all
    select person_no, mql_origin, mql_at, is_approximate, expires_at, 1,
      false from qualifying anti join those using (person_no) where is_first
  )
  select *, lead(mql_at) over (partition by person_no order by cycle_no) as next_mql_at from everybody;

create temp table assigned as
  with owned as (
    select placed.*, cycles.cycle_no as own_cycle_no, cycles.next_mql_at as own_next_mql_at,
      min(occurred_at) filter (where cycles.cycle_no is null and stage in ('sal', 'sql', 'opportunity',
        'won')) over (partition by placed.person_no) as entered_at
    from placed asof left join cycles on cycles.person_no = placed.person_no and cycles.mql_at <= placed.anchor_at
  ),
  told as (
    select event_id, owned.person_no, person_id, opportunity_id, owner_id, stage, detail, is_mapped, record_id, entity, is_approximate,
      case when own_cycle_no is not null then own_cycle_no when occurred_at >= entered_at then 0 end as cycle_no, false as is_expiry,
        occurred_at,
      case when own_cycle_no is null then mql_at else own_next_mql_at end as next_mql_at
    from owned left join (select person_no, mql_at from cycles where cycle_no = 1) as firsts on firsts.person_no = owned.person_no
  ),
  decided as (select person_no, cycle_no, min(occurred_at) as decided_at from told group by all)
  select *, list_position(['mql', 'sal', 'sql', 'opportunity', 'won', 'lost', 'rejected', 'recycled'], stage) as stage_order,
    stage in ('sal', 'sql', 'opportunity') as is_forward
  from (
    from told
    union all by name
    select md5(concat_ws('|', person_id, 'expired', expires_at::varchar)) as event_id, cycles.person_no, person_id, 'recycled' as stage,
      cycles.cycle_no, false as is_approximate,
      true as is_expiry, expires_at as occurred_at, next_mql_at
    from cycles join (select person_no, person_id from work.people) as people using (person_no)
    left join decided on decided.person_no = cycles.person_no and decided.cycle_no = cycles.cycle_no
    where coalesce(decided_at > expires_at, expires_at is not null)
  );

create temp table closings as
  with owned as (
    select *, min(occurred_at) filter (where stage = 'won') over (partition by person_no,
      cycle_no) as won_at from assigned where cycle_no is not null
  ),
  opened as (select person_no, opportunity_id, min(cycle_no) as cycle_no,
    min(occurred_at) as opened_at from owned where stage = 'opportunity' group by person_no, opportunity_id),
  closed as (select person_no, opportunity_id, min(occurred_at) as closed_at from owned where stage in ('won', 'lost') group by all),
  held_open as (
    select distinct event_id from (from owned where stage = 'lost') as lost
    join opened on opened.person_no = lost.person_no and opened.cycle_no = lost.cycle_no
    left join closed on closed.person_no = opened.person_no and closed.opportunity_id = opened.opportunity_id
    where opened_at <= lost.occurred_at and opened.opportunity_id <> lost.opportunity_id and coalesce(closed_at > lost.occurred_at, true)
  ),
  turns as (
    select *, is_forward and coalesce(occurred_at < next_mql_at, true) as is_reopening,
      stage in ('rejected', 'recycled') or (stage = 'lost' and event_id not in (from held_open)) as is_closing
    from owned where coalesce(occurred_at < won_at, true)
  ),
  followed as (
    select *, max(occurred_at) filter (where is_reopening) over (partition by person_no, cycle_no) as last_reopened_at,
      max(occurred_at) filter (where is_reopening) over (partition by person_no, cycle_no order by occurred_at,
        stage_order rows unbounded preceding) as reopened_at
    from turns
  )
  select event_id, person_no, stage, detail, is_mapped, record_id, cycle_no, stage_order, is_approximate, is_expiry, occurred_at,
    won_at is null and coalesce(occurred_at >= last_reopened_at, true) as is_standing,
    row_number() over (partition by person_no, cycle_no, reopened_at order by occurred_at, stage_order, event_id) = 1 as is_period_start
  from followed where is_closing;

create temp table measured as
  with reached as (
    select person_no, cycle_no,
      min(occurred_at) filter (where stage in ('sal', 'sql', 'opportunity', 'won', 'lost')) as sal_at,
      min(occurred_at) filter (where stage in ('sql', 'opportunity', 'won', 'lost')) as sql_at,
      min(occurred_at) filter (where stage in ('opportunity', 'won', 'lost')) as opportunity_at,
      min(occurred_at) filter (where stage = 'won') as won_at,
      -- An instant is approximate if every event at it is.
      arg_min(is_approximate, row(occurred_at, is_approximate)) filter (where stage in ('sal', 'sql', 'opportunity', 'won',
        'lost')) as sal_is_approximate,
      arg_min(is_approximate, row(occurred_at, is_approximate)) filter (where stage in ('sql', 'opportunity', 'won', 'lost')) as sql_is_approximate,
      arg_min(is_approximate, row(occurred_at, is_approximate)) filter (where stage in ('opportunity', 'won', 'lost')) as opportunity_is_approximate,
      arg_min(is_approximate, row(occurred_at, is_approximate)) filter (where stage = 'won') as won_is_approximate,
      -- The earliest event of the stage itself. The stage is imputed if an event of a later stage is earlier.
      min(occurred_at) filter (where stage = 'sal') as own_sal_at, min(occurred_at) filter (where stage = 'sql') as own_sql_at,
      min(occurred_at) filter (where stage = 'opportunity') as own_opportunity_at,
      arg_min(opportunity_id, row(occurred_at, opportunity_id)) filter (where stage = 'won') as won_id,
      arg_min(opportunity_id, row(-epoch_us(occurred_at), opportunity_id)) filter (where stage = 'opportunity') as opened_id,
      arg_min(owner_id, row(occurred_at, stage_order, event_id)) filter (where owner_id is not null) as owner_id
    from assigned where cycle_no is not null group by person_no, cycle_no
  ),
  standing as (
    from closings where is_standing qualify row_number() over (partition by person_no, cycle_no order by occurred_at,
      stage <> 'lost', is_mapped is not true, record_id nulls last, stage_order, event_id) = 1
  ),
  reversed as (
    select person_no, cycle_no, count(*) as periods from closings
    where is_period_start and not is_standing and stage in ('rejected', 'recycled') group by all
  ),
  before_it as (
    select standing.person_no, standing.cycle_no, max(case events.stage when 'sal' then 1 when 'sql' then 2 else 3 end) as furthest
    from standing join assigned as events on events.person_no = standing.person_no and events.cycle_no = standing.cycle_no
    where standing.stage in ('rejected', 'recycled') and events.stage in ('sal', 'sql', 'opportunity', 'lost')
      and row(events.occurred_at, events.stage_order) < row(standing.occurred_at, standing.stage_order)
    group by all
  ),
  all_cycles as (
    select person_no, cycle_no, mql_origin, mql_at, next_mql_at, is_approximate, inside_cool_off from cycles
    union all by name
    select distinct person_no, cycle_no from assigned where cycle_no = 0
  )
  select all_cycles.*, reached.* exclude (person_no, cycle_no), coalesce(won_id, opened_id) as opportunity_id, coalesce(periods,
    0) as reversed_rejections,
    standing.stage as end_stage, standing.detail, coalesce(is_expiry, false) as is_expired, standing.is_approximate as end_is_approximate, standing.occurred_at as ended_at,
    case when standing.stage in ('rejected', 'recycled') then coalesce(['sal', 'sql', 'opportunity'][furthest], 'mql') end as rejected_from,
    case when won_at is not null then 'won' when standing.stage is not null then standing.stage
      when opportunity_at is not null then 'opportunity'
      when sql_at is not null then 'sql' when sal_at is not null then 'sal' else 'awaiting' end as outcome
  from all_cycles
  left join reached on reached.person_no = all_cycles.person_no and reached.cycle_no = all_cycles.cycle_no
  left join standing on standing.person_no = all_cycles.person_no and standing.cycle_no = all_cycles.cycle_no
  left join reversed on reversed.person_no = all_cycles.person_no and reversed.cycle_no = all_cycles.cycle_no
  left join before_it on before_it.person_no = all_cycles.person_no and before_it.cycle_no = all_cycles.cycle_no;

-- The role of each MQL in its cycle: it opens it, repeats it, or is blocked after its end.
create temp table mql_roles as
  with states as (
    select person_no, cycle_no, occurred_at, bool_or(stage = 'won' or closings.event_id is not null)
        or bool_or(bool_or(stage = 'won')) over (partition by person_no,
          cycle_no order by occurred_at rows unbounded preceding) as is_closed
    from assigned left join (select event_id from closings) as closings using (event_id)
    where is_forward or stage = 'won' or closings.event_id is not null
    group by person_no, cycle_no, occurred_at
  ),
  opened as (
    select mqls.person_no, mqls.mql_at, cycles.cycle_no, cycles.mql_at as opened_at
    from mqls asof left join cycles on cycles.person_no = mqls.person_no and cycles.mql_at <= mqls.mql_at
  ),
  wins as (select person_no, min(occurred_at) as won_at from placed where stage = 'won' group by person_no)
  select opened.person_no, opened.mql_at, opened.cycle_no,
    case when opened.cycle_no is null then null when opened.mql_at = opened_at then 'opening' when not coalesce(is_closed,
      false) then 'repeat'
      when coalesce(opened.mql_at <= won_at, true) then 'blocked' end as role
  from opened
  asof left join states on states.person_no = opened.person_no and states.cycle_no = opened.cycle_no and states.occurred_at < opened.mql_at
  left join wins on wins.person_no = opened.person_no;

create table marts.lifecycle_events as
  with recorded as (
    from work.events where stage = 'mql' qualify row_number() over (partition by person_no, occurred_at order by is_approximate,
      record_id) = 1
  ),
  all_mqls as (
    select person_no, occurred_at, 'recorded' as origin, record_id, system, entity, detail, is_approximate from recorded
    union all by name
    select person_no, scored_at as occurred_at, 'computed' as origin, false as is_approximate
    from intermediate.mql_instants as instants
    anti join recorded on recorded.person_no = instants.person_no and recorded.occurred_at = instants.scored_at
      where scored_at <= the_as_of()
  )
  select md5(concat_ws('|', person_id, 'mql', all_mqls.occurred_at::varchar)) as event_id, person_id, record_id,
    null::varchar as opportunity_id, null::varchar as opportunity_key, 'mql' as stage, origin, system, entity, detail,
    case when role is not null then cycle_no end as cycle_no, is_approximate, false as is_clamped, all_mqls.occurred_at,
      all_mqls.occurred_at as recorded_at, null::timestamp as mql_at
  from all_mqls join (select person_no, person_id from work.people) as people using (person_no)
  left join mql_roles on mql_roles.person_no = all_mqls.person_no and mql_roles.mql_at = all_mqls.occurred_at
  union all
  select event_id, person_id, record_id, opportunity_id, 'crm:' || opportunity_id, stage, case when is_expiry then 'computed' else 'recorded' end,
    case when not is_expiry then 'crm' end, entity, detail,
    cycle_no, is_approximate, false, occurred_at, occurred_at, null
  from assigned;

create temp table mql_scores as
  with asked as (
    select cycles.person_no, cycles.mql_at, version_no, min_engagement, fit_score, grade, disqualified_by is not null as is_disqualified,
      coalesce(cycles.mql_at < known_from, false) as is_fit_backfilled
    from cycles join work.fits on fits.person_no = cycles.person_no and fits.from_at <= cycles.mql_at
      and coalesce(fits.until_at > cycles.mql_at, true)
    join work.versions on cycles.mql_at >= versions.from_at and cycles.mql_at < versions.until_at
    where mql_origin = 'recorded'
  ),
  did as (
    select asked.person_no, asked.mql_at, occurred_at, worth.*, coalesce(months_in(months, bucket_of(occurred_at)), 0) as months
    from asked join work.scored on scored.person_no = asked.person_no and occurred_at <= asked.mql_at
    join work.worth on worth.kind_no = scored.kind_no and worth.version_no = asked.version_no
    left join work.idle on idle.person_no = asked.person_no
  ),
  quiet as (
    select person_no, mql_at, max(months) filter (where points > 0) + months_between(max(occurred_at) filter (where points > 0),
      mql_at) as months_now,
      coalesce(bool_or(is_hand_raiser and occurred_at >= mql_at - interval 48 hours), false) as is_hand_raiser,
      coalesce(bool_or(is_hot and occurred_at >= mql_at - to_microseconds((the_hot_hours() * 3600000000)::bigint)), false) as is_hot
    from did group by person_no, mql_at
  ),
  earned as (
    select person_no, mql_at, any_value(is_hand_raiser) as is_hand_raiser, any_value(is_hot) as is_hot,
      coalesce(sum(worth) filter (where not is_capped), 0) + least(the_cap(), coalesce(sum(worth) filter (where is_capped), 0)) as points
    from (
      select did.person_no, did.mql_at, quiet.is_hand_raiser, quiet.is_hot, is_capped,
        case when points < 0 then points else points * weight_at(occurred_at, did.mql_at) * pow(the_kept_per_idle_month(),
          months_now - months) end as worth
      from did join quiet on quiet.person_no = did.person_no and quiet.mql_at = did.mql_at
    ) group by person_no, mql_at
  ),
  graded as (
    select asked.*, coalesce(is_hand_raiser, false) as is_hand_raiser, coalesce(is_hot, false) as is_hot, scored(greatest(0,
      coalesce(points, 0))) as engagement_score,
      scored(fit_score + engagement_score) as total_score,
      case when is_disqualified then null when is_hand_raiser and contains(the_hand_raiser_grades(), grade) then 'hand_raiser'
        when engagement_score >= min_engagement and contains(the_scored_grades(), grade) then 'scored' end as path
    from asked left join earned on earned.person_no = asked.person_no and earned.mql_at = asked.mql_at
  )
  select person_no, mql_at, grade, path, case path when 'hand_raiser' then 'hot' when 'scored' then case when is_hot then 'hot'
    else 'mql' end end as tier,
    fit_score, engagement_score, total_score, is_fit_backfilled from graded
  union all
  select person_no, scored_at, grade, path, tier, fit_score, engagement_score, total_score, is_fit_backfilled
  from intermediate.mql_instants semi join (from cycles
    where mql_origin = 'computed') as computed on computed.person_no = mql_instants.person_no and computed.mql_at = scored_at;
