import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { pardot_campaigns } from "../staging/pardot_campaigns.js";

/** Pardot's campaigns have no type. The activities say what happened in them. */
export const campaigns = entityPart({
  product: "pardot",
  entity: "campaigns",
  from: { campaigns: pardot_campaigns },
  select: () => sql`
    select system, campaign_id, name
    from campaigns
    where not is_deleted`,
});
