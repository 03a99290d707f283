import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { source_systems } from "../../../run/source_systems.js";
import { mapped_links } from "../staging/mapped_links.js";

/** A link to a record of Salesforce may have the short form of its id, with 15 characters. */
export const links = entityPart({
  product: "mapped",
  entity: "links",
  from: { links: mapped_links, systems: source_systems },
  select: () => sql`
    select distinct
      links.system,
      'people' as entity,
      links.record_id,
      links.other_system,
      case when systems.product = 'salesforce' then ${salesforceId(sql<string>`links.other_record_id`)}
        else links.other_record_id end as other_record_id,
      'link' as reason
    from links
    left join systems on systems.system = links.other_system`,
});
