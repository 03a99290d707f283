import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { personal, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  entity: text("Object of the record, e.g. contact"),
  record_id: text("Id of the record in the source"),
  email: personal(text("Email address as typed, in any case")),
};

export const source_addresses = canonicalEntity({
  name: "intermediate.source_addresses",
  about: "One row per further email address of a record that describes a person; its first one is in source_people.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "email"],
  columns,
  parts: partsOf("addresses"),
});
