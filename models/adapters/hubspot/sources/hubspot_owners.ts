import { bound, instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_owners = source({
  name: "raw.hubspot_owners",
  about: "One row per owner: a user of a HubSpot account.",
  origin: hubspotExport("Owner", {
    otherNames: ["owners", "hubspot_owners"],
    enables: "names of owners in staging; teams come from reference/owners.csv",
    made: "created_at",
    changed: ["updated_at"],
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound({ recordId: "plain", orHeaders: ["owner_id"] }, text("Id of the owner")),
    first_name: nullable(bound({ orHeaders: ["firstName"] }, personal(text("Given name")))),
    last_name: nullable(bound({ orHeaders: ["lastName"] }, personal(text("Family name")))),
    email: nullable(bound({ longest: 320 }, personal(text("Address of the user")))),
    created_at: nullable(
      bound({ orHeaders: ["createdAt"], orMilliseconds: true }, instant("When the user was made, UTC")),
    ),
    updated_at: nullable(
      bound({ orHeaders: ["updatedAt"], orMilliseconds: true }, instant("When the user last changed, UTC")),
    ),
  },
});
