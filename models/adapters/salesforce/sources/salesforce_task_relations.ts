import { enables, flag, instant, nullable } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  isDeletedColumn,
  lastModifiedColumn,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_task_relations = source({
  name: "raw.salesforce_task_relations",
  about: "One row per task and record that it is about, in a Salesforce org with shared activities.",
  origin: salesforceOrigin("TaskRelation", {
    otherNames: ["TaskWhoRelation", "task_who_relation"],
    enables: "touches of all people on a call or email",
    changedColumns,
  }),
  grain: ["system", "Id"],
  people: { activity: "TaskId", ids: ["RelationId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the relation, prefix 0RT"),
    TaskId: salesforceIdColumn("Task"),
    RelationId: enables(
      "the people on a task",
      nullable(salesforceIdColumn("Lead (00Q), contact (003), or the record that it is about; null if none")),
    ),
    IsWhat: enables(
      "telling people from the other record that a task is about",
      nullable(flag("True if it is not a lead or contact; null if the export does not say, such as TaskWhoRelation")),
    ),
    IsDeleted: isDeletedColumn(),
    CreatedDate: nullable(instant("When the relation was made, UTC")),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
