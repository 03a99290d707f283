import { flag, instant, money, nullable, personal, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_people as raw } from "../sources/mapped_people.js";

export const mapped_people = model({
  name: "staging.mapped_people",
  about: "One row per person of a mapped source; ids trimmed.",
  materialized: "view",
  grain: ["system", "record_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    record_id: text("Id of the person in the source"),
    account_id: nullable(text("Account of the person in the source")),
    campaign_id: nullable(text("Campaign that brought the person")),
    owner_id: nullable(text("Who of sales owns the person")),
    merged_into: nullable(text("Record that this one was merged into; null if not merged")),
    email: nullable(personal(text("As typed; any case"))),
    full_name: nullable(personal(text("Full name"))),
    job_title: nullable(text("Job title as typed")),
    company: nullable(text("Company as typed")),
    industry: nullable(text("Industry as the source words it")),
    country: nullable(text("Country as typed or ISO code")),
    source: nullable(text("First-touch source as the source words it")),
    medium: nullable(text("First-touch medium as the source words it")),
    employee_count: nullable(whole("Employees of the company")),
    annual_revenue: nullable(money("Annual revenue of the company", "the currency of the file")),
    is_deleted: nullable(flag("Whether the source deleted it; null if the file does not say")),
    created_at: nullable(instant("When the source first had the person, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["record_id"]).as("record_id"),
        fn<string | null>("trim", ["account_id"]).as("account_id"),
        fn<string | null>("trim", ["campaign_id"]).as("campaign_id"),
        fn<string | null>("trim", ["owner_id"]).as("owner_id"),
        fn<string | null>("trim", ["merged_into"]).as("merged_into"),
        "email",
        "full_name",
        "job_title",
        "company",
        "industry",
        "country",
        "source",
        "medium",
        "employee_count",
        "annual_revenue",
        "is_deleted",
        "created_at",
      ]),
});
