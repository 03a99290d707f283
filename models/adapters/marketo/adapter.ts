import type { Adapter } from "../../../src/table/adapter.js";
import { activities } from "./canonical/activities.js";
import { activity_names } from "./canonical/activity_names.js";
import { campaigns } from "./canonical/campaigns.js";
import { deliveries } from "./canonical/deliveries.js";
import { field_changes } from "./canonical/field_changes.js";
import { findings } from "./canonical/findings.js";
import { links } from "./canonical/links.js";
import { people } from "./canonical/people.js";
import { howToExport } from "./how_to_export.js";

export const adapter: Adapter = {
  product: "marketo",
  defaultName: "map",
  parts: [activities, activity_names, campaigns, deliveries, field_changes, findings, links, people],
  howToExport,
};
