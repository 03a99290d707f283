import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, nullable, personal, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  activity_id: text("Id of the activity; made from its other values if the source has none"),
  entity: text("Object of the record, e.g. lead or contact"),
  record_id: text("Record of the person who did it"),
  campaign_id: nullable(text("Campaign of the activity; null if none")),
  raw_type: nullable(
    text(
      "Type in the source's own words; CampaignMember:<type of the campaign> for a Salesforce campaign response, Program:<channel>:<status> for a Marketo program status",
    ),
  ),
  activity_type: nullable(text("Canonical type, if the source itself gives it; else null")),
  asset: nullable(personal(text("Page, form, email or campaign that it was done on"))),
  is_bot: flag("True if the source says that a bot did it"),
  occurred_at: instant(
    "When it happened, UTC; if only the date is known, the end of that day, or the run's as-of if that is earlier",
  ),
};

export const source_activities = canonicalEntity({
  name: "intermediate.source_activities",
  about: "One row per marketing activity of a person, from all sources, including campaign responses.",
  materialized: "view",
  grain: ["system", "activity_id"],
  columns,
  parts: partsOf("activities"),
});
