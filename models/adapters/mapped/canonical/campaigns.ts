import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { mapped_campaigns } from "../staging/mapped_campaigns.js";

export const campaigns = entityPart({
  product: "mapped",
  entity: "campaigns",
  from: { campaigns: mapped_campaigns },
  select: () => sql`select system, campaign_id, name, type, starts_on from campaigns`,
});
