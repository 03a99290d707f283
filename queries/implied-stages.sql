-- question: For which stages does the CRM record the day, and which are only inferred from a later stage?
-- grain: One row per value and stage
-- param dimension (text): the dimension, e.g. source, owner_team; default all
-- values dimension: select distinct dimension from marts.funnel order by dimension
-- show: value as slice, stage, mqls, reached, recorded, inferred, inferred_share %, is_small mark as small
-- example: closedloop query implied-stages --param dimension=owner_team

-- An inferred stage has the day of the later one, so that times to it are too long and its rate by window too low.
select
  funnel.dimension,
  funnel.value,
  stages.stage,
  funnel.mqls,
  funnel.is_small,
  stages.reached,
  stages.recorded,
  stages.inferred,
  stages.inferred / nullif(stages.reached, 0) as inferred_share
from marts.funnel as funnel
cross join lateral (
  values
  (1, 'sal', funnel.reached_sal, funnel.own_sal, funnel.imputed_sal),
  (2, 'sql', funnel.reached_sql, funnel.own_sql, funnel.imputed_sql),
  (3, 'opportunity', funnel.reached_opportunity, funnel.own_opportunity, funnel.imputed_opportunity)
) as stages (step, stage, reached, recorded, inferred)
where funnel.dimension = $dimension and funnel.period_kind = 'all' and funnel.mqls > 0
order by funnel.mqls desc, funnel.value, stages.step
