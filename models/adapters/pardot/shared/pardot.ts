/** What is peculiar to Pardot's exports (Account Engagement) and holds for each of its objects. */
import { sql } from "kysely";
import { quotedString } from "../../../../src/table/dialect.js";
import type { ExportOrigin } from "../../../../src/table/origin.js";

/** The origin of one object: parts in no particular order, headed as versions 3 and 4 of the API do, or as 5 does. */
export const pardotOrigin = (object: string, more: Partial<ExportOrigin> = {}): ExportOrigin => ({
  kind: "export",
  product: "pardot",
  object,
  inParts: true,
  ...more,
});

/** What the recycle bin is called: by the API, and by replicas, which know of no other deletion. */
export const deletedHeaders = ["_fivetran_deleted"];

/** What happened: `person`: the prospect did it; `system`: Pardot did, or a colleague with the same address. */
type ActivitySubject = "person" | "system";

/** What a visitor activity's `type` says; its `type_name` says to which kind of asset. */
export const activityTypes: readonly (readonly [id: number, name: string, of: ActivitySubject])[] = [
  [1, "Click", "person"],
  [2, "View", "person"],
  [3, "Error", "person"],
  [4, "Success", "person"],
  [5, "Session", "system"],
  [6, "Sent", "system"],
  [7, "Search", "person"],
  [8, "New Opportunity", "system"],
  [9, "Opportunity Won", "system"],
  [10, "Opportunity Lost", "system"],
  [11, "Open", "person"],
  [12, "Unsubscribe Page", "person"],
  [13, "Bounced", "person"],
  [14, "Spam Complaint", "person"],
  [15, "Preference Page", "person"],
  [16, "Resubscribed", "person"],
  [17, "Click (Third Party)", "person"],
  [18, "Opportunity Reopened", "system"],
  [19, "Opportunity Linked", "system"],
  [20, "Visit", "person"],
  [21, "Custom URL Click", "person"],
  [22, "Olark Chat", "person"],
  [23, "Invited", "system"],
  [24, "Attended", "person"],
  [25, "Registered", "person"],
  [26, "Social Post Click", "person"],
  [27, "Video View", "person"],
  [28, "Event Registered", "person"],
  [29, "Event Checked In", "person"],
  [30, "Video Conversion", "person"],
  [31, "UserVoice Suggestion", "person"],
  [32, "UserVoice Comment", "person"],
  [33, "UserVoice Ticket", "person"],
  [34, "Video Watched (75%)", "person"],
  [35, "Indirect Unsubscribe Open", "system"],
  [36, "Indirect Bounce", "system"],
  [37, "Indirect Resubscribe", "system"],
];

/** SQL of rows (type_id, name, is_of_person) of the types, to stand behind FROM. */
export const activityTypeRows = sql.raw(
  `(values ${activityTypes.map(([id, name, of]) => `(${id}, ${quotedString(name)}, ${of === "person"})`).join(", ")})
    as standard(type_id, name, is_of_person)`,
);

/** What a membership in a list is called among activities. */
export const listMembershipType = "List Membership";
