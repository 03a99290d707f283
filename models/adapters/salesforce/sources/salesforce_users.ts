import { flag, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_users = source({
  name: "raw.salesforce_users",
  about: "One row per User of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "User",
    enables: "names of owners in staging; teams come from reference/owners.csv",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 005")),
    Name: nullable(withBinding({ longest: 500 }, personal(text("Full name; Data Export has only its parts")))),
    FirstName: nullable(withBinding({ longest: 255 }, personal(text("Given name")))),
    LastName: nullable(withBinding({ longest: 255 }, personal(text("Family name")))),
    Department: nullable(text("Department as typed")),
    IsActive: nullable(flag("Whether the user may log in")),
    CreatedDate: nullable(instant("When the user was made, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
