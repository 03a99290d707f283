-- question: Who rejects MQLs without a usable reason?
-- grain: One row per period_start and value
-- param by (text): owner or owner_team; default owner
-- values by: owner, owner_team
-- param period_kind (text): month, quarter or fiscal_quarter of the MQL, or all time; default all
-- values period_kind: month, quarter, fiscal_quarter, all
-- show: value as slice, period_start as period, rejected, no_reason, unmapped, share_without_reason %, expired
-- example: closedloop query rejections-without-reason

-- Expired cycles ended by themselves: nobody was there to give a reason, so they are not in the share.
select
  rejections.period_kind,
  rejections.period_start,
  rejections.dimension,
  rejections.value,
  sum(rejections.rejected)::bigint as rejected,
  coalesce(sum(rejections.rejected) filter (where rejections.reason = 'No reason given'), 0)::bigint as no_reason,
  coalesce(sum(rejections.rejected) filter (where rejections.reason = 'Unmapped'), 0)::bigint as unmapped,
  coalesce(sum(rejections.rejected) filter (where rejections.reason = 'Expired'), 0)::bigint as expired,
  (no_reason + unmapped) / nullif(sum(rejections.rejected) - expired, 0) as share_without_reason
from marts.rejections as rejections
where rejections.dimension = $by and rejections.period_kind = $period_kind
group by all
order by rejections.period_start, no_reason + unmapped desc, rejections.value
