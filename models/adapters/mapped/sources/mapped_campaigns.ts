import { date, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_campaigns = source({
  name: "raw.mapped_campaigns",
  about: "One row per campaign of a mapped source, as last loaded.",
  origin: { kind: "mapped", entity: "campaigns", whenMissing: "told" },
  grain: ["system", "campaign_id"],
  columns: {
    system: systemColumn,
    campaign_id: recordIdColumn("Id of the campaign in the source"),
    name: nullable(withBinding({ longest: 255 }, text("Name of the campaign"))),
    type: nullable(text("Type in the source's own words, e.g. Webinar or Email")),
    starts_on: nullable(date("First day")),
  },
});
