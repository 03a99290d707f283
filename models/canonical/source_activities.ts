import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  activity_id: text("Activity; made of its own values where the source has no id"),
  record_id: text("Record of the person who did it"),
  campaign_id: nullable(text("Campaign; null if none")),
  raw_type: nullable(
    text(
      "Type as the source words it; of a campaign response CampaignMember:<type of the campaign>, of Marketo Program:<channel>:<status>",
    ),
  ),
  activity_type: nullable(text("Canonical type, where the source itself gives it")),
  asset: nullable(text("Page, form, email or campaign")),
  is_bot: flag("Whether the source marks it as a machine's"),
  occurred_at: instant("When, UTC; of a date its end, capped at the run's as-of"),
};

export const source_activities = canonicalEntity({
  name: "intermediate.source_activities",
  about: "One row per activity of marketing's side, of any source; campaign responses included.",
  materialized: "view",
  grain: ["system", "activity_id"],
  columns,
  parts: partsOf("activities"),
});
