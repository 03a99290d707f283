-- The stages that a person reached according to the CRM: from status history, date fields, states without a history, conversions and opportunities.
create temp table status_stages as
  select folded(value) as status, stage from lookup('stage_map') where system = 'salesforce' and lower(entity) = 'lead'
    and lower(field) = 'status';

create temp table statuses as
  with changes as (
    select LeadId as record_id, folded(OldValue) as old_status, folded(NewValue) as status, CreatedDate as occurred_at,
      min(CreatedDate) over (partition by LeadId) as first_at
    from raw.salesforce_lead_history where lower(Field) = 'status' and IsDeleted is not true
  ),
  -- A lead had the value before its first change since it was created. Of several changes in one second, the first one
  -- is the one whose old value no other change has set.
  at_first as (
    select record_id, min(old_status) filter (where old_status is not null and not list_contains(made, old_status)) as status
    from (select *, list(coalesce(status, '')) over (partition by record_id) as made from changes where occurred_at = first_at)
    group by record_id
  )
  select distinct record_id, status, false as is_approximate, occurred_at from changes
  union all
  select record_id, at_first.status, true, CreatedDate
  from at_first join raw.salesforce_leads on Id = record_id where at_first.status is not null and CreatedDate is not null;

create temp table lead_reasons as
  with changes as (
    select LeadId as record_id, blank(OldValue) as old_reason, blank(NewValue) as reason, CreatedDate as from_at, Id as told_by
    from raw.salesforce_lead_history
    where lower(Field) = 'disqualified_reason__c' and IsDeleted is not true and blank(OldValue) is distinct from blank(NewValue)
  )
  (select distinct on (record_id, from_at) record_id, reason, from_at from changes order by record_id, from_at, told_by desc)
  union all
  (select distinct on (record_id) record_id, old_reason, timestamp '0001-01-01' from changes order by record_id, from_at,
    told_by);

create temp table lead_events as
  with told as (
    select 'lead' as entity, record_id, stage, is_approximate, occurred_at
    from statuses join status_stages using (status) where stage is not null
    union all
    select 'lead', Id, stage, true, case stage when 'mql' then coalesce(CreatedDate, SystemModstamp,
      LastModifiedDate) else coalesce(SystemModstamp, LastModifiedDate, CreatedDate) end
    from raw.salesforce_leads
    join status_stages on status_stages.status = folded(raw.salesforce_leads.Status)
    anti join statuses on statuses.record_id = Id and statuses.status = folded(raw.salesforce_leads.Status)
    where stage is not null
    union all
    select 'lead', Id, 'mql', true, start_of_day(MQL_Date__c) from raw.salesforce_leads where MQL_Date__c is not null
    union all
    select 'contact', Id, 'mql', true, start_of_day(MQL_Date__c) from raw.salesforce_contacts where MQL_Date__c is not null
  ),
  followed as (
    select *, min(occurred_at) over (partition by entity, record_id order by occurred_at
      range between interval 1 microsecond following and unbounded following) as next_at
    from told
  ),
  reasoned as (
    select refused.* exclude (next_at), case when lead_reasons.from_at is null then blank(Disqualified_Reason__c)
      when coalesce(typed.from_at < next_at, true) then coalesce(lead_reasons.reason, typed.reason) else lead_reasons.reason end as detail
    from (from followed where stage in ('rejected', 'recycled')) as refused
    asof left join lead_reasons on lead_reasons.record_id = refused.record_id and lead_reasons.from_at <= occurred_at
    asof left join (from lead_reasons where reason is not null) as typed
      on typed.record_id = refused.record_id and typed.from_at >= occurred_at
    left join raw.salesforce_leads on Id = refused.record_id
  ),
  conversions as (
    select leads.Id as record_id, crm_id(leads.OwnerId) as owner_id,
      coalesce(told_at, case when day_of(opportunities.CreatedDate) = ConvertedDate then opportunities.CreatedDate end,
        case when day_of(contacts.CreatedDate) = ConvertedDate then contacts.CreatedDate end) as exact_at, ConvertedDate
    from raw.salesforce_leads as leads
    left join (select LeadId, min(CreatedDate) as told_at from raw.salesforce_lead_history
      where lower(Field) = 'leadconverted' and IsDeleted is not true group by LeadId) as told on LeadId = leads.Id
    left join raw.salesforce_opportunities as opportunities on opportunities.Id = crm_id(ConvertedOpportunityId)
    left join raw.salesforce_contacts as contacts on contacts.Id = crm_id(ConvertedContactId)
    where IsConverted
  ),
  everything as (
    select entity, record_id, stage, is_approximate, occurred_at, null::varchar as detail, null::varchar as owner_id
    from followed where stage not in ('rejected', 'recycled')
    union all
    select entity, record_id, stage, is_approximate, occurred_at, detail, null from reasoned
    union all
    select 'lead', record_id, 'sql', exact_at is null, coalesce(exact_at, end_of_day(ConvertedDate)), null, owner_id from conversions
  )
  from everything where occurred_at <= the_as_of()
  qualify row_number() over (partition by entity, record_id, stage, occurred_at order by is_approximate, detail nulls last,
    owner_id nulls last) = 1;

create temp table opportunities as
  with saves as (
    select OpportunityId as opportunity_id, history.CreatedDate as saved_at, history.StageName = opportunities.StageName as is_present
    from raw.salesforce_opportunity_history as history join raw.salesforce_opportunities as opportunities on opportunities.Id = OpportunityId
    where history.IsDeleted is not true
  ),
  entered as (
    select opportunity_id, min(saved_at) as entered_at
    from (select *, max(saved_at) filter (where not is_present) over (partition by opportunity_id) as other_at from saves)
    where is_present and coalesce(saved_at >= other_at, true)
    group by opportunity_id
  )
  select Id as opportunity_id, crm_id(AccountId) as account_id, crm_id(OwnerId) as owner_id, blank(StageName) as stage, case when IsWon then 'won' when IsClosed then 'lost' else 'open' end as outcome,
    blank(LossReason__c) as reason, blank(CurrencyIsoCode) as currency, Amount as amount, entered_at is null as is_approximate,
      CreatedDate as created_at,
    greatest(CreatedDate, coalesce(entered_at, end_of_day(CloseDate), CreatedDate)) as closed_at
  from raw.salesforce_opportunities left join entered on opportunity_id = Id
  where IsDeleted is not true and CreatedDate is not null;

create temp table on_opportunities as
  select distinct opportunity_id, person_no
  from (
    select OpportunityId as opportunity_id, crm_id(ContactId) as record_id from raw.salesforce_opportunity_contact_roles
      where IsDeleted is not true
    union all
    select crm_id(ConvertedOpportunityId), Id from raw.salesforce_leads where IsConverted
  ) join intermediate.person_records as records using (record_id)
  where records.system = 'crm';

create temp table tellings as
  select person_no, 'crm' as system, lead_events.entity, lead_events.record_id, null::varchar as opportunity_id, owner_id, stage, detail,
    is_approximate, occurred_at
  from lead_events join intermediate.person_records as records on records.system = 'crm' and records.record_id = lead_events.record_id
  union all
  select person_no, 'crm', 'opportunity', opportunity_id, opportunity_id, owner_id,
    unnest(case outcome when 'open' then ['opportunity'] else ['opportunity', outcome] end),
    unnest(case outcome when 'open' then [null] else [null, reason] end), unnest(case outcome when 'open' then [false] else [false,
      is_approximate] end),
    unnest(case outcome when 'open' then [created_at] else [created_at, closed_at] end) as occurred_at
  from opportunities join on_opportunities using (opportunity_id);
delete from tellings where occurred_at > the_as_of();

-- Several records tell one event: exact instants within a minute of the first, and the dates of a day with an exact instant.
create table work.events as
  with recursive told as (
    select *, coalesce(opportunity_id, '') as deal, day_of(occurred_at) as day, folded(detail) in (select folded(raw_reason)
      from lookup('rejection_reasons')) is true as is_mapped, stage in ('rejected', 'recycled') as is_refusal
    from tellings
  ),
  exact as (select distinct person_no, stage, deal, day, occurred_at from told where not is_approximate),
  firsts as (
    select person_no, stage, deal, min(occurred_at) as first_at from exact group by all
    union all
    select exact.person_no, exact.stage, exact.deal, min(exact.occurred_at)
    from firsts join exact on exact.person_no = firsts.person_no and exact.stage = firsts.stage and exact.deal = firsts.deal
      and exact.occurred_at > first_at + interval 60 second
    group by exact.person_no, exact.stage, exact.deal
  ),
  instants as (
    select exact.*, first_at from exact asof join firsts on firsts.person_no = exact.person_no and firsts.stage = exact.stage
      and firsts.deal = exact.deal and firsts.first_at <= exact.occurred_at
  ),
  days as (select person_no, stage, deal, day, arg_min(first_at, occurred_at) as first_at from instants group by all),
  merged as (
    select told.*, coalesce(instants.first_at, days.first_at, told.occurred_at) as merged_at
    from told
    left join instants on not told.is_approximate and instants.person_no = told.person_no and instants.stage = told.stage
      and instants.deal = told.deal and instants.occurred_at = told.occurred_at
    left join days on told.is_approximate and days.person_no = told.person_no and days.stage = told.stage and days.deal = told.deal
      and days.day = told.day
  )
  select * exclude (deal, day, is_refusal, merged_at, occurred_at, is_approximate), merged_at as occurred_at,
    bool_and(is_approximate) over (partition by person_no, stage, deal, merged_at) as is_approximate
  from merged
  qualify row_number() over (partition by person_no, stage, deal, merged_at order by is_refusal and not is_mapped,
    not is_refusal and merged.is_approximate, case when not is_refusal then merged.occurred_at end, record_id) = 1;
