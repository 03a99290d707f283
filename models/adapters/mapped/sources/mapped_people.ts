import { flag, instant, money, nullable, personal, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_people = source({
  name: "raw.mapped_people",
  about: "One row per person of a mapped source, as of the latest load that had it.",
  origin: { kind: "mapped", entity: "people" },
  grain: ["system", "record_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    record_id: withBinding({ recordId: "plain" }, text("Id of the person in the source")),
    account_id: nullable(text("Account of the person in the source")),
    campaign_id: nullable(text("Campaign that brought the person")),
    owner_id: nullable(text("Who of sales owns the person")),
    merged_into: nullable(text("Record that this one was merged into; null if not merged")),
    email: nullable(withBinding({ longest: 320 }, personal(text("As typed; any case")))),
    full_name: nullable(withBinding({ longest: 500 }, personal(text("Full name")))),
    job_title: nullable(text("Job title as typed")),
    company: nullable(withBinding({ longest: 255 }, text("Company as typed"))),
    industry: nullable(text("Industry as the source words it")),
    country: nullable(text("Country as typed or ISO code")),
    source: nullable(text("First-touch source as the source words it")),
    medium: nullable(text("First-touch medium as the source words it")),
    employee_count: nullable(whole("Employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "the currency of the file")),
    is_deleted: nullable(flag("Whether the source deleted it; null if the file does not say")),
    created_at: nullable(instant("When the source first had the person, UTC")),
  },
});
