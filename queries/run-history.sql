-- question: How did the last nights go: published, failed or interrupted, and how long did they take?
-- grain: One row per run_id
-- param runs (whole): the number of runs, the latest first; default 14
-- show: started_at, command, status, exit_code as code, minutes .1, as_of, file_count as files,
--   definition_version as definition, is_current mark as current
-- example: closedloop query run-history --param runs=30

-- The run that built these tables had not ended when it wrote this row, so that it has no end yet.
select
  runs.run_id,
  runs.command,
  runs.status,
  runs.exit_code,
  runs.publication_id,
  runs.definition_version,
  runs.file_count,
  epoch(runs.finished_at - runs.started_at) / 60 as minutes,
  runs.is_current,
  runs.as_of,
  runs.started_at,
  runs.finished_at
from marts.runs as runs
order by runs.started_at desc, runs.run_id desc
limit $runs
