import { enables, nullable } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { exportOrigin } from "../../../../src/table/origin.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import { salesforceIdColumn } from "../shared/salesforce.js";

export const salesforce_record_merge_history = source({
  name: "raw.salesforce_record_merge_history",
  about: "One row per lead, contact or account of a Salesforce org that was merged into another.",
  origin: exportOrigin("salesforce", "RecordMergeHistory", {
    enables: "merges, in exports without deleted records",
  }),
  grain: ["system", "MergedRecordId"],
  people: { ids: ["MergedRecordId", "LatestMasterId", "MasterId"] },
  columns: {
    system: systemColumn,
    Id: nullable(salesforceIdColumn("Id of the row")),
    MergedRecordId: salesforceIdColumn("Record that was merged away: lead (00Q), contact (003) or account (001)"),
    LatestMasterId: enables(
      "the record that survived a chain of merges",
      nullable(salesforceIdColumn("Record that has survived so far, also if the master was merged again")),
    ),
    MasterId: enables(
      "the record that survived a merge",
      nullable(salesforceIdColumn("Record that survived this merge")),
    ),
  },
});
