-- Reads the exports into typed tables and writes their history as Parquet. Headers and formats are those of this company.
create schema raw;
create schema work;
create schema intermediate;
create schema marts;

create macro blank(text) as nullif(trim(text), '');
create macro folded(text) as nullif(replace(lower(trim(nfc_normalize(text))), 'ς', 'σ'), '');
create macro crm_id(id) as case when id = '' or starts_with(id, '000000000000000') then null else id end;
-- Marketo has some Salesforce ids in their short form. The suffix of the long form encodes which characters are capitals.
create macro crm_suffix(id, place) as substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', 1 + list_sum(list_transform(
  range(5), lambda bit: case when regexp_matches(substr(id, place + bit, 1), '[A-Z]') then 1 << bit else 0 end))::integer, 1);
create macro long_crm_id(id) as case when length(crm_id(id)) = 15
  then id || crm_suffix(id, 1) || crm_suffix(id, 6) || crm_suffix(id, 11) else crm_id(id) end;
create macro is_yes(flag) as case flag when '1' then true when '0' then false end;
create macro crm_csv(file) as table
  from read_csv(the_crm() || '/' || file || '.csv', header = true, all_varchar = true, nullstr = ['', '000000000000000AAA'],
    delim = ',', quote = '"', escape = '"');
create macro day_of(instant) as (instant at time zone 'UTC' at time zone the_time_zone())::date;
create macro start_of_day(day) as day::timestamp at time zone the_time_zone() at time zone 'UTC';
create macro end_of_day(day) as case when start_of_day(day) <= the_as_of()
  then least(start_of_day(day + interval 1 day) - interval 1 microsecond, the_as_of())
  else start_of_day(day + interval 1 day) - interval 1 microsecond end;
create macro days_later(instant, days) as instant + to_microseconds((days * 86400000000)::bigint);
create macro scored(points) as round(round(points, 9), 4);

create macro map_csv(file) as table
  from read_csv(the_map() || '/' || file || '*.csv', header = true, all_varchar = true, nullstr = ['', 'null'], delim = ',', quote = '"',
    escape = '"', union_by_name = true);

-- Activities are most of the data, so they are typed while the files are read, in one pass.
copy (
  select * replace (
    case when ends_with(activityDate, 'Z') then activityDate::timestamp
      else (activityDate[:-3] || ':' || activityDate[-2:])::timestamptz at time zone 'UTC' end as activityDate)
  from read_csv(the_map() || '/activities*.csv', header = true, auto_detect = false, nullstr = ['', 'null'], delim = ',', quote = '"',
    escape = '"', filename = true,
    columns = {'marketoGUID': 'VARCHAR', 'leadId': 'VARCHAR', 'activityDate': 'VARCHAR', 'activityTypeId': 'BIGINT',
      'campaignId': 'VARCHAR', 'primaryAttributeValueId': 'VARCHAR',
      'primaryAttributeValue': 'VARCHAR', 'attributes': 'VARCHAR', 'actionResult': 'VARCHAR'})
) to (the_history() || '/marketo_activities.parquet') (format parquet, compression zstd);

copy (
  select * replace (long_crm_id(sfdcLeadId) as sfdcLeadId, long_crm_id(sfdcContactId) as sfdcContactId)
  from read_csv(the_map() || '/leads*.csv', header = true, auto_detect = false, nullstr = ['', 'null'], delim = ',', quote = '"',
    escape = '"',
    columns = {'id': 'VARCHAR', 'email': 'VARCHAR', 'firstName': 'VARCHAR', 'lastName': 'VARCHAR', 'title': 'VARCHAR', 'company': 'VARCHAR',
      'industry': 'VARCHAR', 'country': 'VARCHAR', 'numberOfEmployees': 'BIGINT', 'annualRevenue': 'DECIMAL(18, 2)', 'leadSource':
      'VARCHAR', 'createdAt': 'TIMESTAMP', 'updatedAt': 'TIMESTAMP', 'unsubscribed': 'BOOLEAN', 'emailInvalid': 'BOOLEAN',
      'isAnonymous': 'BOOLEAN', 'sfdcType': 'VARCHAR', 'sfdcLeadId': 'VARCHAR', 'sfdcContactId': 'VARCHAR', 'acquisitionProgramId':
      'VARCHAR'})
) to (the_history() || '/marketo_leads.parquet') (format parquet, compression zstd);
copy (
  select * replace (createdAt::timestamp as createdAt, updatedAt::timestamp as updatedAt) from map_csv('programs')
) to (the_history() || '/marketo_programs.parquet') (format parquet, compression zstd);
copy (
  select * replace (NumberOfEmployees::bigint as NumberOfEmployees, AnnualRevenue::decimal(18, 2) as AnnualRevenue,
    is_yes(IsConverted) as IsConverted, is_yes(IsDeleted) as IsDeleted, left(ConvertedDate, 10)::date as ConvertedDate,
    left(MQL_Date__c, 10)::date as MQL_Date__c,
    CreatedDate::timestamp as CreatedDate, LastModifiedDate::timestamp as LastModifiedDate, SystemModstamp::timestamp as SystemModstamp)
  from crm_csv('Lead')
) to (the_history() || '/salesforce_leads.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsDeleted) as IsDeleted,
    left(MQL_Date__c, 10)::date as MQL_Date__c,
    CreatedDate::timestamp as CreatedDate, LastModifiedDate::timestamp as LastModifiedDate, SystemModstamp::timestamp as SystemModstamp)
  from crm_csv('Contact')
) to (the_history() || '/salesforce_contacts.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsDeleted) as IsDeleted,
    NumberOfEmployees::bigint as NumberOfEmployees, AnnualRevenue::decimal(18, 2) as AnnualRevenue, CreatedDate::timestamp as CreatedDate)
  from crm_csv('Account')
) to (the_history() || '/salesforce_accounts.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsDeleted) as IsDeleted,
    is_yes(IsClosed) as IsClosed, is_yes(IsWon) as IsWon, Amount::decimal(18, 2) as Amount, left(CloseDate, 10)::date as CloseDate,
    CreatedDate::timestamp as CreatedDate, LastModifiedDate::timestamp as LastModifiedDate, SystemModstamp::timestamp as SystemModstamp)
  from crm_csv('Opportunity')
) to (the_history() || '/salesforce_opportunities.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsDeleted) as IsDeleted, Amount::decimal(18, 2) as Amount, left(CloseDate, 10)::date as CloseDate,
    Probability::double as Probability, CreatedDate::timestamp as CreatedDate)
  from crm_csv('OpportunityHistory')
) to (the_history() || '/salesforce_opportunity_history.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsPrimary) as IsPrimary, is_yes(IsDeleted) as IsDeleted, CreatedDate::timestamp as CreatedDate)
  from crm_csv('OpportunityContactRole')
) to (the_history() || '/salesforce_opportunity_contact_roles.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsDeleted) as IsDeleted, CreatedDate::timestamp as CreatedDate) from crm_csv('LeadHistory')
) to (the_history() || '/salesforce_lead_history.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsClosed) as IsClosed, is_yes(IsDeleted) as IsDeleted,
    left(ActivityDate, 10)::date as ActivityDate, CompletedDateTime::timestamp as CompletedDateTime,
      try_cast(CreatedDate as timestamp) as CreatedDate)
  from crm_csv('Task') where try_cast(CreatedDate as timestamp) is not null
) to (the_history() || '/salesforce_tasks.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsChild) as IsChild, is_yes(IsDeleted) as IsDeleted,
    left(ActivityDate, 10)::date as ActivityDate, StartDateTime::timestamp as StartDateTime, CreatedDate::timestamp as CreatedDate)
  from crm_csv('Event')
) to (the_history() || '/salesforce_events.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(HasResponded) as HasResponded, is_yes(IsDeleted) as IsDeleted,
    left(FirstRespondedDate, 10)::date as FirstRespondedDate, CreatedDate::timestamp as CreatedDate)
  from crm_csv('CampaignMember')
) to (the_history() || '/salesforce_campaign_members.parquet') (format parquet, compression zstd);
copy (
  select * replace (is_yes(IsDeleted) as IsDeleted, left(StartDate, 10)::date as StartDate,
    CreatedDate::timestamp as CreatedDate) from crm_csv('Campaign')
) to (the_history() || '/salesforce_campaigns.parquet') (format parquet, compression zstd);
create macro table_of(path) as table from read_csv(path, filename = true, header = true, all_varchar = true, nullstr = '', delim = ',',
  quote = '"', escape = '"');
create macro lookup(file) as table from table_of(list_extract(map_extract(the_reference(), file), 1));
