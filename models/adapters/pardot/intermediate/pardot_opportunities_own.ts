import { sql } from "kysely";
import { pickColumns, type RowOf } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { source_systems } from "../../../run/source_systems.js";
import { pardot_opportunities } from "../staging/pardot_opportunities.js";

const names = [
  "system",
  "opportunity_id",
  "campaign_id",
  "name",
  "stage_name",
  "status",
  "amount",
  "is_close_date",
  "closed_at",
  "created_at",
] as const;
const columns = pickColumns(pardot_opportunities, ...names);

/** With a Salesforce source in the project, its opportunity counts and Pardot's copy does not. Without one, the copy counts. */
export const pardot_opportunities_own = model({
  name: "intermediate.pardot_opportunities_own",
  about: "One row per Pardot opportunity that is not deleted and that no Salesforce source of the project has.",
  materialized: "view",
  grain: ["system", "opportunity_id"],
  from: { opportunities: pardot_opportunities, systems: source_systems },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select ${sql.join(names.map((name) => sql.ref(name)))}
    from opportunities
    where not is_deleted
      and (salesforce_opportunity_id is null or not exists (from systems where systems.product = 'salesforce'))`,
});
