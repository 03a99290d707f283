import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  opportunity_id: text("Id of the opportunity in the source"),
  entity: text("Object of the record, e.g. contact"),
  record_id: text("Record of a person on the opportunity"),
  role: nullable(text("Role in the source's own words, e.g. Decision Maker")),
};

export const source_opportunity_people = canonicalEntity({
  name: "intermediate.source_opportunity_people",
  about:
    "One row per opportunity and record of a person on it: contacts with a role, and the lead that was converted to it.",
  materialized: "table",
  grain: ["system", "opportunity_id", "entity", "record_id"],
  columns,
  parts: partsOf("opportunity_people"),
});
