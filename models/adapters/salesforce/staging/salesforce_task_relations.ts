import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { salesforce_task_relations as raw } from "../sources/salesforce_task_relations.js";

export const salesforce_task_relations = staged(raw, {
  name: "staging.salesforce_task_relations",
  about: "One row per Salesforce task and record that it is about, columns renamed.",
  grain: ["system", "task_relation_id"],
  columns: {
    system: "system",
    task_relation_id: asSalesforceId("Id"),
    task_id: asSalesforceId("TaskId"),
    relation_id: asSalesforceId("RelationId"),
    is_what: orFalse("IsWhat"),
    is_deleted: orFalse("IsDeleted"),
  },
});
