import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { comparisonKey } from "../../../../src/table/dialect.js";
import { hubspot_addresses } from "../intermediate/hubspot_addresses.js";
import { hubspot_form_submissions } from "../staging/hubspot_form_submissions.js";
import { hubspot_forms } from "../staging/hubspot_forms.js";

/** A submission without a contact belongs to the contact with the email address in the form. */
export const activities_of_forms = entityPart({
  product: "hubspot",
  entity: "activities",
  from: { submissions: hubspot_form_submissions, forms: hubspot_forms, addresses: hubspot_addresses },
  select: () => sql`
    select
      submissions.system,
      'form:' || submissions.submission_id as activity_id,
      'contact' as entity,
      coalesce(submissions.contact_id, addresses.contact_id) as record_id,
      'form:' || submissions.form_id as campaign_id,
      'Form submission' as raw_type,
      coalesce(forms.name, submissions.title, submissions.page_url) as asset,
      false as is_bot,
      submissions.occurred_at
    from submissions
    left join forms on forms.system = submissions.system and forms.form_id = submissions.form_id
    left join addresses on addresses.system = submissions.system
      and addresses.address = ${comparisonKey("submissions.email")} and submissions.contact_id is null
    where coalesce(submissions.contact_id, addresses.contact_id) is not null`,
});
