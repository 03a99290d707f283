/** Pardot's types of activities: what happened, to which kind of asset. */
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

/** Putting on a list is a membership, and that a mail arrived nobody writes down. */
const activityTypes: Readonly<Record<Exclude<ActivityKind, "list" | "delivered">, ActivityType>> = {
  visit: [20, "Visit"],
  form: [4, "Form", "form_id"],
  sent: [6, "Email", "list_email_id"],
  open: [11, "Email", "list_email_id"],
  click: [1, "Email Tracker", "list_email_id"],
  bounce: [13, "Email", "list_email_id"],
  unsubscribe: [12, "Email", "list_email_id"],
};

/** What a program of content offers is a file. */
const programActivityTypes: Readonly<Record<ProgramStatusChange["to"], ActivityType>> = {
  Registered: [25, "Webinar"],
  Attended: [24, "Webinar"],
  Downloaded: [2, "File"],
};

const assetActivity = ([type, type_name, of]: ActivityType, { id, name }: MarketingAsset): PardotActivity => ({
  ...{ type, type_name, details: name },
  ...(of === undefined ? {} : { [of]: id }),
});

/** The activity of a row of the log, or the list on which it puts somebody; null: Pardot has none of it. */
export function pardotActivity(row: ActivityLogRow): PardotActivity | { readonly list: MarketingAsset } | null {
  if (row.progress !== undefined) {
    const { campaign_id, name } = row.progress.offering;
    const [type, type_name] = programActivityTypes[row.progress.to];
    return { type, type_name, details: name, campaign_id };
  }
  // Machines are kept out of the activities.
  if (row.isBot || row.doing === "delivered") return null;
  return row.doing === "list" ? { list: row.offer } : assetActivity(activityTypes[row.doing], row.offer);
}
