import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_accounts as raw } from "../sources/mapped_accounts.js";

export const mapped_accounts = staged(raw, {
  name: "staging.mapped_accounts",
  about: "One row per account of a mapped source; ids trimmed.",
  grain: ["system", "account_id"],
  columns: {
    system: "system",
    account_id: trimmed("account_id"),
    owner_id: trimmed("owner_id"),
    name: "name",
    domain: "domain",
    industry: "industry",
    country: "country",
    employee_count: "employee_count",
    annual_revenue: "annual_revenue",
  },
});
