import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hashKey, instantAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { mapped_sales_touches } from "../staging/mapped_sales_touches.js";

/** The id of a row that has none. Rows with the same values get the same id. */
const derivedId = hashKey("record_id", "happened_at", "kind", "is_automated", "owner_id");

export const sales_touches = entityPart({
  product: "mapped",
  entity: "sales_touches",
  from: { touches: mapped_sales_touches, run: run_context },
  select: () => sql`
    with dated as (
      select
        touches.*,
        ${instantAsOf("touches.occurred_at", "touches.occurred_at_is_date", "run.time_zone", "run.as_of")} as happened_at
      from touches
      cross join run
    )
    select
      system,
      coalesce(touch_id, ${derivedId}) as touch_id,
      'people' as entity,
      record_id,
      owner_id,
      coalesce(kind, 'task') as kind,
      coalesce(is_automated, false) as is_automated,
      happened_at as occurred_at
    from dated
    qualify row_number() over (partition by system, coalesce(touch_id, ${derivedId}) order by happened_at, record_id) = 1`,
});
