/** How sales gives a lead back. */
import type { Owner } from "../world/company.js";
import type { Held, Human } from "../world/human.js";
import type { Micros } from "../world/life.js";
import type { Exports } from "./exports.js";
import { refusal } from "./judgement.js";
import { change } from "./records.js";
import { tell } from "./told.js";

/** Sets status and reason. Who was picked up again without anybody saying so is rejected in silence: the field says so already. */
export function reject(exports: Exports, human: Human, owner: Owner, lead: Held, at: Micros): void {
  const { isRecycled, reason } = refusal(exports, human);
  const stage = isRecycled ? "recycled" : "rejected";
  const status = isRecycled ? "Nurturing" : "Unqualified";
  if (lead.status === status) {
    exports.plant("rejection_untold");
    human.limits.push({ kind: "rejection_untold", stage, really_at: at, told_at: null });
    return;
  }
  change(lead, at, "Status", status, owner);
  if (reason === null) exports.plant("reason_missing");
  // Who was asked twice writes what he wrote before: no row in the history.
  change(lead, at, "Disqualified_Reason__c", reason ?? "", owner);
  tell(exports, human, stage, at, { reason });
}
