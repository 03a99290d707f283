import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { mapped_links } from "../staging/mapped_links.js";

export const links = entityPart({
  product: "mapped",
  entity: "links",
  from: { links: mapped_links },
  select: () => sql`
    select system, 'people' as entity, record_id, other_system, other_record_id, 'link' as reason
    from links`,
});
