-- Opportunities: the stages that each went through.
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
