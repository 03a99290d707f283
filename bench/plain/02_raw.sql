-- The latest version of each record, read from the history.
-- Extracts overlap. Duplicates are removed only on days that two extracts contain.
create temp table days_twice as
  select day
  from (
    select distinct filename, activityDate::date as day from read_parquet(the_history() || '/marketo_activities.parquet')
  )
  group by day having count(*) > 1;

create table raw.marketo_activities as
  with told as (
    select 'map' as system, * exclude (filename) from read_parquet(the_history() || '/marketo_activities.parquet')
  )
  from told anti join days_twice on day = activityDate::date
  union all
  (select distinct on (marketoGUID) * from told semi join days_twice on day = activityDate::date);

create table raw.marketo_leads as
  select 'map' as system, * from read_parquet(the_history() || '/marketo_leads.parquet')
  qualify row_number() over (partition by id order by updatedAt desc) = 1;

create table raw.marketo_programs as
  select 'map' as system, * from read_parquet(the_history() || '/marketo_programs.parquet')
  qualify row_number() over (partition by id order by updatedAt desc) = 1;
create table raw.marketo_deleted_leads as
  select 'map' as system, id as leadId, max(deletedAt::timestamp) as activityDate from map_csv('deleted_leads') group by id;

create table raw.salesforce_leads as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_leads.parquet');

create table raw.salesforce_contacts as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_contacts.parquet');

create table raw.salesforce_accounts as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_accounts.parquet');

create table raw.salesforce_opportunities as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_opportunities.parquet');

create table raw.salesforce_opportunity_history as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_opportunity_history.parquet');

create table raw.salesforce_opportunity_contact_roles as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_opportunity_contact_roles.parquet');

create table raw.salesforce_lead_history as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_lead_history.parquet');

create table raw.salesforce_tasks as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_tasks.parquet');

create table raw.salesforce_events as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_events.parquet');

create table raw.salesforce_campaign_members as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_campaign_members.parquet');

create table raw.salesforce_campaigns as
  select 'crm' as system, * from read_parquet(the_history() || '/salesforce_campaigns.parquet');

