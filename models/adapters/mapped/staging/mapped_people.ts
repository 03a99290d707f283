import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_people as raw } from "../sources/mapped_people.js";

export const mapped_people = staged(raw, {
  name: "staging.mapped_people",
  about: "One row per person of a mapped source; ids trimmed.",
  grain: ["system", "record_id"],
  columns: {
    system: "system",
    record_id: trimmed("record_id"),
    account_id: trimmed("account_id"),
    campaign_id: trimmed("campaign_id"),
    owner_id: trimmed("owner_id"),
    merged_into: trimmed("merged_into"),
    email: "email",
    full_name: "full_name",
    job_title: "job_title",
    company: "company",
    industry: "industry",
    country: "country",
    source: "source",
    medium: "medium",
    employee_count: "employee_count",
    annual_revenue: "annual_revenue",
    is_deleted: "is_deleted",
    created_at: "created_at",
  },
});
