import { sql } from "kysely";
import { flag, instant, money, nullable, personal, text, whole } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { parseColumn } from "../../../../src/table/parsing.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { fullName } from "../../../shared/full_name.js";
import { pardot_prospects as raw } from "../sources/pardot_prospects.js";

/** A number that was typed as one, thousands parted or not; of `100-200` or `5M` nobody knows which it is. */
const castNumber = <T>(type: "whole" | "money", column: string) =>
  sql<T | null>`${sql.raw(parseColumn(type, `regexp_replace(${column}, '^\\$|,(\\d{3})', '\\1', 'g')`, { zone: "UTC" }))}`;
const crmId = (column: string) => salesforceId(sql.ref<string | null>(column));
/** Version 5 has one id of Salesforce for either; its prefix tells which. */
const crmIdWithPrefix = (prefix: string) =>
  sql<string | null>`case when starts_with(trim(salesforce_id), ${sql.lit(prefix)}) then ${crmId("salesforce_id")} end`;

export const pardot_prospects = model({
  name: "staging.pardot_prospects",
  about: "One row per Pardot prospect, renamed; ids of Salesforce in their 18-character form.",
  materialized: "view",
  grain: ["system", "prospect_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    prospect_id: text("Id of the prospect"),
    campaign_id: nullable(text("Campaign of the first touch")),
    salesforce_lead_id: nullable(text("Salesforce lead that it is synchronised with; null if none")),
    salesforce_contact_id: nullable(text("Salesforce contact that it is synchronised with; null if none")),
    salesforce_owner_id: nullable(text("Salesforce user who owns it; null if none")),
    email: nullable(personal(text("As typed; any case"))),
    full_name: nullable(personal(text("Name as one text; null if none was typed"))),
    job_title: nullable(text("Job title as typed")),
    company: nullable(text("Company as typed")),
    industry: nullable(text("Industry as typed")),
    country: nullable(text("Country as typed or ISO code")),
    source: nullable(text("First-touch source as the account words it")),
    employee_count: nullable(whole("Employees of the company; null where no number was typed")),
    annual_revenue: nullable(
      money("Annual revenue of the company; null where no number was typed", "account currency"),
    ),
    has_opted_out: nullable(
      flag("Whether it refused marketing mail, or is sent none; null if the export does not say"),
    ),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    email_bounced_at: nullable(instant("When mail to it came back for good, UTC")),
    created_at: nullable(instant("When the prospect was made, UTC")),
    modified_at: nullable(instant("When it last changed, else when it was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        "id as prospect_id",
        trimToNull("campaign_id").as("campaign_id"),
        sql<string | null>`coalesce(${crmId("crm_lead_fid")}, ${crmIdWithPrefix("00Q")})`.as("salesforce_lead_id"),
        sql<string | null>`coalesce(${crmId("crm_contact_fid")}, ${crmIdWithPrefix("003")})`.as(
          "salesforce_contact_id",
        ),
        crmId("crm_owner_fid").as("salesforce_owner_id"),
        "email",
        fullName(sql<string | null>`null`, ref("first_name"), ref("last_name")).as("full_name"),
        "job_title",
        "company",
        "industry",
        "country",
        "source",
        castNumber<bigint>("whole", "employees").as("employee_count"),
        castNumber<`${number}`>("money", "annual_revenue").as("annual_revenue"),
        sql<boolean | null>`coalesce(opted_out or is_do_not_email, opted_out, is_do_not_email)`.as("has_opted_out"),
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "email_bounced_at",
        "created_at",
        fn.coalesce("updated_at", "created_at").as("modified_at"),
      ]),
});
