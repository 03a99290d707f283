import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { mapped_campaigns } from "../staging/mapped_campaigns.js";

export const campaigns = part({
  product: "mapped",
  entity: "campaigns",
  from: { campaigns: mapped_campaigns },
  select: () => sql`select system, campaign_id, name, type, starts_on from campaigns`,
});
