import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforcePersonEntity } from "../../../../src/table/salesforce_id.js";
import { salesforce_touch_people } from "../intermediate/salesforce_touch_people.js";
import { salesforce_touches_judged } from "../intermediate/salesforce_touches_judged.js";

/** A call or meeting with several people is a touch of each; the first has the id of the activity itself. */
export const sales_touches = entityPart({
  product: "salesforce",
  entity: "sales_touches",
  from: { touches: salesforce_touches_judged, people: salesforce_touch_people },
  select: () => sql`
    select
      touches.system,
      case when people.is_first then touches.activity_id
        else touches.activity_id || ':' || people.record_id end as touch_id,
      ${salesforcePersonEntity("people.record_id")} as entity,
      people.record_id,
      touches.owner_id,
      touches.opportunity_id,
      touches.kind,
      touches.is_automated,
      touches.occurred_at
    from touches
    inner join people on people.system = touches.system and people.activity_id = touches.activity_id
    where touches.kind <> 'none' and touches.occurred_at is not null`,
});
