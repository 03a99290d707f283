import { enables, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_visitors = source({
  name: "raw.pardot_visitors",
  about: "One row per visitor of a Pardot account: a browser, whether or not its prospect is known.",
  origin: pardotOrigin("visitors", {
    otherNames: ["visitor"],
    enables: "activities of a prospect from before it was known; UTM parameters of the first visit",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
  }),
  grain: ["system", "id"],
  people: { ids: ["prospect_id"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the visitor, a whole number"),
    prospect_id: enables(
      "linking visits to people",
      nullable(recordIdColumn("Prospect who uses the browser; null if not known")),
    ),
    source_parameter: enables(
      "sources of prospects without one",
      nullable(text("utm_source of the first visit; null if none")),
    ),
    medium_parameter: enables("channels by medium", nullable(text("utm_medium of the first visit; null if none"))),
    campaign_parameter: nullable(text("utm_campaign of the first visit; null if none")),
    created_at: nullable(instant("When the visitor first came, UTC")),
    updated_at: updatedAt,
  },
});
