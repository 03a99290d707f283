-- question: What was not mapped, left out, moved or missing, so that the numbers may be wrong?
-- grain: One row per check and subject
-- param severity (text): only warn (mend it) or only info; default null
-- param subjects (whole): at most so many subjects of each check, the most frequent ones; default null
-- example: closedloop query data-quality --param severity=warn --param subjects=5

select
  findings."check",
  findings.subject,
  findings.count,
  findings.share,
  findings.severity,
  findings.example,
  count(*) over (partition by findings."check", findings.severity) as subjects_in_check
from marts.data_quality as findings
where $severity is null or findings.severity = $severity
qualify $subjects is null
  or row_number() over (partition by findings."check", findings.severity order by findings.count desc, findings.subject)
  <= $subjects
-- Warnings first.
order by findings.severity desc, findings."check", findings.count desc, findings.subject
