import type { Adapter } from "../../../src/table/adapter.js";
import { accounts } from "./canonical/accounts.js";
import { activities } from "./canonical/activities.js";
import { campaigns } from "./canonical/campaigns.js";
import { costs } from "./canonical/costs.js";
import { field_changes } from "./canonical/field_changes.js";
import { findings } from "./canonical/findings.js";
import { links } from "./canonical/links.js";
import { opportunity_people } from "./canonical/opportunity_people.js";
import { opportunity_stages } from "./canonical/opportunity_stages.js";
import { opportunity_states } from "./canonical/opportunity_states.js";
import { people } from "./canonical/people.js";
import { sales_touches } from "./canonical/sales_touches.js";
import { stage_events } from "./canonical/stage_events.js";
import { howToExport } from "./how_to_export.js";

export const adapter: Adapter = {
  product: "salesforce",
  defaultName: "crm",
  deletedRecords:
    "The weekly Data Export of Salesforce never contains them (nor formula fields): use the commands of closedloop doctor --fields salesforce, which have --all-rows.",
  parts: [
    accounts,
    activities,
    campaigns,
    costs,
    field_changes,
    findings,
    links,
    opportunity_people,
    opportunity_stages,
    opportunity_states,
    people,
    sales_touches,
    stage_events,
  ],
  howToExport,
};
