import { sql } from "kysely";
import { flag, instant, money, nullable, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { source_systems } from "../../../run/source_systems.js";
import { pardot_opportunities } from "../staging/pardot_opportunities.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  campaign_id: nullable(text("Campaign")),
  name: nullable(text("Name")),
  stage_name: nullable(text("Stage as the account words it")),
  status: nullable(text("Open, Won, Lost, ...")),
  amount: nullable(money("Amount", "account currency")),
  is_close_date: nullable(flag("Whether closed_at has no time; null where it is null")),
  closed_at: nullable(instant("When it closed or is expected to close, UTC; a bare date unshifted")),
  created_at: nullable(instant("When it was made, UTC")),
};

/** What Salesforce has too it tells itself, and better; without a source of it Pardot's copy is all there is. */
export const pardot_opportunities_own = model({
  name: "intermediate.pardot_opportunities_own",
  about: "One row per Pardot opportunity that stands and that no CRM of this project tells.",
  materialized: "view",
  grain: ["system", "opportunity_id"],
  from: { opportunities: pardot_opportunities, systems: source_systems },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, opportunity_id, campaign_id, name, stage_name, status, amount, is_close_date, closed_at, created_at
    from opportunities
    where not is_deleted
      and (salesforce_opportunity_id is null or not exists (from systems where systems.product = 'salesforce'))`,
});
