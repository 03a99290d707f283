-- Marketing activities and sales touches. Lookups are joined once per kind of activity, not once per activity.
create temp table standard_types as
  from (values (1, 'Visit Webpage', 'person'), (2, 'Fill Out Form', 'person'), (3, 'Click Link', 'person'), (6, 'Send Email', 'system'),
    (7, 'Email Delivered', 'system'), (8, 'Email Bounced', 'person'), (9, 'Unsubscribe Email', 'person'), (10, 'Open Email', 'person'),
    (11, 'Click Email', 'person'), (12, 'New Lead', 'lead'), (13, 'Change Data Value', 'system'), (19, 'Sync Lead to SFDC', 'lead'),
    (21, 'Convert Lead', 'lead'), (22, 'Change Score', 'system'), (23, 'Change Owner', 'system'), (24, 'Add to List', 'system'),
    (25, 'Remove from List', 'system'), (27, 'Email Bounced Soft', 'person'), (29, 'Delete Lead from SFDC', 'lead'), (31,
      'SFDC Merge Leads', 'lead'),
    (32, 'Merge Leads', 'lead'), (34, 'Add to Opportunity', 'system'), (35, 'Remove from Opportunity', 'system'),
    (36, 'Update Opportunity', 'system'), (37, 'Delete Lead', 'lead'), (38, 'Send Alert', 'system'), (39, 'Send Sales Email', 'system'),
    (40, 'Open Sales Email', 'person'), (41, 'Click Sales Email', 'person'), (45, 'Receive Sales Email', 'system'),
    (46, 'Interesting Moment', 'system'), (47, 'Request Campaign', 'system'), (48, 'Sales Email Bounced', 'person'),
    (101, 'Change Revenue Stage', 'system'), (104, 'Change Status in Progression', 'system'), (110, 'Call Webhook', 'system'),
    (113, 'Add to Nurture', 'system'), (114, 'Change Nurture Track', 'system'), (115, 'Change Nurture Cadence', 'system')) as types(type_id,
      name, told_of);

create temp table words as
  select case system when 'salesforce' then 'crm' else 'map' end as source, coalesce(folded(name), folded(raw_type)) as word, asset,
    activity_type
  from lookup('activity_map') left join standard_types on system = 'marketo' and type_id::varchar = raw_type
  qualify row_number() over (partition by source, word, asset order by name is not null, activity_type) = 1;

create temp table campaigns as
  with all_campaigns as (
    select system, Id as campaign_id, Name as name, Type as type from raw.salesforce_campaigns where IsDeleted is not true
    union all select system, id, name, channel from raw.marketo_programs
  )
  select all_campaigns.*, folded(type) as type_key,
    (select coalesce(arg_min(rules.channel, rules.priority::integer), case when folded(type) is not null then 'Unmapped' end)
      from lookup('channels') as rules
      where rules.source is null and rules.medium is null and coalesce(folded(rules.campaign_type) = folded(type),
        rules.campaign_type is null)) as channel
  from all_campaigns;

create macro fits(text, pattern) as coalesce(like_escape(replace(lower(nfc_normalize(text)), 'ς', 'σ'),
  replace(replace(replace(replace(replace(replace(lower(nfc_normalize(pattern)), 'ς', 'σ'), '^', '^^'), '%', '^%'), '_', '^_'), '*', '%'), '?', '_'), '^'), false);
create table work.versions as
  select row_number() over () as version_no, version.definition_version as definition_version, version.min_engagement as min_engagement,
    the_engagement_files()[row_number() over ()] as file,
    case when row_number() over () = 1 then timestamp '0001-01-01' else start_of_day(version.effective_from) end as from_at,
    lead(start_of_day(version.effective_from), 1, 'infinity') over () as until_at
  from (select unnest(the_versions()) as version);
-- The versions of this company's definition differ only in points and in the minimum engagement.
create temp table rules_of_versions as
  select version_no, row_number() over (partition by version_no) as rule_no, rules.* exclude (filename, points), points::double as points
  from table_of(the_engagement_files()) as rules join work.versions on filename = file;
create temp table rules as
  select (row_number() over (order by place))::smallint as rule_no, rule_id, arg_max(label, version_no) as label,
    any_value(activity_type) as activity_type, any_value(asset) as asset, arg_max(points, version_no) as points, max(points) as most_points,
    arg_max(buying_stage, version_no) as buying_stage, any_value(cap_group) as cap_group
  from (select * exclude (rule_no), min(rule_no) over (partition by rule_id) as place from rules_of_versions)
  group by rule_id, place
  having case when count(*) <> len(the_versions()) or count(distinct row(activity_type, asset, cap_group, sign(points))) > 1
    then error('the versions differ in more than points: ' || rule_id) else true end;

-- A kind of activity is the source's type, with the asset if the activity map or a rule depends on it. The types with an asset are found first.
create temp table asset_types as
  with read_of as (select word from words where asset is not null union select word from words semi join (from rules
    where asset is not null) using (activity_type))
  select type_id from standard_types join read_of on word = folded(name)
  union select try_cast(word as bigint) from read_of where try_cast(word as bigint) is not null;

create macro asset_of(type_id, value, attributes) as coalesce(blank(value), case when type_id = 1 then blank(json_extract_string(attributes,
  '$."Webpage URL"')) end);
create temp table kinds as
  with met as (
    select distinct 'map' as system, activityTypeId as type_id, null::varchar as said,
      case when activityTypeId in (from asset_types) then asset_of(activityTypeId, primaryAttributeValue, attributes) end as asset
    from raw.marketo_activities where activityTypeId <> 104
    union all
    select distinct 'map', 104, concat_ws(':', 'Program', coalesce(channel, ''), json_extract_string(attributes, '$."New Status"')), null
    from raw.marketo_activities as activities left join raw.marketo_programs as programs on programs.id = trim(primaryAttributeValueId)
    where activityTypeId = 104
    union all
    select distinct 'crm', null, 'CampaignMember:' || coalesce(type, ''), null from raw.salesforce_campaigns
    union select 'crm', null, 'CampaignMember:', null
  ),
  named as (
    select met.*, coalesce(said, name, type_id::varchar) as raw_type, coalesce(told_of, 'person') as told_of
    from met left join standard_types using (type_id)
  ),
  mapped as (
    select named.*, words.activity_type, words.word is not null as is_mapped,
      exists (from words as any_word where any_word.source = 'map' and any_word.word = folded(raw_type)) as is_named
    from named left join words on words.source = system and word = folded(raw_type) and (words.asset is null or fits(named.asset,
      words.asset))
    qualify row_number() over (partition by system, raw_type, named.asset order by words.asset is null, length(words.asset) desc,
      words.activity_type) = 1
  ),
  ruled as (
    select mapped.* replace (coalesce(mapped.activity_type, 'other') as activity_type), rule_no, points, most_points, cap_group
    from mapped left join rules on rules.activity_type = mapped.activity_type and (rules.asset is null or fits(mapped.asset, rules.asset))
    qualify row_number() over (partition by system, raw_type, mapped.asset order by rules.asset is null, length(rules.asset) desc,
      rule_no) = 1
  )
  select (row_number() over ())::smallint as kind_no, system, type_id, asset, raw_type, activity_type, is_mapped,
    case when system = 'crm' or told_of = 'person' or is_named then true
      when type_id = 104 then folded(split_part(raw_type, ':', 3)) not in ('not in program', 'on list', 'member', 'invited', 'sent',
        'delivered', 'email sent',
        'email delivered', 'bounced', 'email bounced', 'wait listed', 'waitlisted', 'pending approval', 'rejected', 'no show', 'no-show')
      else false end as is_of_person,
    told_of = 'lead' as names_lead, rule_no, coalesce(points, 0) as points, coalesce(most_points, 0) as most_points,
      cap_group is not null as is_capped,
    list_contains(the_hand_raiser_types(), activity_type) as is_hand_raiser, list_contains(the_hot_types(), activity_type) as is_hot
  from ruled;

create table intermediate.activities as
  with of_lead as (select record_id, person_id, person_no from intermediate.person_records where system = 'map'),
  of_crm as (select record_id, person_id, person_no from intermediate.person_records where system = 'crm'),
  plain_kinds as (from kinds where system = 'map' and type_id <> 104 and is_of_person),
  plain as (
    select marketoGUID as activity_id, leadId as record_id, activityTypeId as type_id,
      asset_of(activityTypeId, primaryAttributeValue, attributes) as asset,
      case when activityTypeId in (from asset_types) then asset_of(activityTypeId, primaryAttributeValue, attributes) end as asset_read,
      case when contains(attributes, '"Program ID"') then blank(json_extract_string(attributes, '$."Program ID"')) end as campaign_id,
      coalesce(contains(attributes, '"Is Bot Activity":true'), false) as is_bot, activityDate as occurred_at
    from raw.marketo_activities
    where activityTypeId in (select type_id from plain_kinds) and coalesce(actionResult not in ('skipped', 'failed'), true)
  ),
  at_once as (
    select distinct plain.activity_id from plain
    join raw.marketo_activities as delivered on delivered.activityTypeId = 7 and delivered.leadId = plain.record_id
      and blank(delivered.primaryAttributeValue) = plain.asset
      and plain.occurred_at between delivered.activityDate - interval 2 second and delivered.activityDate + interval 2 second
    where coalesce(delivered.actionResult not in ('skipped', 'failed'), true)
  ),
  moved as (
    select marketoGUID as activity_id, leadId as record_id, trim(primaryAttributeValueId) as campaign_id, coalesce(programs.name,
      primaryAttributeValue) as asset,
      concat_ws(':', 'Program', coalesce(channel, ''), json_extract_string(attributes, '$."New Status"')) as raw_type,
        activityDate as occurred_at
    from raw.marketo_activities left join raw.marketo_programs as programs on programs.id = trim(primaryAttributeValueId)
    where activityTypeId = 104 and coalesce(actionResult not in ('skipped', 'failed'), true)
      and json_extract_string(attributes, '$."New Status"') is distinct from json_extract_string(attributes, '$."Old Status"')
  ),
  answered as (
    select members.Id as activity_id, coalesce(crm_id(ContactId), crm_id(LeadId)) as record_id, CampaignId as campaign_id,
      campaigns.name as asset,
      'CampaignMember:' || coalesce(campaigns.type, '') as raw_type,
      case when FirstRespondedDate is null or FirstRespondedDate = day_of(members.CreatedDate) then members.CreatedDate
        else end_of_day(FirstRespondedDate) end as occurred_at
    from raw.salesforce_campaign_members as members
    left join campaigns on campaigns.system = 'crm' and campaign_id = CampaignId
    where coalesce(HasResponded, FirstRespondedDate is not null) and IsDeleted is not true
  ),
  told as (
    select plain.activity_id, person_id, activity_type, raw_type, case when not names_lead then plain.asset end as asset, campaign_id,
      'map' as system,
      is_mapped, is_bot or (at_once.activity_id is not null and activity_type in ('email_open', 'email_click')) as is_bot,
      occurred_at, person_no, kind_no
    from plain
    left join at_once using (activity_id)
    join plain_kinds as kinds on kinds.type_id = plain.type_id and kinds.asset is not distinct from plain.asset_read
    join of_lead using (record_id)
    union all
    select activity_id, person_id, activity_type, moved.raw_type, moved.asset, campaign_id, 'map', is_mapped, false, occurred_at, person_no,
      kind_no
    from moved join kinds on kinds.raw_type = moved.raw_type and kinds.type_id = 104 join of_lead using (record_id)
    where is_of_person
    union all
    select activity_id, person_id, activity_type, answered.raw_type, answered.asset, campaign_id, 'crm', is_mapped, false, occurred_at,
      person_no, kind_no
    from answered join kinds on kinds.raw_type = answered.raw_type and kinds.system = 'crm' join of_crm using (record_id)
    where occurred_at is not null
  )
  select told.*, campaigns.channel from told left join campaigns on campaigns.system = told.system
    and campaigns.campaign_id = told.campaign_id;

create table intermediate.sales_touches as
  with touches as (
    select Id as touch_id, crm_id(WhoId) as record_id, OwnerId as owner_id, WhatId as what_id,
      coalesce(TaskSubtype = 'ListEmail' or WhatId[1:3] = '0XB', false) as is_automated,
      case when is_automated or TaskSubtype = 'Email' then 'email' when TaskSubtype = 'Call'
        or CallType is not null then 'call' else 'task' end as kind,
      coalesce(CompletedDateTime, CreatedDate) as occurred_at
    from raw.salesforce_tasks where IsDeleted is not true and IsClosed
    union all by name
    select Id as touch_id, crm_id(WhoId) as record_id, OwnerId as owner_id, WhatId as what_id, false as is_automated, 'meeting' as kind,
      StartDateTime as occurred_at
    from raw.salesforce_events where IsDeleted is not true and IsChild is not true
  )
  select touch_id, person_id, crm_id(owner_id) as owner_id, case when what_id[1:3] = '006' then what_id end as opportunity_id,
    'crm' as system, kind,
    is_automated, occurred_at, person_no
  from touches join (from intermediate.person_records where system = 'crm') as records using (record_id)
  where kind is not null and occurred_at <= the_as_of();
