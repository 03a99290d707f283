import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { activityTypes } from "../../../models/adapters/marketo/shared/marketo.js";
import { renderFieldsPage } from "../../../src/doctor/fields_page.js";
import { readObjectFields } from "../../../src/doctor/object_fields.js";
import { readCatalogue } from "../../../src/project/catalogue.js";
import type { Column } from "../../../src/table/columns.js";
import { temporaryFolder } from "../../support/cli.js";

const { sources } = await readCatalogue();

/** Of each object of a product, what its contract takes from a file, but for the mark of a replica, which no API has. */
const contracts = (product: string) =>
  new Map(
    sources.flatMap(({ origin, columns }) => {
      if (origin.kind !== "export" || origin.product !== product || origin.enables === undefined) return [];
      const all = Object.entries<Column<unknown>>(columns);
      const headers = all.flatMap(([name, { binding }]) =>
        binding?.given || binding?.marks || binding?.header === "_fivetran_deleted" ? [] : [binding?.header ?? name],
      );
      return [[origin.object, headers] as const];
    }),
  );

const pageOf = async (product: string, project = "nowhere") =>
  await renderFieldsPage(product, await readObjectFields(product, project));

test("SOQL asks of each object exactly the columns that its contract knows", async () => {
  const page = await pageOf("salesforce");
  const asked = [...page.matchAll(/SELECT ([\s\S]+?)\s+FROM (\w+)"/g)].map(([, fields, object]) => [
    object!,
    fields!.split(/,\s*/),
  ]);
  expect(new Map(asked as [string, string[]][])).toEqual(contracts("salesforce"));
  for (const [object, fields] of contracts("salesforce")) {
    const [line] = page.split("\n").filter((line) => line.includes(`--output-file ${object}.csv`));
    expect([object, line?.includes("--all-rows")]).toEqual([object, fields.includes("IsDeleted")]);
  }
});

test("bulk extracts ask for the REST names of the contract, and for activity types that there are", async () => {
  const page = await pageOf("marketo");
  const bodies = [...page.matchAll(/POST \/bulk\/v1\/(\w+)\/.*\n(\{[\s\S]+?\}\}?\})(?=\n\n)/g)];
  expect(bodies.map(([, object]) => object)).toEqual(["activities", "leads"]);
  for (const [, object, body] of bodies) {
    const { fields, filter } = JSON.parse(body!.replace(/\n/g, ""));
    expect([object, fields]).toEqual([object, contracts("marketo").get(object!)]);
    const known = activityTypes.map(([id]) => id);
    for (const id of filter.activityTypeIds ?? []) expect(known).toContain(id);
  }
});

test("HubSpot's own exports ask for the properties of the contract by internal names, replicas are named with their columns", async () => {
  const page = await pageOf("hubspot");
  const bodies = [...page.matchAll(/POST .*\n(\{[\s\S]+?\})(?=\n\n|\n*$)/g)].map(([, body]) =>
    JSON.parse(body!.replace(/\n/g, "")),
  );
  const contact = bodies.find(({ objectType }) => objectType === "CONTACT");
  expect(contact).toMatchObject({ exportInternalValuesOptions: ["NAMES", "VALUES"], associatedObjectType: "DEAL" });
  const known = contracts("hubspot").get("Contact")!;
  expect(known).toEqual(expect.arrayContaining(contact.objectProperties));
  expect(known.filter((name) => !contact.objectProperties.includes(name))).toEqual([
    "id",
    "associated_deal_ids",
    "is_deleted",
  ]);
  expect(page).toMatch(/table deal_stage:\ndeal_id, value, date_entered\n/);
});

test("fields that a project names are asked for too, those that the shipped stage map names are only proposed", async () => {
  const project = temporaryFolder();
  mkdirSync(join(project, "reference"));
  writeFileSync(
    join(project, "closedloop.yaml"),
    "sources: [{name: crm, system: salesforce, path: x, custom: {Persona__c: persona}, reason_fields: {lead: Why__c}}]\n",
  );
  const shipped = readFileSync("seeds/reference/stage_map.csv", "utf8");
  writeFileSync(join(project, "reference/stage_map.csv"), `${shipped}salesforce,Lead,Became_MQL__c,*,mql\n`);
  const page = await pageOf("salesforce", project);
  const lead = /SELECT ([^"]+?)\s+FROM Lead"/.exec(page)![1]!;
  expect(lead).toMatch(/Persona__c, Why__c,\s+Became_MQL__c$/);
  expect(lead).not.toContain("MQL_Date__c");
  expect(/SELECT ([^"]+?)\s+FROM Contact"/.exec(page)![1]).toMatch(/Persona__c$/);
  expect(page).toContain("# If your org has them, add MQL_Date__c");
});

test("no line of it is longer than a page is wide", async () => {
  for (const product of ["salesforce", "marketo", "hubspot"]) {
    for (const line of (await pageOf(product)).split("\n")) expect([line, line.length <= 110]).toEqual([line, true]);
  }
});

test("an object or a column that may be missing says what it makes possible, or stands here by decision", () => {
  const silent = new Set<string>();
  const idle = sources.flatMap(({ origin }) => (origin.kind === "export" && !origin.enables ? [origin.object] : []));
  expect(idle.sort()).toEqual(["EngagementNote", "Owner", "User"]);
  for (const { origin, columns } of sources) {
    if (origin.kind !== "export") continue;
    if (origin.enables)
      expect([origin.object, origin.enables]).toEqual([origin.object, expect.stringMatching(/\w{3}/)]);
    for (const [name, column] of Object.entries<Column<unknown>>(columns)) {
      if (column.nullable && !column.enables && !column.onlyIf) silent.add(`${origin.object}.${name}`);
    }
  }
  expect([...silent].sort()).toMatchInlineSnapshot(`
    [
      "Account.CreatedDate",
      "Account.LastModifiedDate",
      "Account.ParentId",
      "Account.SystemModstamp",
      "AccountHistory.CreatedById",
      "AccountHistory.DataType",
      "Campaign.CreatedDate",
      "Campaign.EndDate",
      "Campaign.LastModifiedDate",
      "Campaign.SystemModstamp",
      "CampaignMember.LastModifiedDate",
      "CampaignMember.Status",
      "CampaignMember.SystemModstamp",
      "Company.createdate",
      "Company.hs_lastmodifieddate",
      "CompanyPropertyHistory.source",
      "Contact.FirstName",
      "Contact.LastModifiedDate",
      "Contact.LastName",
      "Contact.Name",
      "Contact.annualrevenue",
      "Contact.associated_deal_ids",
      "Contact.createdate_is_minute",
      "Contact.firstname",
      "Contact.hs_analytics_source_data_1",
      "Contact.hs_email_hard_bounce_reason_enum",
      "Contact.hs_email_optout",
      "Contact.hs_lifecyclestage_customer_date",
      "Contact.hs_lifecyclestage_lead_date",
      "Contact.hs_lifecyclestage_opportunity_date",
      "Contact.hs_v2_date_entered_customer",
      "Contact.hs_v2_date_entered_lead",
      "Contact.hs_v2_date_entered_marketingqualifiedlead",
      "Contact.hs_v2_date_entered_opportunity",
      "Contact.hs_v2_date_entered_salesqualifiedlead",
      "Contact.lastname",
      "ContactFormSubmission.email",
      "ContactFormSubmission.title",
      "ContactHistory.CreatedById",
      "ContactHistory.DataType",
      "ContactPropertyHistory.source",
      "Deal.closed_lost_reason",
      "Deal.closedate_is_date",
      "Deal.dealname",
      "Deal.pipeline",
      "DealCompany.is_deleted",
      "DealContact.is_deleted",
      "DealPipelineStage.is_deleted",
      "DealPipelineStage.label",
      "DealPipelineStage.pipeline_id",
      "DealPropertyHistory.source",
      "EmailCampaign.subject",
      "EmailCampaign.type",
      "EmailEvent.portal_subscription_status",
      "EmailEvent.url",
      "EmailEventStatusChange.portal_subscription_status",
      "Engagement.created_at",
      "Engagement.last_updated",
      "Engagement.timestamp",
      "Engagement.type",
      "EngagementCall.contact_ids",
      "EngagementCall.deal_ids",
      "EngagementCall.hs_createdate",
      "EngagementCall.hs_lastmodifieddate",
      "EngagementContact.is_deleted",
      "EngagementDeal.is_deleted",
      "EngagementEmail.contact_ids",
      "EngagementEmail.deal_ids",
      "EngagementEmail.hs_createdate",
      "EngagementEmail.hs_email_status",
      "EngagementEmail.hs_engagement_source",
      "EngagementEmail.hs_lastmodifieddate",
      "EngagementMeeting.contact_ids",
      "EngagementMeeting.created_from_link_id",
      "EngagementMeeting.deal_ids",
      "EngagementMeeting.hs_createdate",
      "EngagementMeeting.hs_lastmodifieddate",
      "EngagementNote.contact_ids",
      "EngagementNote.deal_ids",
      "EngagementNote.hs_createdate",
      "EngagementNote.hs_lastmodifieddate",
      "EngagementNote.hs_timestamp",
      "EngagementNote.hubspot_owner_id",
      "EngagementNote.is_deleted",
      "EngagementTask.contact_ids",
      "EngagementTask.deal_ids",
      "EngagementTask.hs_createdate",
      "EngagementTask.hs_lastmodifieddate",
      "EngagementTask.hs_timestamp",
      "Event.AccountId",
      "Event.ActivityDate",
      "Event.ActivityDateTime",
      "Event.EventSubtype",
      "Event.IsAllDayEvent",
      "Event.LastModifiedDate",
      "Event.SystemModstamp",
      "Event.Type",
      "EventRelation.CreatedDate",
      "EventRelation.LastModifiedDate",
      "EventRelation.SystemModstamp",
      "Form.created_at",
      "Form.form_type",
      "Form.is_deleted",
      "Form.updated_at",
      "Lead.FirstName",
      "Lead.LastModifiedDate",
      "Lead.LastName",
      "Lead.Name",
      "LeadHistory.CreatedById",
      "LeadHistory.DataType",
      "MarketingEvent.start_date_time",
      "MarketingEventParticipant.email",
      "Opportunity.LastModifiedDate",
      "Opportunity.LeadSource",
      "Opportunity.Name",
      "Opportunity.RecordTypeId",
      "Opportunity.Type",
      "OpportunityContactRole.IsPrimary",
      "OpportunityContactRole.LastModifiedDate",
      "OpportunityContactRole.SystemModstamp",
      "OpportunityFieldHistory.CreatedById",
      "OpportunityFieldHistory.DataType",
      "OpportunityFieldHistory.OldValue",
      "OpportunityHistory.Amount",
      "OpportunityHistory.CloseDate",
      "OpportunityHistory.FromOpportunityStageName",
      "OpportunityHistory.PrevAmount",
      "OpportunityHistory.PrevCloseDate",
      "OpportunityHistory.Probability",
      "Owner.created_at",
      "Owner.email",
      "Owner.first_name",
      "Owner.last_name",
      "Owner.updated_at",
      "RecordMergeHistory.Id",
      "Task.AccountId",
      "Task.ActivityDate",
      "Task.LastModifiedDate",
      "Task.SystemModstamp",
      "TaskRelation.CreatedDate",
      "TaskRelation.LastModifiedDate",
      "TaskRelation.SystemModstamp",
      "User.CreatedDate",
      "User.Department",
      "User.FirstName",
      "User.IsActive",
      "User.LastModifiedDate",
      "User.LastName",
      "User.Name",
      "User.SystemModstamp",
      "activities.campaignId",
      "campaigns.created_at",
      "campaigns.crm_fid",
      "campaigns.updated_at",
      "leads.firstName",
      "leads.fullName",
      "leads.isDeleted",
      "leads.lastName",
      "leads.leadStatus",
      "leads.sfdcAccountId",
      "leads.sfdcType",
      "lifecycle_histories.next_stage_name",
      "lifecycle_histories.previous_stage_name",
      "lifecycle_stages.created_at",
      "lifecycle_stages.updated_at",
      "list_memberships.is_deleted",
      "list_memberships.opted_out",
      "list_memberships.updated_at",
      "lists.created_at",
      "lists.is_deleted",
      "lists.updated_at",
      "opportunities.closed_at_is_date",
      "opportunities.name",
      "opportunities.type",
      "opportunities.updated_at",
      "opportunity_prospects.is_deleted",
      "opportunity_prospects.updated_at",
      "programs.createdAt",
      "programs.endDate",
      "programs.sfdcId",
      "programs.startDate",
      "programs.status",
      "programs.type",
      "programs.updatedAt",
      "programs.workspace",
      "prospects.first_name",
      "prospects.last_name",
      "visitor_activities.file_name",
      "visitor_activities.form_handler_name",
      "visitor_activities.form_name",
      "visitor_activities.landing_page_name",
      "visitor_activities.list_email_name",
      "visitor_activities.updated_at",
      "visitors.campaign_parameter",
      "visitors.created_at",
      "visitors.updated_at",
    ]
  `);
});
