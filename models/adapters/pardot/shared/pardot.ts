/** What all objects of Pardot's exports (Account Engagement) have in common. */
import { flag, instant, nullable, withBinding } from "../../../../src/table/columns.js";
import { type ExportOrigin, exportOrigin } from "../../../../src/table/origin.js";
import { type StandardType, standardTypeRows } from "../../../shared/standard_types.js";

/** The origin of one object. Its files come in parts, with the headers of version 3, 4 or 5 of the API. */
export const pardotOrigin = (object: string, more: Partial<ExportOrigin>): ExportOrigin =>
  exportOrigin("pardot", object, { inParts: true, ...more });

/** The flag of a record in the recycle bin, of an object that the API marks itself. */
export const isInRecycleBin = nullable(flag("True if in the recycle bin; null if the export does not say"));

/** The same flag for an object that a replica may mark too. */
export const isDeleted = withBinding({ orHeaders: ["_fivetran_deleted"] }, isInRecycleBin);

/** The column of every object that says when a record last changed. */
export const updatedAt = nullable(instant("When it last changed, UTC"));

/** Who did something: the prospect; or Pardot itself, or a colleague with the same email address. */
type Actor = "person" | "system";

/** The values of `type` of a visitor activity. Its `type_name` is the kind of asset, e.g. Form. */
export const activityTypes: readonly StandardType<Actor>[] = [
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

/** SQL rows `standard(type_id, name, actor)` of the types, for use after FROM. */
export const standardTypes = standardTypeRows(activityTypes);

/** The activity type of a membership in a list. */
export const listMembershipType = "List Membership";
