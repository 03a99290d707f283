import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { salesforce_opportunity_contact_roles as raw } from "../sources/salesforce_opportunity_contact_roles.js";

export const salesforce_opportunity_contact_roles = model({
  name: "staging.salesforce_opportunity_contact_roles",
  about: "One row per contact role on a Salesforce opportunity, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "opportunity_contact_role_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    opportunity_contact_role_id: text("Contact role id"),
    opportunity_id: text("Opportunity of the role"),
    contact_id: nullable(text("Contact in the role; null where the export has the empty id")),
    role: nullable(text("Role as the org words it; null if none was said")),
    is_primary: nullable(flag("Whether it is the primary contact; null if the export does not say")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    created_at: nullable(instant("When the role was given, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("opportunity_contact_role_id"),
        salesforceId(ref("OpportunityId")).as("opportunity_id"),
        salesforceId<string | null>(ref("ContactId")).as("contact_id"),
        "Role as role",
        "IsPrimary as is_primary",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "CreatedDate as created_at",
      ]),
});
