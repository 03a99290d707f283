import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_campaigns as raw } from "../sources/mapped_campaigns.js";

export const mapped_campaigns = staged(raw, {
  name: "staging.mapped_campaigns",
  about: "One row per campaign of a mapped source; ids trimmed.",
  grain: ["system", "campaign_id"],
  columns: {
    system: "system",
    campaign_id: trimmed("campaign_id"),
    name: "name",
    type: "type",
    starts_on: "starts_on",
  },
});
