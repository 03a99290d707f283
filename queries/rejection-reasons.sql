-- question: Why do MQLs come back, and did sales refuse them or drop them later?
-- grain: One row per period_start, value and reason
-- param period_kind (text): month, quarter or fiscal_quarter of the MQL, or all time; default all
-- param dimension (text): the dimension, e.g. source, channel, persona, trigger_campaign; default all
-- param value (text): only this value of the dimension; default null
-- values period_kind: month, quarter, fiscal_quarter, all
-- values dimension: select distinct dimension from marts.funnel order by dimension
-- values value: select value from marts.funnel where dimension = $dimension and period_kind = 'all'
--   order by mqls desc, value
-- show: value as slice, period_start as period, reason, rejected, share %, previous_share % as share_before,
--   rejected_at_mql as at_mql, dropped_later as later
-- example: closedloop query rejection-reasons --param dimension=channel --param value=Webinar

select
  rejections.period_kind,
  rejections.period_start,
  rejections.dimension,
  rejections.value,
  rejections.reason,
  rejections.rejected,
  rejections.share,
  rejections.previous_share,
  rejections.rejected_at_mql,
  rejections.dropped_later
from marts.rejections as rejections
where rejections.period_kind = $period_kind
  and rejections.dimension = $dimension
  and ($value is null or rejections.value = $value)
order by rejections.period_start, rejections.value, rejections.rejected desc, rejections.reason
