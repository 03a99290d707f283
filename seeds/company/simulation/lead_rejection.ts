/** How sales rejects or recycles a lead. */
import type { Owner } from "../world/company.js";
import type { Human, SystemRecord } from "../world/human.js";
import type { Micros } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";
import { changeField } from "./records.js";
import { drawRejection } from "./sales_decision.js";
import { addStageEvent } from "./stage_events.js";

/** Sets status and reason. If the status is the same as before, the history gets no row and the exports do not show the rejection. */
export function rejectLead(exports: ExportWriter, human: Human, owner: Owner, lead: SystemRecord, at: Micros): void {
  const { isRecycled, reason } = drawRejection(exports, human);
  const stage = isRecycled ? "recycled" : "rejected";
  const status = isRecycled ? "Nurturing" : "Unqualified";
  if (lead.status === status) {
    exports.countDirt("rejection_untold");
    human.limits.push({ kind: "rejection_untold", stage, really_at: at, told_at: null });
    return;
  }
  changeField(lead, at, "Status", status, owner);
  if (reason === null) exports.countDirt("reason_missing");
  // The same reason twice makes no history row.
  changeField(lead, at, "Disqualified_Reason__c", reason ?? "", owner);
  addStageEvent(exports, human, stage, at, { reason });
}
