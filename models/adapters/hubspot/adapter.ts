import type { Adapter } from "../../../src/table/adapter.js";
import { accounts } from "./canonical/accounts.js";
import { activities_of_emails } from "./canonical/activities_of_emails.js";
import { activities_of_engagements } from "./canonical/activities_of_engagements.js";
import { activities_of_events } from "./canonical/activities_of_events.js";
import { activities_of_forms } from "./canonical/activities_of_forms.js";
import { activities_of_pages } from "./canonical/activities_of_pages.js";
import { addresses } from "./canonical/addresses.js";
import { campaigns } from "./canonical/campaigns.js";
import { deliveries } from "./canonical/deliveries.js";
import { field_changes } from "./canonical/field_changes.js";
import { findings } from "./canonical/findings.js";
import { links } from "./canonical/links.js";
import { opportunity_people } from "./canonical/opportunity_people.js";
import { opportunity_stages } from "./canonical/opportunity_stages.js";
import { opportunity_states } from "./canonical/opportunity_states.js";
import { people } from "./canonical/people.js";
import { sales_touches } from "./canonical/sales_touches.js";
import { howToExport } from "./how_to_export.js";

export const adapter: Adapter = {
  product: "hubspot",
  defaultName: "hubspot",
  localTimes: "HubSpot writes times in the zone of the user who exports",
  deletedRecords:
    "Exports from HubSpot's pages never contain them. The API lists them with archived=true, and a replica marks them.",
  parts: [
    accounts,
    activities_of_emails,
    activities_of_engagements,
    activities_of_events,
    activities_of_forms,
    activities_of_pages,
    addresses,
    campaigns,
    deliveries,
    field_changes,
    findings,
    links,
    opportunity_people,
    opportunity_stages,
    opportunity_states,
    people,
    sales_touches,
  ],
  howToExport,
};
