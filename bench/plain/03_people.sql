-- Joins the records of all systems into people. A person is named after the record with the smallest number.
create temp table gone as
  with said as (
    select unnest(regexp_extract_all(json_extract_string(attributes, '$."Merge IDs"'), '\d+')) as record_id, leadId as merged_into,
      activityDate as gone_at
    from raw.marketo_activities where activityTypeId in (31, 32) and coalesce(actionResult not in ('skipped', 'failed'), true)
    union all
    select leadId, null, activityDate
    from raw.marketo_activities where activityTypeId in (29, 37) and coalesce(actionResult not in ('skipped', 'failed'), true)
    union all
    select leadId, null, activityDate from raw.marketo_deleted_leads
  )
  from said where record_id is distinct from merged_into
  qualify row_number() over (partition by record_id order by merged_into is null, gone_at desc nulls last, merged_into) = 1;

create temp table described as
  select 'crm' as system, 'lead' as entity, Id as record_id, null::varchar as account_id, null::varchar as campaign_id,
    crm_id(OwnerId) as owner_id,
    crm_id(MasterRecordId) as merged_into, folded(Email) as email, blank(concat_ws(' ', FirstName, LastName)) as full_name,
    blank(Title) as job_title, blank(Company) as company, blank(Industry) as industry, blank(Country) as country,
      blank(LeadSource) as source,
    2 as precedence, NumberOfEmployees as employee_count, AnnualRevenue as annual_revenue, coalesce(IsDeleted, false) as is_deleted,
    false as is_anonymous, CreatedDate as created_at, coalesce(LastModifiedDate, SystemModstamp, CreatedDate) as modified_at,
      null::varchar as email_status
  from raw.salesforce_leads
  union all by name
  select 'crm' as system, 'contact' as entity, contacts.Id as record_id, crm_id(AccountId) as account_id,
    crm_id(contacts.OwnerId) as owner_id,
    crm_id(contacts.MasterRecordId) as merged_into, folded(Email) as email, blank(concat_ws(' ', FirstName, LastName)) as full_name,
    blank(Title) as job_title, accounts.Name as company, accounts.Industry as industry,
    coalesce(blank(MailingCountry), accounts.BillingCountry) as country, blank(LeadSource) as source, 1 as precedence,
    accounts.NumberOfEmployees as employee_count, accounts.AnnualRevenue as annual_revenue, coalesce(contacts.IsDeleted,
      false) as is_deleted,
    false as is_anonymous, contacts.CreatedDate as created_at,
    coalesce(contacts.LastModifiedDate, contacts.SystemModstamp, contacts.CreatedDate) as modified_at
  from raw.salesforce_contacts as contacts
  left join (from raw.salesforce_accounts where IsDeleted is not true) as accounts on accounts.Id = contacts.AccountId
  union all by name
  select 'map' as system, 'leads' as entity, coalesce(leads.id, gone.record_id) as record_id, blank(acquisitionProgramId) as campaign_id,
    gone.merged_into, folded(email) as email, blank(concat_ws(' ', firstName, lastName)) as full_name, blank(title) as job_title,
    blank(company) as company, blank(industry) as industry, blank(country) as country, blank(leadSource) as source, 3 as precedence,
    numberOfEmployees as employee_count, annualRevenue as annual_revenue, gone.record_id is not null as is_deleted,
    coalesce(isAnonymous, false) as is_anonymous, createdAt as created_at, coalesce(updatedAt, createdAt) as modified_at,
    case when emailInvalid then 'invalid' when unsubscribed then 'unsubscribed' when coalesce(emailInvalid,
      unsubscribed) is not null then 'valid' end
      as email_status
  from raw.marketo_leads as leads
  full join (
    -- A deletion does not count if the lead changed after it: then only its CRM record was deleted.
    select gone.* from gone left join raw.marketo_leads as leads on leads.id = gone.record_id
    where merged_into is not null or coalesce(coalesce(updatedAt, createdAt) <= gone_at, true)
  ) as gone on gone.record_id = leads.id;

create temp table exclusions as
  with recursive own_hosts as (
    select host from (select distinct split_part(email, '@', -1) as host from described) as hosts
    join (select unnest(the_internal_domains()) as domain union select folded(domain) from lookup('email_domains')
      where type = 'internal') as own
      on host = domain or (starts_with(domain, '.') and ends_with(host, domain))
  ),
  own as (
    select system, record_id, merged_into, case when split_part(email, '@', -1) in (from own_hosts) then 'internal'
      when is_deleted and merged_into is null then 'deleted' when is_anonymous then 'anonymous' end as exclusion
    from described
    where is_deleted or is_anonymous or merged_into is not null or split_part(email, '@', -1) in (from own_hosts)
  ),
  merged as (
    select system, record_id, merged_into as at_id, 1 as step from own where merged_into is not null
    union all
    select merged.system, merged.record_id, own.merged_into, step + 1
    from merged join own on own.system = merged.system and own.record_id = at_id where own.merged_into is not null and step < 50
  ),
  ends as (
    -- A merged record belongs to the one record of its merge chain that still exists.
    select merged.system, merged.record_id, max(own.exclusion) as exclusion
    from merged
    join described on described.system = merged.system and described.record_id = at_id and described.merged_into is null
    left join own on own.system = merged.system and own.record_id = at_id
    group by all
  )
  select own.system, own.record_id,
    case when own.exclusion is not null then own.exclusion when own.merged_into is not null and ends.record_id is null then 'deleted'
      else ends.exclusion end as exclusion
  from own left join ends on ends.system = own.system and ends.record_id = own.record_id;

create table work.records as
  select (row_number() over (order by is_deleted or merged_into is not null, precedence <> 1, precedence = 3, record_id,
    system))::integer as record_no,
    described.* exclude (is_deleted, is_anonymous), is_deleted or merged_into is not null as is_gone
  from described
  anti join (from exclusions where exclusion is not null) as excluded on excluded.system = described.system
    and excluded.record_id = described.record_id;

create temp table links as
  with said as (
    select 'crm' as system, Id as record_id, 'crm' as other_system, crm_id(ConvertedContactId) as other_id, 1 as strength
    from raw.salesforce_leads where IsConverted
    union all
    select 'map', id, 'crm', unnest([long_crm_id(sfdcLeadId), long_crm_id(sfdcContactId)]), 2
    from raw.marketo_leads where coalesce(sfdcLeadId, sfdcContactId) is not null
    union all
    select system, record_id, system, merged_into, 3 from described where merged_into is not null
  )
  select one.record_no as one, other.record_no as other, strength
  from said
  join work.records as one on one.system = said.system and one.record_id = said.record_id
  join work.records as other on other.system = said.other_system and other.record_id = said.other_id
  where one.record_no <> other.record_no;

-- Groups records by address first, then joins the few groups that are linked, by passing the smallest number on.
create temp table mail_groups as
  select record_no, min(record_no) over (partition by email) as group_no, 'email' as reason
  from work.records
  where contains(email, '@') and not list_contains(the_shared_mailboxes(), split_part(email, '@', 1))
  qualify count(*) over (partition by email) between 2 and the_max_records_per_email();

create temp table joined as
  with recursive grouped as (
    select records.record_no, coalesce(group_no, records.record_no) as group_no
    from work.records left join mail_groups on mail_groups.record_no = records.record_no
  ),
  edges as materialized (
    select distinct one.group_no as one, other.group_no as other
    from links join grouped as one on one.record_no = links.one join grouped as other on other.record_no = links.other
    where one.group_no <> other.group_no
  ),
  both_ways as materialized (from edges union select other, one from edges),
  labels(node, label) using key (node) as (
    select distinct one, one from both_ways
    union
    select both_ways.other, min(labels.label)
    from labels join both_ways on both_ways.one = labels.node
    join recurring.labels as known on known.node = both_ways.other
    where labels.label < known.label
    group by both_ways.other
  )
  select record_no, coalesce(label, group_no) as person_no from grouped left join labels on node = group_no;

create table intermediate.person_records as
  with reasons as (
    select record_no, min(strength) as strength
    from (select one as record_no, strength from links union all select other, strength from links union all select record_no,
      4 from mail_groups)
    group by record_no
  )
  select records.system, records.entity, records.record_id, head.system || ':' || head.record_id as person_id,
    case when joined.record_no = person_no then 'itself' else ['conversion', 'link', 'merge', 'email'][strength] end as join_reason,
    person_no, joined.record_no
  from joined
  join work.records as records on records.record_no = joined.record_no
  join work.records as head on head.record_no = person_no
  left join reasons on reasons.record_no = joined.record_no;
