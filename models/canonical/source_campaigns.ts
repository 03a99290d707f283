import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { date, nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  campaign_id: text("Id of the campaign in the source"),
  name: nullable(text("Name of the campaign")),
  type: nullable(text("Type in the source's own words, e.g. Webinar; for a Marketo program its channel")),
  starts_on: nullable(date("First day")),
};

export const source_campaigns = canonicalEntity({
  name: "intermediate.source_campaigns",
  about: "One row per campaign, from all sources; without deleted campaigns.",
  materialized: "table",
  grain: ["system", "campaign_id"],
  columns,
  parts: partsOf("campaigns"),
});
