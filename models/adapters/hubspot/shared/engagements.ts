/** What calls, emails, meetings, notes and tasks have in common: HubSpot's engagements. */
import { enables, instant } from "../../../../src/table/columns.js";
import type { ExportOrigin } from "../../../../src/table/origin.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { associatedIds, exportFileNames, hubspotOrigin, ownerId, property } from "./hubspot.js";

/** The origin of one kind, e.g. `EngagementCall` with the plural `calls`; without a purpose if no model reads it. */
export const engagementOrigin = (object: string, plural: string, purpose?: string): ExportOrigin =>
  hubspotOrigin(object, {
    otherNames: exportFileNames(plural),
    ...(purpose === undefined ? {} : { enables: purpose }),
    createdColumn: "hs_createdate",
    changedColumns: ["hs_lastmodifieddate"],
    deletedColumn: "is_deleted",
  });

/** The ids with which each kind begins; `kind` as in "the call". */
export const engagementIds = (kind: string) => ({
  system: systemColumn,
  id: recordIdColumn(`Id of the ${kind}`, "engagement_id", "hs_object_id", "property_hs_object_id", "Record ID"),
  hubspot_owner_id: enables("the sales rep of each touch", ownerId("Activity assigned to", "Assigned to")),
});

/** The lists of the contacts and deals of each kind, which only some exports have. */
export const engagementAssociations = (kind: string) => ({
  contact_ids: associatedIds(
    `Ids of the contacts associated with the ${kind}`,
    "Associated Contact IDs",
    "associations.contacts",
  ),
  deal_ids: associatedIds(`Ids of the deals associated with the ${kind}`, "Associated Deal IDs", "associations.deals"),
});

export const occurredAt = instant("When it happened or is due, UTC");
export const loggedAt = instant("When it was logged, UTC");
export const changedAt = instant("When it last changed, UTC");

/** The times with which each kind ends. */
export const engagementTimes = {
  hs_timestamp: enables("the time of each touch", property("hs_timestamp", occurredAt, "Activity date", "timestamp")),
  hs_createdate: property("hs_createdate", loggedAt, "Create Date", "created_at", "createdAt"),
  hs_lastmodifieddate: property("hs_lastmodifieddate", changedAt, "Last Modified Date", "last_updated", "updatedAt"),
};

/** The staging columns of `engagementIds`. */
export const stagedEngagementIds = {
  system: "system",
  engagement_id: "id",
  owner_id: "hubspot_owner_id",
} as const;

/** The staging columns of `engagementAssociations`. */
export const stagedEngagementAssociations = {
  contact_ids: "contact_ids",
  deal_ids: "deal_ids",
} as const;

/** The staging columns of `engagementTimes`. */
export const stagedEngagementTimes = {
  occurred_at: "hs_timestamp",
  created_at: "hs_createdate",
  modified_at: "hs_lastmodifieddate",
} as const;
