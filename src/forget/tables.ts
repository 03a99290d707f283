import type { TablesRead } from "../table/tables_read.js";

/** The published tables and columns that `closedloop forget` reads. */
export const tablesRead = {
  "intermediate.source_people": {
    system: "text",
    entity: "text",
    record_id: "text",
    full_name: "text",
  },
  "intermediate.source_links": {
    system: "text",
    entity: "text",
    record_id: "text",
    other_system: "text",
    other_entity: "text",
    other_record_id: "text",
  },
  "intermediate.records_judged": {
    record_no: "whole",
    system: "text",
    entity: "text",
    record_id: "text",
    email: "text",
  },
  "intermediate.record_addresses": {
    record_no: "whole",
    email: "text",
  },
  "intermediate.person_records": {
    record_no: "whole",
    person_id: "text",
    system: "text",
    entity: "text",
    record_id: "text",
  },
} as const satisfies TablesRead;
