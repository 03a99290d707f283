import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { salesforce_event_relations as raw } from "../sources/salesforce_event_relations.js";

export const salesforce_event_relations = staged(raw, {
  name: "staging.salesforce_event_relations",
  about: "One row per Salesforce event and person, resource or record on it, columns renamed.",
  grain: ["system", "event_relation_id"],
  columns: {
    system: "system",
    event_relation_id: asSalesforceId("Id"),
    event_id: asSalesforceId("EventId"),
    relation_id: asSalesforceId("RelationId"),
    status: "Status",
    is_what: orFalse("IsWhat"),
    is_parent: "IsParent",
    is_deleted: orFalse("IsDeleted"),
  },
});
