/** Pardot's activity types and the column that holds the id of the asset. */
import type { MarketingAsset } from "../world/marketing_assets.js";
import type { ActivityKind, ActivityLogRow, ProgramStatusChange } from "./system_writer.js";

interface PardotActivity {
  readonly type: number;
  readonly type_name: string;
  readonly details: string;
  readonly campaign_id?: string;
  readonly form_id?: number;
  readonly list_email_id?: number;
}

type ActivityType = readonly [type: number, name: string, of?: "form_id" | "list_email_id"];

/** List imports are list memberships instead, and Pardot records no deliveries. */
const activityTypes: Readonly<Record<Exclude<ActivityKind, "list" | "delivered">, ActivityType>> = {
  visit: [20, "Visit"],
  form: [4, "Form", "form_id"],
  sent: [6, "Email", "list_email_id"],
  open: [11, "Email", "list_email_id"],
  click: [1, "Email Tracker", "list_email_id"],
  bounce: [13, "Email", "list_email_id"],
  unsubscribe: [12, "Email", "list_email_id"],
};

/** A content download is a file activity. */
const programActivityTypes: Readonly<Record<ProgramStatusChange["to"], ActivityType>> = {
  Registered: [25, "Webinar"],
  Attended: [24, "Webinar"],
  Downloaded: [2, "File"],
};

const assetActivity = ([type, type_name, of]: ActivityType, { id, name }: MarketingAsset): PardotActivity => ({
  type,
  type_name,
  details: name,
  ...(of === undefined ? {} : { [of]: id }),
});

/** The activity of a log row, or the list that a list import adds the person to. Null if Pardot does not record the row. */
export function pardotActivity(row: ActivityLogRow): PardotActivity | { readonly list: MarketingAsset } | null {
  if (row.progress !== undefined) {
    const { campaign_id, name } = row.progress.campaign;
    const [type, type_name] = programActivityTypes[row.progress.to];
    return { type, type_name, details: name, campaign_id };
  }
  // Pardot filters out bot activity.
  if (row.isBot || row.doing === "delivered") return null;
  return row.doing === "list" ? { list: row.asset } : assetActivity(activityTypes[row.doing], row.asset);
}
