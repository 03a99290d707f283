-- question: Which people have several records, in which systems, and why were they joined?
-- grain: One row per person_id
-- param records (whole): only people with at least so many records; default 2
-- show: person_id id as person, records, systems, leads, contacts, by_conversion, by_link, by_merge, by_email, mqls
-- example: closedloop query people-with-several-records --param records=3

-- closedloop explain person ID shows the records of one person, each with its reason.
with joined as (
  select
    records.person_id,
    count(*) as records,
    count(distinct records.system) as systems,
    count(*) filter (where records.entity = 'lead') as leads,
    count(*) filter (where records.entity = 'contact') as contacts,
    count(*) filter (where records.join_reason = 'conversion') as by_conversion,
    count(*) filter (where records.join_reason = 'link') as by_link,
    count(*) filter (where records.join_reason = 'merge') as by_merge,
    count(*) filter (where records.join_reason = 'email') as by_email
  from intermediate.person_records as records
  group by records.person_id
  having count(*) >= $records
)

select
  joined.*,
  (select count(*) from marts.mql_cycles as cycles where cycles.person_id = joined.person_id and cycles.cycle_no > 0) as mqls
from joined
order by joined.records desc, joined.person_id
