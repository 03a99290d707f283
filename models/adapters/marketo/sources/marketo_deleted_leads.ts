import { enables, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { marketoOrigin } from "../shared/marketo.js";

export const marketo_deleted_leads = source({
  name: "raw.marketo_deleted_leads",
  about: "One row per lead that a Marketo instance says it deleted: no other extract has it, nor its deletion.",
  origin: marketoOrigin("deleted_leads", {
    enables: "which leads were deleted; the activity extract does not say",
    changedColumns: ["activityDate"],
  }),
  grain: ["system", "leadId"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    leadId: withBinding({ recordId: "plain", orHeaders: ["id"] }, text("The deleted lead")),
    activityDate: enables(
      "when a lead was deleted",
      nullable(withBinding({ orHeaders: ["deletedAt"] }, instant("When it was deleted, UTC"))),
    ),
  },
});
