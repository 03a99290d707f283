import { money, nullable, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_accounts = source({
  name: "raw.mapped_accounts",
  about: "One row per account of a mapped source, as of the latest load that had it.",
  origin: { kind: "mapped", entity: "accounts" },
  grain: ["system", "account_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    account_id: withBinding({ recordId: "plain" }, text("Id of the account in the source")),
    owner_id: nullable(text("Who of sales owns the account")),
    name: nullable(withBinding({ longest: 255 }, text("Name of the company"))),
    domain: nullable(text("Web or email domain as typed")),
    industry: nullable(text("Industry as the source words it")),
    country: nullable(text("Country as typed or ISO code")),
    employee_count: nullable(whole("Employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "the currency of the file")),
  },
});
