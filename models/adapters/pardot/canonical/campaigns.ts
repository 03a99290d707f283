import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { pardot_campaigns } from "../staging/pardot_campaigns.js";

/** A campaign of Pardot has no type: what kind it is the activities with its assets say. */
export const campaigns = part({
  product: "pardot",
  entity: "campaigns",
  from: { campaigns: pardot_campaigns },
  select: () => sql`select system, campaign_id, name from campaigns where not is_deleted`,
});
