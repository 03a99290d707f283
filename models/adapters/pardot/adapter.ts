import type { Adapter } from "../../../src/table/adapter.js";
import { activities } from "./canonical/activities.js";
import { campaigns } from "./canonical/campaigns.js";
import { deliveries } from "./canonical/deliveries.js";
import { field_changes } from "./canonical/field_changes.js";
import { findings } from "./canonical/findings.js";
import { lifecycle_changes } from "./canonical/lifecycle_changes.js";
import { links } from "./canonical/links.js";
import { opportunity_people } from "./canonical/opportunity_people.js";
import { opportunity_states } from "./canonical/opportunity_states.js";
import { people } from "./canonical/people.js";
import { howToExport } from "./how_to_export.js";

export const adapter: Adapter = {
  product: "pardot",
  defaultName: "map",
  localTimes: "Pardot writes times in the zone of the user who exports",
  deletedRecords: "The requests of closedloop doctor --fields pardot have deleted=all, which includes the recycle bin.",
  parts: [
    activities,
    campaigns,
    deliveries,
    field_changes,
    findings,
    lifecycle_changes,
    links,
    opportunity_people,
    opportunity_states,
    people,
  ],
  howToExport,
};
