/** Marketing activities in HubSpot: forms, email events, marketing events and page visits. */
import { dateTimeText } from "../world/calendar.js";
import type { ScheduledCampaign } from "../world/campaigns.js";
import type { Human } from "../world/human.js";
import type { MarketingAsset } from "../world/marketing_assets.js";
import type { ContactIds } from "./hubspot_contacts.js";
import type { HubSpotCrm } from "./hubspot_crm.js";
import type { HubSpotTables } from "./hubspot_tables.js";
import type { ActivityKind, ActivityLogRow, MarketingWriter, ProgramStatusChange } from "./system_writer.js";

const emailEventTypes: Readonly<Partial<Record<ActivityKind, string>>> = {
  sent: "SENT",
  delivered: "DELIVERED",
  open: "OPEN",
  click: "CLICK",
  bounce: "BOUNCE",
  unsubscribe: "STATUSCHANGE",
};

export class HubSpotMarketing implements MarketingWriter {
  readonly overlapping = 0;
  readonly rows = {};

  constructor(
    private readonly tables: HubSpotTables,
    private readonly contacts: ContactIds,
    private readonly crm: HubSpotCrm,
  ) {}

  id(): string {
    return this.tables.id();
  }

  campaign(campaign: ScheduledCampaign): void {
    if (campaign.kind === "webinar") this.crm.campaign(campaign);
  }

  record(human: Human): void {
    this.crm.contact(human);
  }

  /** HubSpot has no contact without an email address. */
  anonymous(): boolean {
    return false;
  }

  /** Writes nothing: the contact itself is marked as deleted. */
  deletion(): void {}

  /** Writes nothing: HubSpot has one contact for the address from the start. */
  merge(): boolean {
    return true;
  }

  log(_id: string, human: Human | null, row: ActivityLogRow): void {
    if (human === null) return;
    const at = dateTimeText(row.at);
    if (row.progress !== undefined) this.progress(human, row.progress, at);
    else if (row.doing === "form") this.submission(human, row.asset.id, row.asset.name, at);
    else if (emailEventTypes[row.doing] !== undefined) this.mail(human, row.doing, row.asset, row.isBot, at);
    else this.visit(human, row.doing === "list" ? "Imported from a list" : "e_visited_page", row.asset.name, at);
  }

  close(): void {}

  /** Webinars are marketing events, content downloads are form submissions. */
  private progress(human: Human, { campaign, to }: ProgramStatusChange, at: string): void {
    const { campaign_id, name, kind } = campaign;
    if (kind !== "webinar") {
      this.submission(human, `c${campaign_id}`, `Download: ${name}`, at);
      return;
    }
    this.tables.write("marketing_event_participant", {
      id: this.tables.id(),
      marketing_event_id: campaign_id,
      contact_id: this.contacts.idOf(human),
      properties_attendance_state: to.toUpperCase(),
      created_at: at,
    });
  }

  private submission(human: Human, form_id: string | number, name: string, timestamp: string): void {
    this.tables.writeOnce("form", form_id, { guid: form_id, name });
    const contact_id = this.contacts.idOf(human);
    this.tables.write("contact_form_submission", { conversion_id: this.tables.id(), contact_id, form_id, timestamp });
  }

  private mail(human: Human, doing: ActivityKind, { id, name }: MarketingAsset, isBot: boolean, created: string): void {
    this.tables.writeOnce("email_campaign", id, { id, name });
    const event = this.tables.id();
    this.tables.write("email_event", {
      id: event,
      type: emailEventTypes[doing],
      created,
      recipient: human.email,
      email_campaign_id: id,
      filtered_event: isBot,
    });
    if (doing !== "unsubscribe") return;
    this.tables.write("email_event_status_change", { id: event, portal_subscription_status: "UNSUBSCRIBED" });
  }

  private visit(human: Human, event_type: string, url: string, occurred_at: string): void {
    const contact_id = this.contacts.idOf(human);
    this.tables.write("web_event", { id: this.tables.id(), contact_id, event_type, url, occurred_at });
  }
}
