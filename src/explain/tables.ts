import type { TablesRead } from "../table/tables_read.js";

/** The published tables and columns that `closedloop explain` reads. */
export const tablesRead = {
  "raw.run_context": {
    max_records_per_email: "whole",
  },
  "intermediate.source_people": {
    system: "text",
    entity: "text",
    record_id: "text",
    created_at: "instant",
  },
  "intermediate.source_links": {
    system: "text",
    entity: "text",
    record_id: "text",
    other_system: "text",
    other_entity: "text",
    other_record_id: "text",
    reason: "text",
  },
  "intermediate.records_judged": {
    record_no: "whole",
    system: "text",
    entity: "text",
    record_id: "text",
    email: "text",
    exclusion: "text",
    has_own_email: "flag",
    is_gone: "flag",
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
    join_reason: "text",
  },
  "intermediate.record_joins": {
    system: "text",
    entity: "text",
    record_id: "text",
    other_system: "text",
    other_entity: "text",
    other_record_id: "text",
    reason: "text",
    told_by: "text",
  },
  "intermediate.people_resolved": {
    person_id: "text",
    email: "text",
    account_id: "text",
    account_system: "text",
    account_is_matched: "flag",
  },
  "intermediate.account_domains": {
    domain: "text",
    accounts: "whole",
  },
} as const satisfies TablesRead;
