import { expect, test } from "vitest";
import { readCatalogue } from "../../../src/project/catalogue.js";
import { createLoadProject, crmSource, nightInstant } from "./load_project.js";

const { sources: tables } = await readCatalogue();
const map = { name: "map", system: "marketo", path: "exports/map" };
const [lead, other] = ["00Q5e000001AbCdEAK", "00Q5e000001AbCeEAK"];
const leads = `select "Id" as id, "Status" as status, "IsDeleted" as deleted from raw.salesforce_leads order by id`;

test("the latest version in a replica is the record, whatever the order of the rows", async () => {
  const at = createLoadProject([crmSource], {}, tables);
  at.put(
    "exports/crm/lead.csv",
    `id,status,is_deleted,created_date,_fivetran_start,_fivetran_end,_fivetran_active
${lead},MQL,FALSE,2026-01-01 00:00:00,2026-02-01 00:00:00,9999-12-31 23:59:59,TRUE
${lead},New,FALSE,2026-01-01 00:00:00,2026-01-01 00:00:00,2026-02-01 00:00:00,FALSE
${other},New,FALSE,2026-01-05 00:00:00,2026-01-05 00:00:00,9999-12-31 23:59:59,TRUE
`,
  );
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await at.raw(leads)).toEqual([
    { id: lead, status: "MQL", deleted: false },
    { id: other, status: "New", deleted: false },
  ]);
  const tracked = [{ product: "salesforce", entity: "Lead", field: "Status" }];
  const values = `select value, changed_at::varchar as since from raw.field_values where record_id = '${lead}' order by since`;
  expect(await at.raw(values, tracked, nightInstant(30), tables)).toEqual([
    { value: "New", since: "2026-01-01 00:00:00" },
    { value: "MQL", since: "2026-02-01 00:00:00" },
  ]);
});

test("the headers decide whether a table lead_history is the history of leads or a replica of leads with versions", async () => {
  const object = createLoadProject([crmSource], {}, tables);
  object.put(
    "exports/crm/lead_history.csv",
    `id,lead_id,field,old_value,new_value,created_date,_fivetran_synced,_fivetran_start\n0175e000001,${lead},Status,New,MQL,2026-02-01 00:00:00,2026-02-02 00:00:00,2026-02-01 00:00:00\n`,
  );
  expect(await object.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await object.raw(`select "NewValue" as to from raw.salesforce_lead_history`)).toEqual([{ to: "MQL" }]);
  expect(await object.raw(leads)).toEqual([]);

  const copy = createLoadProject([crmSource], {}, tables);
  const versions = `id,status,_fivetran_start,_fivetran_active\n${lead},New,2026-01-01 00:00:00,FALSE\n${lead},MQL,2026-02-01 00:00:00,TRUE\n`;
  copy.put("exports/crm/lead_history.csv", versions);
  expect(await copy.loadWithEvents()).toMatchObject({ code: 0, error: undefined, added: ["lead_history.csv"] });
  expect(await copy.raw(leads)).toEqual([{ id: lead, status: "MQL", deleted: null }]);
});

test("the history objects of contacts, accounts and opportunities, merges and relations are read in a replica's spelling, copies with versions as what they copy", async () => {
  const at = createLoadProject([crmSource], {}, tables);
  const change = "field,old_value,new_value,created_date,_fivetran_start";
  at.put(
    "exports/crm/contact_history.csv",
    `id,contact_id,${change}\n0175e000001,0035e000001,Status__c,New,MQL,2026-02-01 00:00:00,2026-02-02 00:00:00\n`,
  );
  at.put(
    "exports/crm/account_history.csv",
    `id,account_id,${change}\n0175e000003,0015e000001,Industry,Retail,Banking,2026-02-01 00:00:00,2026-02-02 00:00:00\n`,
  );
  at.put(
    "exports/crm/opportunity_field_history.csv",
    `id,opportunity_id,${change}\n0175e000002,0065e000001,StageName,New,Won,2026-02-01 00:00:00,2026-02-02 00:00:00\n`,
  );
  at.put(
    "exports/crm/record_merge_history.csv",
    "id,latest_master_id,master_id,merged_record_id,_fivetran_start\n0RM1,00Q5e000002,00Q5e000002,00Q5e000001,2026-02-02 00:00:00\n",
  );
  at.put("exports/crm/task_who_relation.csv", "id,task_id,relation_id,type\n0RT1,00T5e000001,0035e000001,Contact\n");
  at.put(
    "exports/crm/event_relation.csv",
    "id,event_id,relation_id,is_what,is_parent,status\n0RE1,00U5e000001,0035e000001,FALSE,TRUE,New\n",
  );
  at.put("exports/crm/opportunity_history.csv", "id,stage_name,_fivetran_start\n0065e000001,Won,2026-02-02 00:00:00\n");
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  const counts = [
    "contact_history",
    "account_history",
    "opportunity_field_history",
    "record_merge_history",
    "task_relations",
    "event_relations",
    "opportunities",
  ];
  for (const name of counts)
    expect([name, ...(await at.raw(`select count(*)::int as n from raw.salesforce_${name}`))]).toEqual([
      name,
      { n: 1 },
    ]);

  const copy = createLoadProject([crmSource], {}, tables);
  copy.put(
    "exports/crm/contact_history.csv",
    "id,email,_fivetran_start\n0035e000001,a@b.example,2026-02-02 00:00:00\n",
  );
  expect(await copy.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await copy.raw("select count(*)::int as n from raw.salesforce_contacts")).toEqual([{ n: 1 }]);
});

test("dates that a replica writes as midnights stay the same days", async () => {
  const at = createLoadProject([crmSource], {}, tables);
  at.put("exports/crm/opportunity.csv", "id,close_date,is_won\n0065e000001,2026-03-31 00:00:00,TRUE\n");
  at.put("exports/crm/opportunity_contact_role.csv", "id,opportunity_id,contact_id\n00K1,0065e000001,0035e000001\n");
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await at.raw(`select "CloseDate"::varchar as day from raw.salesforce_opportunities`)).toEqual([
    { day: "2026-03-31" },
  ]);
  expect(await at.raw("select count(*)::int as n from raw.salesforce_opportunity_contact_roles")).toEqual([{ n: 1 }]);
});

const activities = `select "marketoGUID" as id, "activityTypeId"::int as type, attributes,
  "primaryAttributeValue" as asset from raw.marketo_activities order by id`;

test("tables for each activity type give the same rows as an extract: the type by the file name, the other columns as attributes", async () => {
  const at = createLoadProject([map], {}, tables);
  at.put(
    "exports/map/activity_change_status_in_progression.csv",
    "\ufeffid,lead_id,activity_date,primary_attribute_value,new_status,old_status,success,_fivetran_synced\n1,7,2026-06-01 00:00:00.000,Webinar,Attended,,TRUE,2026-06-02 00:00:00\n",
  );
  at.put(
    "exports/map/activity_merge_leads_1.csv",
    "id,lead_id,activity_date,activity_type_id,merge_ids,primary_attribute_value\n2,7,2026-06-01 00:00:00,32,[9],Ann\n",
  );
  at.put(
    "exports/map/activity_delete_lead.csv",
    "id,lead_id,activity_date,activity_type_id\n3,8,2026-06-01 00:00:00,29\n",
  );
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await at.raw(activities)).toEqual([
    { id: "1", type: 104, attributes: '{"New Status":"Attended","success":"TRUE"}', asset: "Webinar" },
    { id: "2", type: 32, attributes: '{"Merge IDs":"[9]"}', asset: "Ann" },
    { id: "3", type: 29, attributes: null, asset: null },
  ]);
});

test("an extract keeps its own attributes, and its extra columns are no attributes", async () => {
  const at = createLoadProject([map], {}, tables);
  const header = "marketoGUID,leadId,activityDate,activityTypeId,attributes,extra";
  at.put("exports/map/activities_1.csv", `${header}\n1,7,2026-06-01T00:00:00Z,1,"{""New Status"":""X""}",more\n`);
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await at.raw(activities)).toMatchObject([{ attributes: '{"New Status":"X"}' }]);
});

test("the table of a custom activity type needs a column with the type, or it is not loaded", async () => {
  const own = createLoadProject([map], {}, tables);
  own.put(
    "exports/map/activity_dance.csv",
    "id,lead_id,activity_date,activity_type_id\n1,7,2026-06-01 00:00:00,100001\n",
  );
  expect(await own.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await own.raw(activities)).toMatchObject([{ type: 100_001 }]);
  const silent = createLoadProject([map], {}, tables);
  silent.put("exports/map/activity_dance.csv", "id,lead_id,activity_date\n1,7,2026-06-01 00:00:00\n");
  expect((await silent.loadWithEvents()).error?.message).toContain("the column activityTypeId is missing");
});

test("a file whose name only begins with another name of an object is not matched", async () => {
  const at = createLoadProject([map], {}, tables);
  at.put("exports/map/lead.csv", "id\n7\n");
  at.put("exports/map/lead_describe.csv", "id,restname\n1880,Company\n");
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, added: ["lead.csv"] });
});

test("a replica's history of properties is not taken for a replica of the object", async () => {
  const at = createLoadProject([{ name: "hub", system: "hubspot", path: "exports/hub" }], {}, tables);
  at.put("exports/hub/contact.csv", "id,property_email\n1,ada@acme.example\n");
  at.put(
    "exports/hub/contact_property_history.csv",
    "contact_id,name,value,timestamp,_fivetran_start\n1,lifecyclestage,lead,2026-01-20 10:00:00,2026-01-21 00:00:00\n",
  );
  at.put(
    "exports/hub/company_property_history.csv",
    "company_id,name,value,timestamp,source,source_id,_fivetran_start\n7,industry,Retail,2026-01-20 10:00:00,API,1,2026-01-21 00:00:00\n",
  );
  expect(await at.loadWithEvents()).toMatchObject({
    code: 0,
    added: ["company_property_history.csv", "contact_property_history.csv", "contact.csv"],
  });
  expect(await at.raw("select company_id, name, value from raw.hubspot_company_property_history")).toEqual([
    { company_id: "7", name: "industry", value: "Retail" },
  ]);
});

test("a record without an active version, or marked in any column as deleted, is deleted; a history that has become too old is not", async () => {
  const at = createLoadProject([crmSource], {}, tables);
  at.put(
    "exports/crm/lead.csv",
    `id,status,is_deleted,_fivetran_deleted,_fivetran_start,_fivetran_active
${lead},New,FALSE,,2026-01-01 00:00:00,FALSE
${lead},MQL,FALSE,,2026-02-01 00:00:00,TRUE
${other},New,FALSE,,2026-01-01 00:00:00,FALSE
${other},MQL,FALSE,,2026-02-01 00:00:00,FALSE
00Q5e000001AbCfEAK,MQL,FALSE,TRUE,2026-02-01 00:00:00,TRUE
`,
  );
  at.put(
    "exports/crm/opportunity_contact_role.csv",
    `id,opportunity_id,contact_id,_fivetran_start,_fivetran_active\n00K5e000001,0065e000001,0035e000001,2026-02-01 00:00:00,FALSE\n`,
  );
  at.put(
    "exports/crm/lead_history.csv",
    `id,lead_id,field,new_value,created_date,is_deleted,_fivetran_start,_fivetran_active\n0175e000001,${lead},Status,MQL,2026-02-01 00:00:00,FALSE,2026-02-01 00:00:00,FALSE\n`,
  );
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await at.raw(leads)).toEqual([
    { id: lead, status: "MQL", deleted: false },
    { id: other, status: "MQL", deleted: true },
    { id: "00Q5e000001AbCfEAK", status: "MQL", deleted: true },
  ]);
  const deleted = (table: string) => at.raw(`select "IsDeleted" as deleted from raw.salesforce_${table}`);
  expect(await deleted("opportunity_contact_roles")).toEqual([{ deleted: true }]);
  expect(await deleted("lead_history")).toEqual([{ deleted: false }]);
});

test("a contact that was taken off a deal or an engagement is no longer on it; a pair with several labels is, until all are taken back", async () => {
  const at = createLoadProject([{ name: "hub", system: "hubspot", path: "exports/hub" }], {}, tables);
  at.put(
    "exports/hub/deal_contact.csv",
    `deal_id,contact_id,type_id,_fivetran_deleted\n1,10,3,FALSE\n1,10,4,TRUE\n1,11,3,TRUE\n1,11,4,TRUE\n1,12,3,FALSE\n`,
  );
  at.put(
    "exports/hub/deal_company.csv",
    `deal_id,company_id,type_id,_fivetran_start,_fivetran_active\n1,20,5,2026-01-01 00:00:00,FALSE\n1,21,5,2026-01-01 00:00:00,TRUE\n1,21,6,2026-02-01 00:00:00,FALSE\n`,
  );
  for (const other of ["contact", "deal"])
    at.put(
      `exports/hub/engagement_${other}.csv`,
      `engagement_id,${other}_id,_fivetran_deleted\n5,10,FALSE\n5,11,TRUE\n`,
    );
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  const pairs = (table: string, other: string) =>
    at.raw(`select ${other} as id, coalesce(is_deleted, false) as gone from raw.hubspot_${table} order by id`);
  const gone = (id: string) => ({ id, gone: true });
  const there = (id: string) => ({ id, gone: false });
  expect(await pairs("deal_contacts", "contact_id")).toEqual([there("10"), gone("11"), there("12")]);
  expect(await pairs("deal_companies", "company_id")).toEqual([gone("20"), there("21")]);
  expect(await pairs("engagement_contacts", "contact_id")).toEqual([there("10"), gone("11")]);
  expect(await pairs("engagement_deals", "deal_id")).toEqual([there("10"), gone("11")]);

  at.put(
    "exports/hub/deal_contact.csv",
    `deal_id,contact_id,type_id,_fivetran_deleted\n1,10,3,TRUE\n1,10,4,TRUE\n1,11,3,FALSE\n1,11,4,TRUE\n1,12,3,FALSE\n`,
  );
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  expect(await pairs("deal_contacts", "contact_id")).toEqual([gone("10"), there("11"), there("12")]);
});

test("a prospect that was taken off an opportunity or a list, a member of a campaign without an active version, and a lead that Marketo no longer has are marked", async () => {
  const at = createLoadProject([crmSource, map, { name: "par", system: "pardot", path: "exports/par" }], {}, tables);
  at.put(
    "exports/crm/campaign_member.csv",
    `id,campaign_id,contact_id,_fivetran_start,_fivetran_active\n00v5e000001,7015e000001,0035e000001,2026-02-01 00:00:00,FALSE\n`,
  );
  at.put("exports/map/lead.csv", `id,_fivetran_deleted\n1,FALSE\n2,TRUE\n`);
  at.put(
    "exports/par/opportunity_prospect.csv",
    `opportunity_id,prospect_id,updated_at,_fivetran_start,_fivetran_active
1,1,2026-01-01 00:00:00,2026-01-01 00:00:00,FALSE
1,1,2026-02-01 00:00:00,2026-02-01 00:00:00,TRUE
1,2,2026-01-01 00:00:00,2026-01-01 00:00:00,FALSE
`,
  );
  at.put("exports/par/list_membership.csv", `id,list_id,prospect_id,_fivetran_deleted\n1,1,1,FALSE\n2,1,2,TRUE\n`);
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  const marks = (table: string, id: string, flag: string) =>
    at.raw(`select ${id} as id, coalesce("${flag}", false) as gone from raw.${table} order by id`);
  const oneOfTwo = [
    { id: "1", gone: false },
    { id: "2", gone: true },
  ];
  expect(await marks("salesforce_campaign_members", "'1'", "IsDeleted")).toEqual([{ id: "1", gone: true }]);
  expect(await marks("marketo_leads", "id", "isDeleted")).toEqual(oneOfTwo);
  expect(await marks("pardot_opportunity_prospects", "prospect_id", "is_deleted")).toEqual(oneOfTwo);
  expect(await marks("pardot_list_memberships", "id", "is_deleted")).toEqual(oneOfTwo);
});
