import { money, nullable, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_accounts as raw } from "../sources/mapped_accounts.js";

export const mapped_accounts = model({
  name: "staging.mapped_accounts",
  about: "One row per account of a mapped source; ids trimmed.",
  materialized: "view",
  grain: ["system", "account_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    account_id: text("Id of the account in the source"),
    owner_id: nullable(text("Who of sales owns the account")),
    name: nullable(text("Name of the company")),
    domain: nullable(text("Web or email domain as typed")),
    industry: nullable(text("Industry as the source words it")),
    country: nullable(text("Country as typed or ISO code")),
    employee_count: nullable(whole("Employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "the currency of the file")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["account_id"]).as("account_id"),
        fn<string | null>("trim", ["owner_id"]).as("owner_id"),
        "name",
        "domain",
        "industry",
        "country",
        "employee_count",
        "annual_revenue",
      ]),
});
