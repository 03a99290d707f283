import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { instant, nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  save_id: text("The save; of one instant the larger is the later"),
  opportunity_id: text("Opportunity"),
  entity: text("Object that the stage map knows it by: opportunity, deal"),
  field: text("Field of the stage, lower case"),
  stage_name: nullable(text("Stage as the source words it")),
  occurred_at: instant("When it was saved, UTC"),
};

export const source_opportunity_stages = canonicalEntity({
  name: "intermediate.source_opportunity_stages",
  about: "One row per save of an opportunity that a history tells, and the stage that it had from then on.",
  materialized: "view",
  grain: ["system", "save_id"],
  columns,
  parts: partsOf("opportunity_stages"),
});
