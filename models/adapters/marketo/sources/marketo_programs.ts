import { date, enables, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { crmIdColumn, recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { marketoOrigin } from "../shared/marketo.js";

export const marketo_programs = source({
  name: "raw.marketo_programs",
  about: "One row per program of a Marketo instance, as last loaded.",
  origin: marketoOrigin("programs", {
    otherNames: ["program"],
    enables: "names and channels of programs, which are the campaigns; the meaning of status changes in them",
    createdColumn: "createdAt",
    changedColumns: ["updatedAt"],
    whenMissing: "told",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the program, a whole number"),
    sfdcId: nullable(crmIdColumn("Salesforce campaign that it is synchronised with; null if none")),
    name: enables("names of campaigns", nullable(text("Name of the program"))),
    type: nullable(text("Default, Event, Event with Webinar, Engagement or Email")),
    channel: enables(
      "the type of a campaign, and of status changes in it",
      nullable(text("Channel in the instance's own words, e.g. Webinar or Tradeshow")),
    ),
    status: nullable(text("Status of the program")),
    workspace: nullable(text("Workspace")),
    startDate: nullable(withBinding({ dropsClock: true }, date("First day of an event"))),
    endDate: nullable(withBinding({ dropsClock: true }, date("Last day of an event"))),
    createdAt: nullable(instant("When the program was created, UTC")),
    updatedAt: nullable(instant("When it last changed, UTC")),
  },
});
