import { staged } from "../../../../src/table/staged.js";
import { marketo_deleted_leads as raw } from "../sources/marketo_deleted_leads.js";

export const marketo_deleted_leads = staged(raw, {
  name: "staging.marketo_deleted_leads",
  about: "One row per lead that a Marketo instance says it deleted, renamed.",
  grain: ["system", "lead_id"],
  columns: {
    system: "system",
    lead_id: "leadId",
    deleted_at: "activityDate",
  },
});
