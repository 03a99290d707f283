import { date, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_campaigns as raw } from "../sources/mapped_campaigns.js";

export const mapped_campaigns = model({
  name: "staging.mapped_campaigns",
  about: "One row per campaign of a mapped source; ids trimmed.",
  materialized: "view",
  grain: ["system", "campaign_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    campaign_id: text("Id of the campaign in the source"),
    name: nullable(text("Name of the campaign")),
    type: nullable(text("Webinar, email, ... as the source words it")),
    starts_on: nullable(date("First day")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["campaign_id"]).as("campaign_id"),
        "name",
        "type",
        "starts_on",
      ]),
});
