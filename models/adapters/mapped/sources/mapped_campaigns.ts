import { date, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_campaigns = source({
  name: "raw.mapped_campaigns",
  about: "One row per campaign of a mapped source, as of the latest load that had it.",
  origin: { kind: "mapped", entity: "campaigns" },
  grain: ["system", "campaign_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    campaign_id: withBinding({ recordId: "plain" }, text("Id of the campaign in the source")),
    name: nullable(withBinding({ longest: 255 }, text("Name of the campaign"))),
    type: nullable(text("Webinar, email, ... as the source words it")),
    starts_on: nullable(date("First day")),
  },
});
