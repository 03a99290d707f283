import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { mapped_people } from "../staging/mapped_people.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";

/** A stage event of a person who is not in the people file makes a person with nothing but an id. */
export const people = entityPart({
  product: "mapped",
  entity: "people",
  from: { people: mapped_people, events: mapped_stage_events },
  select: () => sql`
    select
      system,
      'people' as entity,
      record_id,
      account_id,
      campaign_id,
      owner_id,
      merged_into,
      email,
      full_name,
      job_title,
      company,
      industry,
      country,
      source,
      medium,
      2::bigint as precedence,
      employee_count,
      annual_revenue,
      coalesce(is_deleted, false) as is_deleted,
      false as is_anonymous,
      created_at,
      created_at as modified_at
    from people
    union all by name
    select distinct
      events.system,
      'people' as entity,
      events.record_id,
      2::bigint as precedence,
      false as is_deleted,
      false as is_anonymous
    from events
    anti join people on people.system = events.system and people.record_id = events.record_id
    -- A link to an MQL that nobody has makes nobody.
    where events.link is null or events.stage = 'mql' or events.mql_at is not null`,
});
