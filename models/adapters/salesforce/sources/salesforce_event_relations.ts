import { enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  isDeletedColumn,
  lastModifiedColumn,
  ofSharedActivities,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_event_relations = source({
  name: "raw.salesforce_event_relations",
  about: "One row per event of a Salesforce org and person, resource or record on it.",
  origin: salesforceOrigin("EventRelation", {
    otherNames: ["EventWhoRelation", "event_who_relation"],
    enables: "meetings of all people on an event",
    changedColumns,
  }),
  grain: ["system", "Id"],
  people: { activity: "EventId", ids: ["RelationId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the relation, prefix 0RE"),
    EventId: salesforceIdColumn("Event"),
    RelationId: enables(
      "the people on an event",
      nullable(
        salesforceIdColumn("Lead (00Q), contact (003), user, resource, or the record that it is about; null if none"),
      ),
    ),
    Status: enables(
      "leaving out people who declined",
      nullable(text("Answer of an invited person: New, Accepted or Declined; null if the export does not say")),
    ),
    IsWhat: ofSharedActivities(
      "telling people from the other record that an event is about",
      flag("True if it is not a person; null if the export does not say, such as EventWhoRelation"),
    ),
    IsParent: ofSharedActivities(
      "telling people whom the event is about from those who were only invited",
      flag("True if the event is about the person or record; null if the export does not say"),
    ),
    IsDeleted: isDeletedColumn(),
    CreatedDate: nullable(instant("When the relation was made, UTC")),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
