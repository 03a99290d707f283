/** Sales activities in HubSpot. Each has a row in `engagement` and one in the table of its kind. */
import { dateTimeText } from "../world/calendar.js";
import type { HubSpotTables } from "./hubspot_tables.js";
import type { SalesActivity } from "./system_writer.js";

const engagementTypes = { call: "CALL", email: "EMAIL", bulk_mail: "EMAIL", meeting: "MEETING", plan: "TASK" } as const;

/** The sequence that sends automated emails. */
const sequenceId = 77;

export function writeEngagement(tables: HubSpotTables, work: SalesActivity, contact_id: string): void {
  const engagement_id = tables.id();
  const engagement_type = engagementTypes[work.kind];
  tables.write("engagement", { id: engagement_id, type: engagement_type });
  tables.write("engagement_contact", { engagement_id, contact_id, engagement_type });
  writeEngagementOfKind(tables, work, engagement_id);
}

function writeEngagementOfKind(tables: HubSpotTables, { kind, owner, at }: SalesActivity, engagement_id: string): void {
  const common = { engagement_id, property_hs_timestamp: dateTimeText(at) };
  const owned = { ...common, property_hubspot_owner_id: owner.id };
  if (kind === "call") {
    const how = { property_hs_call_direction: "OUTBOUND", property_hs_call_status: "COMPLETED" };
    tables.write("engagement_call", { ...owned, ...how });
  } else if (kind === "meeting") {
    const how = { property_hs_meeting_outcome: "COMPLETED", property_hs_meeting_start_time: dateTimeText(at) };
    tables.write("engagement_meeting", { ...owned, ...how });
  } else if (kind === "plan") {
    const how = { property_hs_task_status: "NOT_STARTED", property_hs_task_type: "CALL" };
    tables.write("engagement_task", { ...common, ...how });
  } else {
    const property_hs_sequence_id = kind === "bulk_mail" ? sequenceId : null;
    tables.write("engagement_email", { ...owned, property_hs_email_direction: "EMAIL", property_hs_sequence_id });
  }
}
