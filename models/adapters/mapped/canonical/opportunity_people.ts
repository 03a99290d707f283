import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { mapped_opportunity_people } from "../staging/mapped_opportunity_people.js";

export const opportunity_people = entityPart({
  product: "mapped",
  entity: "opportunity_people",
  from: { people: mapped_opportunity_people },
  select: () => sql`
    select system, opportunity_id, 'people' as entity, record_id, min(role) as role
    from people
    where opportunity_id is not null and record_id is not null
    group by system, opportunity_id, record_id`,
});
