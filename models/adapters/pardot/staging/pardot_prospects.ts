import { type Expression, sql } from "kysely";
import { flag, money, nullable, whole } from "../../../../src/table/columns.js";
import { parseColumn } from "../../../../src/table/parsing.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { asSalesforceId, computed, firstKnown, orFalse, staged, trimmedToNull } from "../../../../src/table/staged.js";
import { nameOfParts } from "../../../shared/full_name.js";
import { pardot_prospects as raw } from "../sources/pardot_prospects.js";

/** A number from typed text such as `$1,200`. A range or an abbreviation, e.g. `100-200` or `5M`, is null. */
const typedNumber = <T>(type: "whole" | "money", column: string) =>
  sql<T | null>`${sql.raw(parseColumn(type, `regexp_replace(${column}, '^\\$|,(\\d{3})', '\\1', 'g')`, { zone: "UTC" }))}`;

/** A Salesforce id from its own column of versions 3 and 4, else from the one of version 5 if it has the prefix. */
const crmId = (column: string, prefix: string): Expression<string | null> => {
  const ofVersion5 = sql`case when starts_with(trim(salesforce_id), ${sql.lit(prefix)})
    then ${salesforceId(sql.ref<string | null>("salesforce_id"))} end`;
  return sql`coalesce(${salesforceId(sql.ref<string | null>(column))}, ${ofVersion5})`;
};

export const pardot_prospects = staged(raw, {
  name: "staging.pardot_prospects",
  about: "One row per Pardot prospect, columns renamed; Salesforce ids in their 18-character form.",
  grain: ["system", "prospect_id"],
  columns: {
    system: "system",
    prospect_id: "id",
    campaign_id: trimmedToNull("campaign_id"),
    salesforce_lead_id: computed(raw.columns.crm_lead_fid, () => crmId("crm_lead_fid", "00Q")),
    salesforce_contact_id: computed(raw.columns.crm_contact_fid, () => crmId("crm_contact_fid", "003")),
    salesforce_owner_id: asSalesforceId("crm_owner_fid"),
    email: "email",
    full_name: nameOfParts("first_name", "last_name"),
    job_title: "job_title",
    company: "company",
    industry: "industry",
    country: "country",
    source: "source",
    employee_count: computed(nullable(whole("Number of employees of the company; null if no number was typed")), () =>
      typedNumber("whole", "employees"),
    ),
    annual_revenue: computed(
      nullable(money("Annual revenue of the company; null if no number was typed", "currency of the account")),
      () => typedNumber("money", "annual_revenue"),
    ),
    has_opted_out: computed(
      nullable(
        flag(
          "True if the prospect opted out of marketing email, or the account sends it no email; null if the export does not say",
        ),
      ),
      () => sql`coalesce(opted_out or is_do_not_email, opted_out, is_do_not_email)`,
    ),
    is_deleted: orFalse("is_deleted"),
    email_bounced_at: "email_bounced_at",
    created_at: "created_at",
    modified_at: firstKnown("When it last changed, else when it was created, UTC", "updated_at", "created_at"),
  },
});
