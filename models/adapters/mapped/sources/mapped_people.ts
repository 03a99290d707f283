import { flag, instant, money, nullable, personal, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_people = source({
  name: "raw.mapped_people",
  about: "One row per person of a mapped source, as last loaded.",
  origin: {
    kind: "mapped",
    entity: "people",
    whenMissing: "deleted",
    describesPeople: true,
    attributes: {
      email: "email",
      job_title: "job_title",
      country: "country",
      industry: "industry",
      employee_count: "employee_count",
      annual_revenue: "annual_revenue",
      owner_id: "owner_id",
    },
    createdColumn: "created_at",
  },
  grain: ["system", "record_id"],
  people: { ids: ["record_id", "merged_into"], addresses: ["email"] },
  columns: {
    system: systemColumn,
    record_id: recordIdColumn("Id of the person in the source"),
    account_id: nullable(recordIdColumn("Account of the person in the source")),
    campaign_id: nullable(recordIdColumn("Campaign that brought the person")),
    owner_id: nullable(recordIdColumn("Owner of the person in sales")),
    merged_into: nullable(recordIdColumn("Record that this one was merged into; null if not merged")),
    email: nullable(withBinding({ longest: 320 }, personal(text("Email address as typed, in any case")))),
    full_name: nullable(withBinding({ longest: 500 }, personal(text("Full name")))),
    job_title: nullable(personal(text("Job title as typed"))),
    company: nullable(withBinding({ longest: 255 }, personal(text("Company as typed")))),
    industry: nullable(text("Industry in the source's own words")),
    country: nullable(text("Country as typed or ISO code")),
    source: nullable(text("First-touch source in the source's own words, e.g. google")),
    medium: nullable(text("First-touch medium in the source's own words, e.g. cpc")),
    employee_count: nullable(whole("Number of employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "currency of the file")),
    is_deleted: nullable(flag("True if deleted in the source; null if the file does not say")),
    created_at: nullable(instant("When the person was first recorded in the source, UTC")),
  },
});
