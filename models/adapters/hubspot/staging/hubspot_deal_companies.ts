import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_deal_companies as raw } from "../sources/hubspot_deal_companies.js";

export const hubspot_deal_companies = model({
  name: "staging.hubspot_deal_companies",
  about: "One row per deal and company on it, renamed.",
  materialized: "view",
  grain: ["system", "deal_id", "company_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    deal_id: text("The deal"),
    company_id: text("Company that would buy"),
  },
  select: (db) => db.selectFrom("raw").select(["system", "deal_id", "company_id"]),
});
