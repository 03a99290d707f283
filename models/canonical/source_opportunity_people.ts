import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  record_id: text("Record of a person on it"),
  role: nullable(text("Role as the source words it")),
};

export const source_opportunity_people = canonicalEntity({
  name: "intermediate.source_opportunity_people",
  about: "One row per opportunity and record of a person on it: contact roles, and the lead that converted into it.",
  materialized: "view",
  grain: ["system", "opportunity_id", "record_id"],
  columns,
  parts: partsOf("opportunity_people"),
});
