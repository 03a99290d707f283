import { money, nullable, personal, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_accounts = source({
  name: "raw.mapped_accounts",
  about: "One row per account of a mapped source, as last loaded.",
  origin: {
    kind: "mapped",
    entity: "accounts",
    whenMissing: "told",
    attributes: {
      country: "country",
      industry: "industry",
      employee_count: "employee_count",
      annual_revenue: "annual_revenue",
    },
  },
  grain: ["system", "account_id"],
  columns: {
    system: systemColumn,
    account_id: recordIdColumn("Id of the account in the source"),
    owner_id: nullable(recordIdColumn("Owner of the account in sales")),
    name: nullable(withBinding({ longest: 255 }, personal(text("Name of the company")))),
    domain: nullable(personal(text("Website or email domain as typed"))),
    industry: nullable(text("Industry in the source's own words")),
    country: nullable(text("Country as typed or ISO code")),
    employee_count: nullable(whole("Number of employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "currency of the file")),
  },
});
