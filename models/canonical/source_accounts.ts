import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { instant, money, nullable, personal, text, whole } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  account_id: text("Id of the account in the source"),
  owner_id: nullable(text("Owner of the account")),
  name: nullable(personal(text("Name of the company"))),
  domain: nullable(personal(text("Website or domain"))),
  industry: nullable(text("Industry in the source's own words")),
  country: nullable(text("Country as typed or ISO code")),
  employee_count: nullable(whole("Number of employees of the company")),
  annual_revenue: nullable(money("Annual revenue of the company", "currency of the source")),
  created_at: nullable(instant("When the account was created, UTC; null if the source does not say")),
  modified_at: nullable(instant("When the account last changed, UTC; null if the source does not say")),
};

export const source_accounts = canonicalEntity({
  name: "intermediate.source_accounts",
  about: "One row per account, from all sources; without deleted accounts.",
  materialized: "table",
  grain: ["system", "account_id"],
  columns,
  parts: partsOf("accounts"),
});
