import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_campaigns } from "../staging/salesforce_campaigns.js";

export const campaigns = entityPart({
  product: "salesforce",
  entity: "campaigns",
  from: { campaigns: salesforce_campaigns },
  select: () => sql`select system, campaign_id, name, type, starts_on from campaigns where not is_deleted`,
});
