import { nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_opportunity_people = source({
  name: "raw.mapped_opportunity_people",
  about: "One row per opportunity and person of a mapped source, as of the latest load that had it.",
  origin: { kind: "mapped", entity: "opportunity_people" },
  grain: ["system", "opportunity_id", "record_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    opportunity_id: withBinding({ recordId: "plain" }, text("Opportunity")),
    record_id: withBinding({ recordId: "plain" }, text("Id of the person in the source")),
    role: nullable(text("Role of the person as the source words it")),
  },
});
