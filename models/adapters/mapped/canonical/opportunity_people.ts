import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { missing_records } from "../../../run/missing_records.js";
import { withoutEnded } from "../../../shared/missing_records.js";
import { mapped_opportunity_people } from "../staging/mapped_opportunity_people.js";

export const opportunity_people = entityPart({
  product: "mapped",
  entity: "opportunity_people",
  from: { people: mapped_opportunity_people, missing: missing_records },
  select: () => sql`
    select people.system, people.opportunity_id, 'people' as entity, people.record_id, min(people.role) as role
    from people
    ${withoutEnded("raw.mapped_opportunity_people", "people", "opportunity_id", "record_id")}
    where people.opportunity_id is not null and people.record_id is not null
    group by people.system, people.opportunity_id, people.record_id`,
});
