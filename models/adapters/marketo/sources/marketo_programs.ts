import { date, enables, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { marketoOrigin } from "../shared/marketo.js";

export const marketo_programs = source({
  name: "raw.marketo_programs",
  about: "One row per program of a Marketo instance, as of the latest load that had it.",
  origin: marketoOrigin("programs", {
    otherNames: ["program"],
    enables: "names and channels of programs: campaigns, and the meaning of status changes in them",
    createdColumn: "createdAt",
    changedColumns: ["updatedAt"],
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the program, a whole number")),
    sfdcId: nullable(text("Salesforce campaign that it is synchronised with, 15 or 18 characters")),
    name: enables("names of campaigns", nullable(text("Name of the program"))),
    type: enables(
      "a type where the channel is missing",
      nullable(text("Default, Event, Event with Webinar, Engagement or Email")),
    ),
    channel: enables(
      "channels, and types of status changes",
      nullable(text("Webinar, Tradeshow, ... as the instance words it")),
    ),
    status: nullable(text("Status of the program")),
    workspace: nullable(text("Workspace")),
    startDate: nullable(withBinding({ dropsClock: true }, date("First day of an event"))),
    endDate: nullable(withBinding({ dropsClock: true }, date("Last day of an event"))),
    createdAt: nullable(instant("When the program was made, UTC")),
    updatedAt: nullable(instant("When it last changed, UTC")),
  },
});
