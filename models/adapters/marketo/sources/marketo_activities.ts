import { enables, instant, nullable, personal, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { activityTypeByTable, attributeNames, marketoOrigin } from "../shared/marketo.js";

export const marketo_activities = source({
  name: "raw.marketo_activities",
  about: "One row per activity of a Marketo instance; an activity in two overlapping extracts is one row.",
  origin: marketoOrigin("activities", {
    otherNames: ["activity_*"],
    enables: "engagement scores, trigger campaigns, exact times of stages and merges",
    history: {
      of: "leads",
      limit: "Marketo deletes most web and email activities after 90 days and the others after 25 months",
      remedy:
        "extract the earlier periods once, at most 31 days each; deleted activities stay unknown, so do not read scores of before that day",
    },
  }),
  grain: ["system", "marketoGUID"],
  people: { ids: ["leadId"] },
  columns: {
    system: systemColumn,
    marketoGUID: recordIdColumn("Id of the activity; a whole number in old exports", "id"),
    leadId: recordIdColumn("Lead that the activity is about"),
    activityTypeId: withBinding(
      { ofFile: activityTypeByTable },
      whole("Type: 1 Visit Webpage, 2 Fill Out Form, ...; from 100000 on, types of the instance's own"),
    ),
    campaignId: nullable(recordIdColumn("Smart campaign that caused it; this is not the program")),
    primaryAttributeValueId: enables(
      "the program of a status change",
      nullable(recordIdColumn("Id of the object of the activity, e.g. for type 104 the program")),
    ),
    primaryAttributeValue: enables(
      "the page, form or email of an activity, and rules on it",
      nullable(
        withBinding(
          { longest: 4_000 },
          personal(
            text(
              "Name of the object of the activity: page, form, email, program or field; for a merge or deletion the name of a human",
            ),
          ),
        ),
      ),
    ),
    attributes: enables(
      "old and new values of fields, merges and bots",
      nullable(
        withBinding(
          { longest: 100_000, gathers: attributeNames },
          personal(
            text("Further attributes as JSON, as exported, even if malformed; may hold addresses and form fields"),
          ),
        ),
      ),
    ),
    actionResult: enables(
      "leaving out what was skipped or failed",
      nullable(text("succeeded, skipped or failed; null if the export does not say")),
    ),
    activityDate: instant("When it happened, UTC"),
  },
});
