import { instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

/** No model reads owners: names and teams are in reference/owners.csv. */
export const hubspot_owners = source({
  name: "raw.hubspot_owners",
  about: "One row per owner, which is a user of a HubSpot account.",
  origin: hubspotOrigin("Owner", {
    otherNames: ["owners", "hubspot_owners"],
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    whenMissing: "told",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the owner", "owner_id"),
    first_name: nullable(withBinding({ orHeaders: ["firstName"] }, personal(text("First name")))),
    last_name: nullable(withBinding({ orHeaders: ["lastName"] }, personal(text("Last name")))),
    email: nullable(withBinding({ longest: 320 }, personal(text("Email address of the user")))),
    created_at: nullable(withBinding({ orHeaders: ["createdAt"] }, instant("When the user was created, UTC"))),
    updated_at: nullable(withBinding({ orHeaders: ["updatedAt"] }, instant("When the user last changed, UTC"))),
  },
});
