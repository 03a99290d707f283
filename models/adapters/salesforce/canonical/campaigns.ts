import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { salesforce_campaigns } from "../staging/salesforce_campaigns.js";

export const campaigns = part({
  product: "salesforce",
  entity: "campaigns",
  from: { campaigns: salesforce_campaigns },
  select: () => sql`select system, campaign_id, name, type, starts_on from campaigns where not is_deleted`,
});
