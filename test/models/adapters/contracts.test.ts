import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { materialize } from "../../../src/build/build.js";
import { listProducts, readAdapters } from "../../../src/table/adapters.js";
import type { Column } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { isModel, type Model, publishedName, type Source } from "../../../src/table/model.js";
import { inlineRows } from "../../../src/table/write_rows.js";

const names = listProducts().flatMap((product) =>
  readdirSync(`models/adapters/${product}/staging`).map((file) => file.replace(/\.ts$/, "")),
);

const table = async <T>(folder: string, name: string) =>
  ((await import(`../../../models/adapters/${name.split("_")[0]}/${folder}/${name}.ts`)) as Record<string, T>)[name]!;

const order = ["id", "text", "whole", "real", "money", "flag", "date", "instant"];
/** Ids first, then text, numbers, booleans, dates, instants; numbers among themselves as they belong together. */
const rankOf = (name: string, type: string) =>
  /^(system|other_system|merged_into|[Ii]d|marketoGUID)$|(_id|Id)$/.test(name)
    ? 0
    : ["whole", "real", "money"].includes(type)
      ? 2
      : order.indexOf(type);

for (const name of names) {
  test(`${name} computes the columns and types that it promises, also of an export without rows`, async () => {
    const model = await table<Model>("staging", name);
    await withWarehouse(":memory:", "READ_WRITE", (warehouse) =>
      materialize(warehouse, model, (read) => (isModel(read) ? publishedName(read) : inlineRows(read, []))),
    );
  });

  test(`${name} has ids first, then text, numbers, flags, dates, instants, in raw and in staging`, async () => {
    for (const folder of ["sources", "staging"]) {
      const { columns } = await table<Source>(folder, name);
      const ranks = Object.entries<Column<unknown>>(columns).map(([column, { type }]) => rankOf(column, type));
      expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
    }
  });
}

const required: Record<string, string[]> = {
  hubspot_calls: ["id"],
  hubspot_companies: ["id"],
  hubspot_company_property_history: ["company_id", "name", "timestamp"],
  hubspot_contact_merges: ["canonical_vid", "vid_to_merge"],
  hubspot_contact_property_history: ["contact_id", "name", "timestamp"],
  hubspot_contacts: ["id"],
  hubspot_deal_companies: ["deal_id", "company_id"],
  hubspot_deal_contacts: ["deal_id", "contact_id"],
  hubspot_deal_pipeline_stages: ["stage_id"],
  hubspot_deal_property_history: ["deal_id", "name", "timestamp"],
  hubspot_deal_stages: ["deal_id", "value", "date_entered"],
  hubspot_deals: ["id"],
  hubspot_email_campaigns: ["id"],
  hubspot_email_events: ["id", "type", "created"],
  hubspot_email_status_changes: ["id"],
  hubspot_emails: ["id"],
  hubspot_engagement_contacts: ["engagement_id", "contact_id"],
  hubspot_engagement_deals: ["engagement_id", "deal_id"],
  hubspot_engagements: ["id"],
  hubspot_event_participations: ["marketing_event_id", "attendance_state", "created_at"],
  hubspot_form_submissions: ["conversion_id", "timestamp"],
  hubspot_forms: ["id"],
  hubspot_marketing_events: ["id"],
  hubspot_meetings: ["id"],
  hubspot_merged_deals: ["deal_id", "merged_deal_id"],
  hubspot_notes: ["id"],
  hubspot_owners: ["id"],
  hubspot_tasks: ["id"],
  hubspot_web_events: ["id", "event_type", "occurred_at"],
  marketo_activities: ["marketoGUID", "leadId", "activityTypeId", "activityDate"],
  marketo_deleted_leads: ["leadId"],
  marketo_leads: ["id"],
  marketo_programs: ["id"],
  pardot_campaigns: ["id"],
  pardot_lifecycle_histories: ["id", "prospect_id", "created_at"],
  pardot_lifecycle_stages: ["id"],
  pardot_list_memberships: ["id", "list_id", "prospect_id"],
  pardot_lists: ["id"],
  pardot_opportunities: ["id"],
  pardot_opportunity_prospects: ["opportunity_id", "prospect_id"],
  pardot_prospects: ["id"],
  pardot_visitor_activities: ["id", "type", "created_at"],
  pardot_visitors: ["id"],
  salesforce_account_history: ["Id", "AccountId", "Field", "CreatedDate"],
  salesforce_campaign_members: ["Id", "CampaignId"],
  salesforce_contact_history: ["Id", "ContactId", "Field", "CreatedDate"],
  salesforce_event_relations: ["Id", "EventId"],
  salesforce_lead_history: ["Id", "LeadId", "Field", "CreatedDate"],
  salesforce_opportunity_contact_roles: ["Id", "OpportunityId", "ContactId"],
  salesforce_opportunity_field_history: ["Id", "OpportunityId", "Field", "CreatedDate"],
  salesforce_opportunity_history: ["Id", "OpportunityId", "StageName", "CreatedDate"],
  salesforce_record_merge_history: ["MergedRecordId"],
  salesforce_task_relations: ["Id", "TaskId"],
};

for (const name of names.filter((name) => !name.startsWith("mapped_"))) {
  test(`an export for ${name} that lacks all but what nothing works without is taken`, async () => {
    const { columns } = await table<Source>("sources", name);
    const needed = Object.entries<Column<unknown>>(columns).flatMap(([column, { nullable }]) =>
      nullable ? [] : column,
    );
    expect(needed).toEqual(["system", ...(required[name] ?? ["Id"])]);
  });
}

test("every file of an adapter's canonical folder is one of its parts", async () => {
  for (const { product, parts } of await readAdapters()) {
    const files = readdirSync(`models/adapters/${product}/canonical`);
    expect({ [product]: parts.length }).toEqual({ [product]: files.length });
  }
});
