import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { money, nullable, text, whole } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  account_id: text("Account"),
  owner_id: nullable(text("Owner of the account")),
  name: nullable(text("Name")),
  domain: nullable(text("Web domain or site")),
  industry: nullable(text("Industry as the source words it")),
  country: nullable(text("Country as typed or ISO code")),
  employee_count: nullable(whole("Employees")),
  annual_revenue: nullable(money("Annual revenue")),
};

export const source_accounts = canonicalEntity({
  name: "intermediate.source_accounts",
  about: "One row per account, of any source; deleted ones are left out.",
  materialized: "view",
  grain: ["system", "account_id"],
  columns,
  parts: partsOf("accounts"),
});
