import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { run_context } from "../../../run/run_context.js";
import { lead_conversions } from "../intermediate/lead_conversions.js";

/** The conversion of a lead reaches a stage, whatever the lead's status is: SQL, or SAL if the configuration says so. */
export const stage_events = entityPart({
  product: "salesforce",
  entity: "stage_events",
  from: { conversions: lead_conversions, run: run_context },
  select: () => sql`
    select
      conversions.system,
      'lead' as entity,
      conversions.lead_id as record_id,
      conversions.owner_id,
      run.lead_converted_is as stage,
      conversions.is_approximate,
      conversions.converted_at as occurred_at
    from conversions
    cross join run
    where conversions.converted_at is not null`,
});
