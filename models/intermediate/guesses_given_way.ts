import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { instant, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { events_recorded } from "./events_recorded.js";

const columns = {
  ...pickColumns(events_recorded, "person_id", "stage", "opportunity_key"),
  occurred_at: instant("Guessed instant, UTC"),
  told_opportunity_id: nullable(text("Opportunity of the recorded event; null if it has none")),
  told_opportunity_key: nullable(text("Key of that opportunity, as system:id")),
  told_at: instant("When the stage was reached by the recorded event, UTC"),
};

const stageList = sql`[${sql.join(stages.map((stage) => sql.lit(stage)))}]`;

/**
 * History beats state (lifecycle.md 2), whichever record of the person has it: a guess gives way to the earliest recorded
 * event of its stage and cycle, and tells that event once more. Cycles are not known yet: one is taken to begin at a
 * person's first MQL, and at each MQL that comes directly after a rejection, loss or win that a source records. Only people
 * who have a stage both recorded and guessed are looked at.
 */
export const guesses_given_way = model({
  name: "intermediate.guesses_given_way",
  about:
    "One row per person, stage, opportunity and guessed instant that gives way to a recorded event of the same cycle.",
  materialized: "table",
  grain: ["person_id", "stage", "opportunity_key", "occurred_at"],
  from: { events: events_recorded },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with possible as (select * from events where fault is null),
    guesses as (select * from possible where is_guess),
    contested as (
      select distinct guesses.person_id
      from guesses
      semi join possible as recorded on recorded.person_id = guesses.person_id and recorded.stage = guesses.stage
        and not recorded.is_guess
    ),
    known as (
      select possible.person_id, possible.stage, possible.opportunity_id, possible.opportunity_key,
        possible.is_approximate, possible.is_guess, possible.occurred_at
      from possible
      semi join contested on contested.person_id = possible.person_id
    ),
    turns as (
      select
        person_id,
        stage,
        occurred_at,
        lag(stage) over in_order as stage_before,
        count(*) filter (where stage = 'mql') over in_order as mqls
      from known
      where not is_guess or stage = 'mql'
      window in_order as (
        partition by person_id
        order by occurred_at, list_position(${stageList}, stage), is_guess, opportunity_key nulls first
        rows between unbounded preceding and current row
      )
    ),
    starts as (
      select distinct person_id, occurred_at as started_at
      from turns
      where stage = 'mql' and (mqls = 1 or stage_before in ('rejected', 'recycled', 'lost', 'won'))
    ),
    placed as (
      select known.*, coalesce(starts.started_at, timestamp '0001-01-01') as started_at
      from known
      asof left join starts on starts.person_id = known.person_id and starts.started_at <= known.occurred_at
    )
    select
      guessed.person_id,
      guessed.stage,
      guessed.opportunity_key,
      guessed.occurred_at,
      recorded.opportunity_id as told_opportunity_id,
      recorded.opportunity_key as told_opportunity_key,
      recorded.occurred_at as told_at
    from placed as guessed
    inner join placed as recorded on recorded.person_id = guessed.person_id
      and recorded.stage = guessed.stage
      and recorded.started_at = guessed.started_at
      and not recorded.is_guess
      and (
        guessed.opportunity_key is null
        or recorded.opportunity_key is null
        or recorded.opportunity_key = guessed.opportunity_key
      )
    where guessed.is_guess
      -- A person who was rejected, then reached a later stage and is rejected now was rejected twice.
      and not (guessed.stage in ('rejected', 'recycled') and exists (
        from known as reopened
        where reopened.person_id = guessed.person_id
          and not reopened.is_guess
          and reopened.stage in ('sal', 'sql', 'opportunity', 'won')
          and reopened.occurred_at > recorded.occurred_at
          and reopened.occurred_at < guessed.occurred_at
      ))
    qualify row_number() over (
      partition by guessed.person_id, guessed.stage, guessed.opportunity_key, guessed.occurred_at
      order by recorded.occurred_at, recorded.is_approximate, recorded.opportunity_key nulls first, recorded.opportunity_id
    ) = 1`,
});
