import { enables, instant, nullable, personal, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { activityTypeByTable, attributeNames, marketoOrigin } from "../shared/marketo.js";

export const marketo_activities = source({
  name: "raw.marketo_activities",
  about: "One row per activity of a Marketo instance; extracts whose windows overlap give it once.",
  origin: marketoOrigin("activities", {
    otherNames: ["activity_*"],
    enables: "engagement scores, trigger campaigns, instants of stages, merges",
    history: {
      of: "leads",
      limit: "Marketo purges most web and email activities after 90 days and the others after 25 months",
      remedy:
        "fetch the earlier windows once, each of at most 31 days; what is purged stays unknown: read scores from then on",
    },
  }),
  grain: ["system", "marketoGUID"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    marketoGUID: withBinding(
      { recordId: "plain", orHeaders: ["id"] },
      text("Id of the activity; in old exports an integer"),
    ),
    leadId: withBinding({ recordId: "plain" }, text("Lead that it is about")),
    activityTypeId: withBinding(
      { ofFile: activityTypeByTable },
      whole("Type: 1 Visit Webpage, 2 Fill Out Form, ...; from 100000 on the instance's own"),
    ),
    campaignId: nullable(text("Smart campaign that did it; no program")),
    primaryAttributeValueId: enables(
      "programs of status changes",
      nullable(text("Id of what it was done to: of type 104 the program")),
    ),
    primaryAttributeValue: enables(
      "pages, forms and emails: rules on assets",
      nullable(
        withBinding(
          { longest: 4_000 },
          personal(text("Name of what it was done to; of a merge or deletion that of a human")),
        ),
      ),
    ),
    attributes: enables(
      "old and new values, merges, bots",
      nullable(
        withBinding(
          { longest: 100_000, gathers: attributeNames },
          personal(text("JSON of further attributes, of addresses and form fields too")),
        ),
      ),
    ),
    actionResult: enables(
      "what was skipped or failed is left out",
      nullable(text("succeeded, skipped or failed; null if the export does not say")),
    ),
    activityDate: instant("When it happened, UTC"),
  },
});
