-- Attributes of people, as of now and over time. Lookups and rules are evaluated once per value.
create macro fits_rule(match, pattern, value) as case match
  when 'equals' then folded(value) = folded(pattern)
  when 'in' then list_contains(list_transform(string_split(pattern, ';'), lambda part: folded(part)), folded(value))
  when 'contains' then contains(folded(value), folded(pattern))
  when 'regex' then regexp_matches(trim(nfc_normalize(value)), pattern, 'i')
  when 'is_true' then folded(value) in ('true', '1', 'yes')
  when 'range' then coalesce(value::double >= try_cast(split_part(pattern, '..', 1) as double), true)
    and coalesce(value::double <= try_cast(split_part(pattern, '..', 2) as double), true) end;

-- A set of fit rules is a 64-bit number. A person's rules are those matched by title, email domain, company size, industry and country.
create temp table fit_rules as
  select (row_number() over () - 1)::integer as rule_no, 1::ubigint << (row_number() over () - 1)::ubigint as bit, rule_id, label,
    attribute, match, value, points::double as points,
    "group" as rule_group, coalesce(disqualifies = 'true', false) as disqualifies
  from table_of(the_fit_file());
create macro rules_of(wanted, given) as coalesce((select bit_or(bit) from fit_rules where attribute = wanted and fits_rule(match, value,
  given)), 0);

create temp table known as
  select records.* exclude (is_gone, precedence, modified_at, merged_into, entity, system), person_no, records.system,
    -- Precedence of records that differ: existing before merged, then contact, lead, marketing automation, then the last one changed. Instants are whole seconds.
    (is_gone::bigint << 58) + (precedence::bigint << 56) + ((4294967296 - coalesce(epoch(modified_at),
      0)::bigint) << 23) + records.record_no as preference,
    coalesce(created_at, min(created_at) over (partition by person_no), the_as_of()) as observed_at
  from work.records join intermediate.person_records as joined on joined.record_no = records.record_no;
create temp table known_dates as
  select known.*, modified_at from known join (select record_no, modified_at from work.records) as dates using (record_no);


create macro site_host(site) as nullif(regexp_extract(folded(site),
  '^(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/?#@]*@)?(?:www\.)?((?:[^\s/?#:@.,;|]+\.)+[^\s/?#:@.,;|]+)\.?(?::\d*)?(?:[/?#].*)?$', 1), '');
-- The account of an email domain: only if one account has it and it is not a free-mail or similar domain.
create temp table account_of_domain as
  select site_host(Website) as domain, min(Id) as account_id
  from raw.salesforce_accounts
  where IsDeleted is not true and site_host(Website) is not null
    and site_host(Website) not in (select unnest(the_internal_domains()))
    and not exists (from lookup('email_domains') where site_host(Website) = folded(domain)
      or (starts_with(domain, '.') and ends_with(site_host(Website), folded(domain))))
  group by 1 having count(*) = 1;

create temp table told_of_people as
  select person_no, any_value(head.person_id) as person_id, arg_min(account_id, preference) as account_id, arg_min(owner_id,
    preference) as owner_id, arg_min(email, preference) as email,
    arg_min(full_name, preference) as full_name, arg_min(job_title, preference) as job_title, arg_min(company, preference) as company,
    arg_min(industry, preference) as industry, arg_min(country, preference) as country,
    arg_min_null(source, row(coalesce(created_at, 'infinity'), record_id, system)) as source,
    arg_min(employee_count, preference) as employee_count, arg_min(annual_revenue, preference) as annual_revenue,
      min(created_at) as created_at
  from known join (select record_no, person_id from intermediate.person_records) as head using (record_no)
  group by person_no;
create table work.people as
  select told.* replace (coalesce(told.account_id, matched.account_id) as account_id),
    told.account_id is null and matched.account_id is not null as account_is_matched
  from told_of_people as told
  left join account_of_domain as matched on contains(email, '@') and domain = split_part(email, '@', -1);

create temp table titles as
  select job_title, coalesce(seniority, 'Unmapped') as seniority, coalesce(department, 'Unmapped') as department, coalesce(persona,
    'Unmapped') as persona
  from (select distinct job_title from work.records where job_title is not null)
  left join (
    select job_title, arg_min(seniority, priority::integer) as seniority, arg_min(department, priority::integer) as department
    from (select distinct job_title from work.records) join lookup('titles') on fits_rule(match, value, job_title) group by job_title
  ) using (job_title)
  left join (
    select job_title, arg_min(persona, priority::integer) as persona
    from (select distinct job_title from work.records) join lookup('personas') on fits_rule(match, value, job_title) group by job_title
  ) using (job_title);
create temp table titles_ruled as
  select *, rules_of('job_title', job_title) | rules_of('seniority', seniority) | rules_of('department', department) | rules_of('persona',
    persona) as rules from titles;
create temp table hosts as
  with met as (select distinct split_part(email, '@', -1) as host from work.records where contains(email, '@')),
  kinds as (
    select host, arg_max(type, row(length(domain), type)) as kind
    from met join lookup('email_domains') on host = folded(domain) or (starts_with(domain, '.') and ends_with(host,
      folded(domain))) group by host
  )
  select host, kind from met left join kinds using (host);
create temp table hosts_ruled as
  with kinds as (
    select kind, rules_of('email_domain_type', kind) | case when kind = 'student' then rules_of('is_student', 'true') else 0 end
      | case when kind = 'competitor' then rules_of('is_competitor', 'true') else 0 end as rules
    from (select distinct kind from hosts)
  )
  select hosts.*, rules from hosts join kinds on kinds.kind is not distinct from hosts.kind;
create temp table countries as
  with regions as (select folded(country) as country, min(region) as region from lookup('regions') group by 1),
  met as (select distinct country from work.records where country is not null)
  select met.country, coalesce(region, 'Unmapped') as region from met left join regions on regions.country = folded(met.country);
create temp table countries_ruled as select *, rules_of('country', country) | rules_of('region', region) as rules from countries;
create temp table sizes as
  with met as (select distinct employee_count from work.records where employee_count is not null),
  banded as (
    select employee_count, arg_min(band, coalesce(min_employees::bigint, 0)) as band
    from met join lookup('company_sizes') on employee_count between coalesce(min_employees::bigint, 0) and coalesce(max_employees::bigint,
      9223372036854775807) group by all
  )
  select met.employee_count, coalesce(band, 'Unmapped') as band, coalesce(rules, 0) as rules
  from met left join banded using (employee_count)
  left join (select employee_count, bit_or(bit) as rules from met join fit_rules on attribute = 'employee_count' and fits_rule(match, value,
    employee_count::varchar) group by 1) using (employee_count);
create temp table industries_ruled as
  select industry, rules_of('industry', industry) as rules from (select distinct industry from work.records where industry is not null);

-- At each instant at which a record of the person appears, the values come from the best record known by then.
create temp table said as
  with in_time as (select *, count(*) over (partition by person_no) > 1 as has_others from known where observed_at <= the_as_of()),
  instants as (select distinct person_no, observed_at from in_time where has_others),
  stated as (
    select person_no, observed_at, email, job_title, email_status, industry, country, employee_count,
      annual_revenue from in_time where not has_others
    union all
    select person_no, instants.observed_at, arg_min(email, preference), arg_min(job_title, preference), arg_min(email_status, preference),
      arg_min(industry, preference), arg_min(country, preference), arg_min(employee_count, preference), arg_min(annual_revenue, preference)
    from instants join (from in_time where has_others) as records using (person_no)
    where records.observed_at <= instants.observed_at
    group by person_no, instants.observed_at
  )
  select person_no, observed_at, job_title, seniority, department, persona, email_status, stated.industry, stated.country, region,
    stated.employee_count::varchar as employee_count,
    regexp_replace(annual_revenue::varchar, '\.0+$', '') as annual_revenue, host as email_domain, kind as email_domain_type,
    case when email is not null then coalesce(kind = 'student', false)::varchar end as is_student,
    case when email is not null then coalesce(kind = 'competitor', false)::varchar end as is_competitor,
    coalesce(titles.rules, 0) | coalesce(hosts.rules, 0) | coalesce(countries.rules, 0) | coalesce(sizes.rules,
      0) | coalesce(industries.rules, 0) as rules,
    row_number() over said = 1 as is_first
  from stated
  left join titles_ruled as titles using (job_title)
  left join hosts_ruled as hosts on host = case when contains(email, '@') then split_part(email, '@', -1) end
  left join countries_ruled as countries using (country)
  left join sizes on sizes.employee_count = stated.employee_count
  left join industries_ruled as industries using (industry)
  window said as (partition by person_no order by observed_at);

-- Changes since the instant before, one bit per attribute. The first instant changes all attributes.
create temp table changes as
  select person_no, observed_at, rules, is_first, job_title, seniority, department, persona, email_status, industry, country, region,
    employee_count, annual_revenue, email_domain, email_domain_type, is_student, is_competitor,
    case when is_first or job_title is distinct from lag(job_title) over so_far then 1 else 0 end 
    + case when is_first or seniority is distinct from lag(seniority) over so_far then 2 else 0 end 
    + case when is_first or department is distinct from lag(department) over so_far then 4 else 0 end 
    + case when is_first or persona is distinct from lag(persona) over so_far then 8 else 0 end 
    + case when is_first or email_status is distinct from lag(email_status) over so_far then 16 else 0 end 
    + case when is_first or industry is distinct from lag(industry) over so_far then 32 else 0 end 
    + case when is_first or country is distinct from lag(country) over so_far then 64 else 0 end 
    + case when is_first or region is distinct from lag(region) over so_far then 128 else 0 end 
    + case when is_first or employee_count is distinct from lag(employee_count) over so_far then 256 else 0 end 
    + case when is_first or annual_revenue is distinct from lag(annual_revenue) over so_far then 512 else 0 end 
    + case when is_first or email_domain is distinct from lag(email_domain) over so_far then 1024 else 0 end 
    + case when is_first or email_domain_type is distinct from lag(email_domain_type) over so_far then 2048 else 0 end 
    + case when is_first or is_student is distinct from lag(is_student) over so_far then 4096 else 0 end 
    + case when is_first or is_competitor is distinct from lag(is_competitor) over so_far then 8192 else 0 end as changed
  from said where person_no in (select person_no from said where not is_first)
  window so_far as (partition by person_no order by observed_at)
  union all
  select person_no, observed_at, rules, true, job_title, seniority, department, persona, email_status, industry, country, region,
    employee_count, annual_revenue, email_domain, email_domain_type, is_student, is_competitor, 16383
  from said where is_first and person_no not in (select person_no from said where not is_first);

-- Owners over time: those of the lead history, else today's. At each change the best record that then has an owner counts.
create temp table owners_said as
  with told as (
    select known.record_no, person_no, preference, crm_id(OldValue) as old_owner, crm_id(NewValue) as owner_id,
      history.CreatedDate as told_at, created_at
    from raw.salesforce_lead_history as history join known on known.system = 'crm' and record_id = LeadId
    where lower(Field) = 'owner' and starts_with(coalesce(NewValue, OldValue), '005') and history.IsDeleted is not true
  ),
  each_owner as (
    select record_no, person_no, preference, owner_id, told_at as observed_at from told
    union all
    (select record_no, person_no, preference, old_owner, least(created_at, told_at - interval 1 microsecond) from told
      qualify row_number() over (partition by record_no order by told_at) = 1)
    union all
    select record_no, person_no, preference, owner_id, observed_at from known anti join told using (record_no) where owner_id is not null
  ),
  spans as (
    select *, lead(observed_at) over (partition by record_no order by observed_at) as until_at,
      count(*) over (partition by person_no) > 1 as has_others
    from each_owner where observed_at <= the_as_of()
  ),
  stated as (
    select person_no, owner_id, observed_at from spans where not has_others
    union all
    select person_no, arg_min(spans.owner_id, preference), instants.observed_at
    from (select distinct person_no, observed_at from spans where has_others) as instants join spans using (person_no)
    where spans.observed_at <= instants.observed_at and coalesce(until_at > instants.observed_at, true)
    group by person_no, instants.observed_at
  )
  from (
    select *, lag(owner_id) over owned as before, row_number() over owned = 1 as is_first from stated
    window owned as (partition by person_no order by observed_at)
  ) where is_first or owner_id is distinct from before;

-- Email statuses over time: valid until the first bounce or unsubscription; without one, a bad status is known from the
-- last change of its record on.
create temp table mail_said as
  with told as (
    select known.record_no, person_no, preference, case activityTypeId when 8 then 'invalid' else 'unsubscribed' end as status,
      activityDate as told_at, created_at, modified_at, email_status
    from raw.marketo_activities as activities join known_dates as known on known.system = 'map' and record_id = leadId
    where activityTypeId in (8, 9) and coalesce(actionResult not in ('skipped', 'failed'), true)
    qualify row_number() over (partition by known.record_no, activityDate order by marketoGUID desc) = 1
  ),
  lasts as (from told qualify row_number() over (partition by record_no order by told_at desc) = 1),
  each_status as (
    select record_no, person_no, preference, status, told_at as observed_at from told
    union all
    (select record_no, person_no, preference, 'valid', least(created_at, told_at - interval 1 microsecond) from told
      qualify row_number() over (partition by record_no order by told_at) = 1)
    union all
    select record_no, person_no, preference, email_status, coalesce(modified_at, the_as_of()) from lasts
    where email_status <> status and coalesce(modified_at, the_as_of()) > told_at
    union all
    select record_no, person_no, preference, email_status, case when email_status in ('invalid', 'unsubscribed')
      then coalesce(modified_at, the_as_of()) else observed_at end
    from known_dates anti join told using (record_no)
  ),
  spans as (
    select *, lead(observed_at) over (partition by record_no order by observed_at) as until_at,
      count(*) over (partition by person_no) > 1 as has_others
    from each_status where observed_at <= the_as_of()
  ),
  stated as (
    select person_no, status, observed_at from spans where not has_others
    union all
    select person_no, arg_min(spans.status, preference), instants.observed_at
    from (select distinct person_no, observed_at from spans where has_others) as instants join spans using (person_no)
    where spans.observed_at <= instants.observed_at and coalesce(until_at > instants.observed_at, true)
    group by person_no, instants.observed_at
  )
  from (
    select *, lag(status) over mailed as before, row_number() over mailed = 1 as is_first from stated
    window mailed as (partition by person_no order by observed_at)
  ) where is_first or status is distinct from before;

create table intermediate.person_attributes as
  with won as (select person_no, min(occurred_at) as won_at from work.events where stage = 'won' group by person_no),
  long as (
    select person_no, 'job_title' as attribute, job_title as value, observed_at from changes where changed & 1 <> 0
    union all
    select person_no, 'seniority' as attribute, seniority as value, observed_at from changes where changed & 2 <> 0
    union all
    select person_no, 'department' as attribute, department as value, observed_at from changes where changed & 4 <> 0
    union all
    select person_no, 'persona' as attribute, persona as value, observed_at from changes where changed & 8 <> 0
    union all
    select person_no, 'email_status' as attribute, status as value, observed_at from mail_said
    union all
    select person_no, 'industry' as attribute, industry as value, observed_at from changes where changed & 32 <> 0
    union all
    select person_no, 'country' as attribute, country as value, observed_at from changes where changed & 64 <> 0
    union all
    select person_no, 'region' as attribute, region as value, observed_at from changes where changed & 128 <> 0
    union all
    select person_no, 'employee_count' as attribute, employee_count as value, observed_at from changes where changed & 256 <> 0
    union all
    select person_no, 'annual_revenue' as attribute, annual_revenue as value, observed_at from changes where changed & 512 <> 0
    union all
    select person_no, 'email_domain' as attribute, email_domain as value, observed_at from changes where changed & 1024 <> 0
    union all
    select person_no, 'email_domain_type' as attribute, email_domain_type as value, observed_at from changes where changed & 2048 <> 0
    union all
    select person_no, 'is_student' as attribute, is_student as value, observed_at from changes where changed & 4096 <> 0
    union all
    select person_no, 'is_competitor' as attribute, is_competitor as value, observed_at from changes where changed & 8192 <> 0
    union all
    select person_no, 'owner_id', owner_id, observed_at from owners_said
    union all
    select person_no, 'is_customer', 'true', won_at from won
    union all
    select person_no, 'is_customer', 'false', least(coalesce(created_at, won_at, the_as_of()), won_at - interval 1 microsecond)
    from work.people left join won using (person_no)
    where coalesce(least(created_at, won_at), the_as_of()) <= the_as_of()
  )
  select person_id, attribute, value, observed_at from long join (select person_no, person_id from work.people) as people using (person_no);

-- Scores each occurring set of rules once. In a group only the strongest rule counts.
create temp table rule_sets as
  with sets as (select distinct rules from changes union select 0),
  counted as (
    select rules, arg_max(points, row(abs(points), -rule_no)) as points, arg_max(rule_id, row(abs(points), -rule_no)) as rule_id
    from sets join fit_rules on rules & bit <> 0 group by rules, coalesce('group:' || rule_group, 'rule:' || rule_id)
  )
  select rules, scored(coalesce(sum(points), 0)) as fit_score, any_value((select string_agg(rule_id, ', ' order by rule_no) from fit_rules where disqualifies and sets.rules & bit <> 0)) as disqualified_by,
    list(rule_id) as rule_ids,
    case when fit_score >= struct_extract(the_min_fit(), 'a') then 'A' when fit_score >= struct_extract(the_min_fit(),
      'b') then 'B' when fit_score >= struct_extract(the_min_fit(), 'c') then 'C' else 'D' end as grade
  from sets left join counted using (rules) group by rules;

create table work.fits as
  with states as (
    select person_no, case when is_first then timestamp '0001-01-01' else observed_at end as from_at, not is_first as is_change, rules,
      min(observed_at) over (partition by person_no) as known_from
    from changes where is_first or changed & 14627 <> 0
  )
  select person_no, from_at, lead(from_at) over (partition by person_no order by from_at) as until_at, is_change, known_from, fit_score,
    grade, disqualified_by, rule_ids
  from states join rule_sets using (rules)
  union all
  select person_no, timestamp '0001-01-01', null, false, null, fit_score, grade, disqualified_by, rule_ids
  from work.people cross join (from rule_sets where rules = 0) as nothing where person_no not in (select person_no from changes);
