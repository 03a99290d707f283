-- question: What could distort the numbers, what matters most, and what is normal?
-- grain: One row per check and subject
-- param severity (text): only warn (to fix) or only info; default null
-- param subjects (whole): the number of subjects per check, most frequent first; default null
-- values severity: warn, info
-- show: severity as level, check wrap26, subject wrap24, count, share %, note wrap
-- example: closedloop query data-quality --param severity=warn --param subjects=5

select
  findings."check",
  findings.subject,
  findings.count,
  findings.share,
  findings.severity,
  findings.example,
  findings.concern,
  findings.advice,
  count(*) over (partition by findings."check", findings.severity) as subjects_in_check,
  findings.has_private_subject,
  findings.meaning,
  -- Once per check: what to do, or what it means that there is nothing to do.
  case
    when row_number() over (partition by findings."check", findings.severity order by findings.count desc, findings.subject)
      = 1 then coalesce(findings.advice, findings.meaning)
  end as note
from marts.data_quality as findings
where $severity is null or findings.severity = $severity
qualify $subjects is null
  or row_number() over (partition by findings."check", findings.severity order by findings.count desc, findings.subject, findings.example)
  <= $subjects
-- explore.duckdb has no subject where has_private_subject is true: it may quote the data.
-- Warnings first, and of these what moves the funnel most.
order by
  findings.severity desc, findings.priority, findings."check", findings.count desc, findings.subject, findings.example
