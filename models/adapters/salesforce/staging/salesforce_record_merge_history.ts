import { sql } from "kysely";
import { nullable, text } from "../../../../src/table/columns.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { asSalesforceId, computed, staged } from "../../../../src/table/staged.js";
import { salesforce_record_merge_history as raw } from "../sources/salesforce_record_merge_history.js";

export const salesforce_record_merge_history = staged(raw, {
  name: "staging.salesforce_record_merge_history",
  about: "One row per Salesforce record that was merged away, columns renamed; ids in their 18-character form.",
  grain: ["system", "merged_record_id"],
  columns: {
    system: "system",
    merged_record_id: asSalesforceId("MergedRecordId"),
    master_id: computed(
      nullable(text("Record that has survived so far, else the one that survived this merge")),
      ({ ref }) =>
        sql<string | null>`coalesce(${salesforceId(ref("LatestMasterId"))}, ${salesforceId(ref("MasterId"))})`,
    ),
  },
});
