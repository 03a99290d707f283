import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { exportOrigin } from "../../../../src/table/origin.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  lastModifiedColumn,
  namePartColumn,
  salesforceIdColumn,
  systemModstampColumn,
  wholeNameColumn,
} from "../shared/salesforce.js";

/** No model reads users: names and teams of owners are in reference/owners.csv. */
export const salesforce_users = source({
  name: "raw.salesforce_users",
  about: "One row per User of a Salesforce org, as last loaded.",
  origin: exportOrigin("salesforce", "User", {
    createdColumn: "CreatedDate",
    changedColumns,
    whenMissing: "told",
  }),
  grain: ["system", "Id"],
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the user, prefix 005: the OwnerId of the records that the user owns"),
    Name: wholeNameColumn,
    FirstName: namePartColumn("First name"),
    LastName: namePartColumn("Last name"),
    Department: nullable(text("Department as typed")),
    IsActive: nullable(flag("True if the user may log in; null if the export does not say")),
    CreatedDate: nullable(instant("When the user was created, UTC")),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
