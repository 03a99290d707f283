import { date, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { marketo_programs as raw } from "../sources/marketo_programs.js";

export const marketo_programs = model({
  name: "staging.marketo_programs",
  about: "One row per Marketo program, renamed; ids of Salesforce in their 18-character form.",
  materialized: "view",
  grain: ["system", "program_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    program_id: text("Id of the program"),
    salesforce_campaign_id: nullable(text("Salesforce campaign that it is synchronised with; null if none")),
    name: nullable(text("Name of the program")),
    type: nullable(text("Default, Event, Event with Webinar, Engagement or Email")),
    channel: nullable(text("Webinar, Tradeshow, ... as the instance words it")),
    status: nullable(text("Status of the program")),
    workspace: nullable(text("Workspace")),
    starts_on: nullable(date("First day of an event")),
    ends_on: nullable(date("Last day of an event")),
    created_at: nullable(instant("When the program was made, UTC")),
    modified_at: nullable(instant("When it last changed, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ ref }) => [
        "system",
        "id as program_id",
        salesforceId(ref("sfdcId")).as("salesforce_campaign_id"),
        "name",
        "type",
        "channel",
        "status",
        "workspace",
        "startDate as starts_on",
        "endDate as ends_on",
        "createdAt as created_at",
        "updatedAt as modified_at",
      ]),
});
