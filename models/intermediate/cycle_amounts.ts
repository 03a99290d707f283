import { sql } from "kysely";
import { money, nullable, pickColumns, type RowOf } from "../../src/table/columns.js";
import { centsOf, floorDivide, moneyOfCents } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { cycles_measured } from "./cycles_measured.js";
import { cycles_opened } from "./cycles_opened.js";
import { opportunities_priced } from "./opportunities_priced.js";

const doNotAddUp = "the whole amount, on every cycle that has it: do not add up";

const columns = {
  ...pickColumns(cycles_measured, "person_id"),
  ...pickColumns(opportunities_priced, "currency"),
  ...pickColumns(cycles_measured, "cycle_no"),
  amount: nullable(
    money(`Amount of the cycle's opportunity: ${doNotAddUp}; null without an amount`, "currency of the row"),
  ),
  amount_reporting: nullable(
    money(
      `Amount of the cycle's opportunity in the reporting currency, as in marts.opportunities: ${doNotAddUp}; null without an amount or a rate`,
      "reporting currency",
    ),
  ),
  amount_credited: nullable(
    money(
      "The cycle's part of amount_reporting, for sums: the cycles of an opportunity share it equally, and the parts add up to it; null in cycle 0, or without amount_reporting",
      "reporting currency",
    ),
  ),
};

/** lifecycle.md 3. What is left over after the division, less than a cent per cycle, goes to the earliest MQL. */
export const cycle_amounts = model({
  name: "intermediate.cycle_amounts",
  about: "One row per cycle whose opportunity has an amount: the whole amount, and the cycle's part of it.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: { cycles: cycles_measured, opened: cycles_opened, opportunities: opportunities_priced },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with priced as (
      select
        cycles.person_id,
        cycles.cycle_no,
        cycles.opportunity_key,
        cycles.cycle_no >= 1 as is_credited,
        opportunities.currency,
        opportunities.amount,
        opportunities.amount_reporting,
        ${centsOf("opportunities.amount_reporting")} as cents,
        opened.mql_at
      from cycles
      inner join opportunities on opportunities.opportunity_key = cycles.opportunity_key
      left join opened on opened.person_id = cycles.person_id and opened.cycle_no = cycles.cycle_no
      where opportunities.amount is not null
    ),
    counted as (
      select
        *,
        count(*) over (partition by opportunity_key, is_credited) as cycles,
        row_number() over (
          partition by opportunity_key, is_credited order by mql_at, person_id, cycle_no
        ) = 1 as is_first
      from priced
    ),
    shared as (
      select *, ${floorDivide("cents", "cycles")} as part
      from counted
    )
    select
      person_id,
      currency,
      cycle_no,
      amount,
      amount_reporting,
      case
        when is_credited
          then ${moneyOfCents(sql<bigint>`case when is_first then cents - part * (cycles - 1) else part end`)}
      end as amount_credited
    from shared`,
});
