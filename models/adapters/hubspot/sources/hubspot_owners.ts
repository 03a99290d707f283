import { instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_owners = source({
  name: "raw.hubspot_owners",
  about: "One row per owner: a user of a HubSpot account.",
  origin: hubspotOrigin("Owner", {
    otherNames: ["owners", "hubspot_owners"],
    enables: "names of owners in staging; teams come from reference/owners.csv",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain", orHeaders: ["owner_id"] }, text("Id of the owner")),
    first_name: nullable(withBinding({ orHeaders: ["firstName"] }, personal(text("Given name")))),
    last_name: nullable(withBinding({ orHeaders: ["lastName"] }, personal(text("Family name")))),
    email: nullable(withBinding({ longest: 320 }, personal(text("Address of the user")))),
    created_at: nullable(
      withBinding({ orHeaders: ["createdAt"], orMilliseconds: true }, instant("When the user was made, UTC")),
    ),
    updated_at: nullable(
      withBinding({ orHeaders: ["updatedAt"], orMilliseconds: true }, instant("When the user last changed, UTC")),
    ),
  },
});
