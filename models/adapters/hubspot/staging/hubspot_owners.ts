import { sql } from "kysely";
import { instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_owners as raw } from "../sources/hubspot_owners.js";

export const hubspot_owners = model({
  name: "staging.hubspot_owners",
  about: "One row per owner of a HubSpot account, renamed.",
  materialized: "view",
  grain: ["system", "owner_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    owner_id: text("Id of the owner"),
    email: nullable(personal(text("Address of the user"))),
    full_name: nullable(personal(text("Name as one text; null if none"))),
    created_at: nullable(instant("When the user was made, UTC")),
    modified_at: nullable(instant("When the user last changed, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select([
        "system",
        "id as owner_id",
        "email",
        sql<string | null>`nullif(trim(concat_ws(' ', first_name, last_name)), '')`.as("full_name"),
        "created_at",
        "updated_at as modified_at",
      ]),
});
