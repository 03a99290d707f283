import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mergesListedIn, selectMerges } from "../shared/merges.js";
import { hubspot_companies } from "../staging/hubspot_companies.js";

const columns = {
  ...pickColumns(hubspot_companies, "system"),
  record_id: text("Company that was merged into another"),
  merged_into: text("Company that survived the merge"),
};

/** Only the company that survived a merge names it. */
export const hubspot_companies_merged = model({
  name: "intermediate.hubspot_companies_merged",
  about: "One row per HubSpot company that was merged into another; contacts and deals may still name it.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { companies: hubspot_companies },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with listed_merges as (${mergesListedIn("companies", "company_id", "merged_company_ids")})
    ${selectMerges("listed_merges")}`,
});
