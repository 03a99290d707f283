import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { instant, nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  save_id: text("Id of the save; among saves at the same time, the larger id is the later one"),
  opportunity_id: text("Id of the opportunity in the source"),
  entity: text("Object as the stage map names it, in lower case: opportunity or deal"),
  field: text("Field that holds the stage, in lower case"),
  stage_name: nullable(text("Stage after the save, in the source's own words")),
  occurred_at: instant("When it was saved, UTC"),
};

export const source_opportunity_stages_given = canonicalEntity({
  name: "intermediate.source_opportunity_stages_given",
  about: "One row per save of an opportunity in a history, with its stage from then on.",
  materialized: "table",
  grain: ["system", "save_id"],
  columns,
  parts: partsOf("opportunity_stages"),
});
