import { sql } from "kysely";
import { date, nullable, type RowOf, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { mapped_campaigns } from "../staging/mapped_campaigns.js";
import { marketo_programs } from "../staging/marketo_programs.js";
import { salesforce_campaigns } from "../staging/salesforce_campaigns.js";

const columns = {
  system: text("Source"),
  campaign_id: text("Campaign"),
  name: nullable(text("Name")),
  type: nullable(text("Type as the source words it; of a Marketo program its channel")),
  starts_on: nullable(date("First day")),
};

export const source_campaigns = model({
  name: "intermediate.source_campaigns",
  about: "One row per campaign, of any source; deleted ones are left out.",
  materialized: "view",
  grain: ["system", "campaign_id"],
  from: { salesforce: salesforce_campaigns, marketo: marketo_programs, mapped: mapped_campaigns },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, campaign_id, name, type, starts_on from salesforce where not is_deleted
    union all
    select system, program_id, name, channel, starts_on from marketo
    union all
    select system, campaign_id, name, type, starts_on from mapped`,
});
