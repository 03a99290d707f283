import { staged } from "../../../../src/table/staged.js";
import { nameOfParts } from "../../../shared/full_name.js";
import { hubspot_owners as raw } from "../sources/hubspot_owners.js";

export const hubspot_owners = staged(raw, {
  name: "staging.hubspot_owners",
  about: "One row per owner, which is a user of a HubSpot account, columns renamed.",
  grain: ["system", "owner_id"],
  columns: {
    system: "system",
    owner_id: "id",
    email: "email",
    full_name: nameOfParts("first_name", "last_name"),
    created_at: "created_at",
    modified_at: "updated_at",
  },
});
