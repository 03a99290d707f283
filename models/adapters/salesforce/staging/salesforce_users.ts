import { flag, instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { fullName } from "../../../shared/full_name.js";
import { salesforce_users as raw } from "../sources/salesforce_users.js";

export const salesforce_users = model({
  name: "staging.salesforce_users",
  about: "One row per Salesforce user, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "user_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    user_id: text("User id: the owner_id of what the user owns"),
    full_name: nullable(personal(text("Name, else first and last name"))),
    department: nullable(text("Department as typed")),
    is_active: nullable(flag("Whether the user may log in; null if the export does not say")),
    created_at: nullable(instant("When the user was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ ref }) => [
        "system",
        salesforceId(ref("Id")).as("user_id"),
        fullName(ref("Name"), ref("FirstName"), ref("LastName")).as("full_name"),
        "Department as department",
        "IsActive as is_active",
        "CreatedDate as created_at",
      ]),
});
