-- Opportunities: their people, cycles and amounts, and the stages that each went through.
create table marts.opportunity_stages as
  with told as (
    select OpportunityId as opportunity_id, blank(StageName) as stage, false as is_approximate, CreatedDate as entered_at, Id as save_no
    from raw.salesforce_opportunity_history where IsDeleted is not true and blank(StageName) is not null
  ),
  entries as (
    select *, false as is_present from told semi join opportunities using (opportunity_id) where entered_at <= the_as_of()
    union all
    select opportunity_id, stage, true, created_at, null, false from opportunities anti join told using (opportunity_id) where outcome = 'open'
    union all
    select opportunity_id, stage, is_approximate or outcome = 'open', case when outcome <> 'open' then closed_at end, null, true
    from opportunities where stage is not null
  ),
  ordered as (
    select * replace (case when is_present and entered_at is not null then greatest(entered_at, lag(entered_at) over in_order) else entered_at end as entered_at),
      lag(stage) over in_order as stage_before
    from entries window in_order as (partition by opportunity_id order by is_present, entered_at, save_no)
  ),
  stays as (
    select *, row_number() over in_order as stage_no, lead(entered_at) over in_order as left_at
    from ordered where stage is distinct from stage_before
    window in_order as (partition by opportunity_id order by is_present, entered_at, save_no)
  )
  select 'crm:' || opportunity_id as opportunity_key, stage, stage_no, epoch_us(left_at - entered_at) / 86400000000 as days, is_approximate,
    entered_at, left_at from stays;

create table marts.opportunities as
  with told as (
    select distinct opportunity_id, person_no, case when stage in ('opportunity', 'won', 'lost') and cycle_no > 0 then cycle_no end as cycle_no
    from assigned where opportunity_id is not null
  ),
  members as (select opportunity_id, person_no from on_opportunities union select opportunity_id, person_no from told),
  firsts as (select person_id, min(mql_at) as mql_at from marts.mql_cycles group by person_id),
  counted as (
    select opportunity_id, count(*) as people, min(firsts.mql_at) as first_mql_at
    from members join persons using (person_no) left join firsts using (person_id) group by opportunity_id
  ),
  holding as (
    select opportunity_id, cycles.*, cycles.mql_at <= opportunities.created_at and opportunities.created_at <= days_later(cycles.mql_at, the_lookback_days()) as is_sourcing
    from told join opportunities using (opportunity_id) join persons using (person_no)
    join marts.mql_cycles as cycles on cycles.person_id = persons.person_id and cycles.cycle_no = told.cycle_no
  ),
  primary_cycles as (
    select *, count(*) over (partition by opportunity_id) as cycles, bool_or(is_sourcing) over (partition by opportunity_id) as is_sourced
    from holding qualify row_number() over (partition by opportunity_id order by mql_at, person_id) = 1
  ),
  reasons as (select folded(raw_reason) as raw_reason, min(reason) as reason from lookup('rejection_reasons') group by 1)
  select 'crm:' || deals.opportunity_id as opportunity_key, deals.opportunity_id, 'crm' as system, deals.account_id, deals.owner_id,
    primary_cycles.cycle_id as primary_cycle_id, blank(accounts.Name) as account_name, deals.stage, deals.outcome,
    case when deals.outcome = 'lost' then case when folded(deals.reason) is null then 'No reason given' else coalesce(reasons.reason,
      'Unmapped') end end as loss_reason,
    case when deals.outcome = 'lost' then deals.reason end as loss_reason_raw, primary_cycles.source, primary_cycles.channel,
    primary_cycles.campaign, primary_cycles.persona, deals.currency, coalesce(people, 0) as people,
    coalesce(primary_cycles.cycles, 0) as cycles, deals.amount, deals.amount_reporting, false as is_created_approximate,
    deals.outcome <> 'open' and deals.is_approximate as is_close_approximate, coalesce(is_sourced, false) as is_sourced,
    not coalesce(is_sourced, false) and coalesce(first_mql_at <= coalesce(deals.closed_at, the_as_of()), false) as is_influenced,
    created_date, closed_date, deals.created_at, deals.closed_at, primary_cycles.mql_at
  from opportunities_priced as deals
  left join counted on counted.opportunity_id = deals.opportunity_id
  left join primary_cycles on primary_cycles.opportunity_id = deals.opportunity_id
  left join (from raw.salesforce_accounts where IsDeleted is not true) as accounts on accounts.Id = deals.account_id
  left join reasons on deals.outcome = 'lost' and reasons.raw_reason = folded(deals.reason);
