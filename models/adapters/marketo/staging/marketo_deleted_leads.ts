import { staged } from "../../../../src/table/staged.js";
import { marketo_deleted_leads as raw } from "../sources/marketo_deleted_leads.js";

export const marketo_deleted_leads = staged(raw, {
  name: "staging.marketo_deleted_leads",
  about: "One row per lead in a Marketo instance's list of deleted leads, columns renamed.",
  grain: ["system", "lead_id"],
  columns: {
    system: "system",
    lead_id: "leadId",
    deleted_at: "activityDate",
  },
});
