import { instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { marketo_deleted_leads as raw } from "../sources/marketo_deleted_leads.js";

export const marketo_deleted_leads = model({
  name: "staging.marketo_deleted_leads",
  about: "One row per lead that a Marketo instance says it deleted, renamed.",
  materialized: "view",
  grain: ["system", "lead_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    lead_id: text("The deleted lead"),
    deleted_at: nullable(instant("When it was deleted, UTC; null if the export does not say")),
  },
  select: (db) => db.selectFrom("raw").select(["system", "leadId as lead_id", "activityDate as deleted_at"]),
});
