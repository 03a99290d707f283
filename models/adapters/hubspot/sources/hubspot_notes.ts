import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin, propertyBinding } from "../shared/hubspot.js";

export const hubspot_notes = source({
  name: "raw.hubspot_notes",
  about: "One row per note that HubSpot logged, as of the latest load that had it; what was said stays out.",
  origin: hubspotOrigin("EngagementNote", {
    otherNames: ["notes", "hubspot_notes", "hubspot-crm-exports-all-notes*", "hubspot-crm-exports-notes*"],
    enables: "notes of sales",
    createdColumn: "hs_createdate",
    changedColumns: ["hs_lastmodifieddate"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding(
      { recordId: "plain", orHeaders: ["engagement_id", "hs_object_id", "property_hs_object_id", "Record ID"] },
      text("Id of the note"),
    ),
    hubspot_owner_id: enables(
      "who of sales did it",
      nullable(
        withBinding(
          propertyBinding("hubspot_owner_id", "owner_id", "Activity assigned to", "Assigned to"),
          text("Owner; a UI export with labels writes the name"),
        ),
      ),
    ),
    contact_ids: nullable(
      withBinding(
        { orHeaders: ["Associated Contact IDs"], longest: 10000 },
        text("Contacts that it was with, as a;b, where the export has associations in it"),
      ),
    ),
    deal_ids: nullable(
      withBinding(
        { orHeaders: ["Associated Deal IDs"], longest: 10000 },
        text("Deals that it was about, as a;b, where the export has associations in it"),
      ),
    ),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        withBinding(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    hs_timestamp: enables(
      "when sales touched whom",
      nullable(
        withBinding(
          { ...propertyBinding("hs_timestamp", "Activity date", "timestamp"), orMilliseconds: true },
          instant("When it happened or is due, UTC"),
        ),
      ),
    ),
    hs_createdate: nullable(
      withBinding(
        { ...propertyBinding("hs_createdate", "Create Date", "created_at"), orMilliseconds: true },
        instant("When it was logged, UTC"),
      ),
    ),
    hs_lastmodifieddate: nullable(
      withBinding(
        { ...propertyBinding("hs_lastmodifieddate", "Last Modified Date", "last_updated"), orMilliseconds: true },
        instant("When it last changed, UTC"),
      ),
    ),
  },
});
