import { nullable, text } from "../../../../src/table/columns.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { asSalesforceId, computed, orFalse, staged } from "../../../../src/table/staged.js";
import { salesforce_opportunity_contact_roles as raw } from "../sources/salesforce_opportunity_contact_roles.js";

export const salesforce_opportunity_contact_roles = staged(raw, {
  name: "staging.salesforce_opportunity_contact_roles",
  about: "One row per contact role on a Salesforce opportunity, columns renamed; ids in their 18-character form.",
  grain: ["system", "opportunity_contact_role_id"],
  columns: {
    system: "system",
    opportunity_contact_role_id: asSalesforceId("Id"),
    opportunity_id: asSalesforceId("OpportunityId"),
    contact_id: computed(
      nullable(text("Contact who has the role; null if the export has the all-zero id")),
      ({ ref }) => salesforceId<string | null>(ref("ContactId")),
    ),
    role: "Role",
    is_primary: "IsPrimary",
    is_deleted: orFalse("IsDeleted"),
    created_at: "CreatedDate",
  },
});
