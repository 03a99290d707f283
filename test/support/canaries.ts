/** Exports of all five systems in which every field that may quote a person has a value to look for. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { quotedCsvCell } from "../../src/base/csv_cell.js";
import { initProject } from "../../src/cli/setup/init.js";

/** Every value, and all that is made of it, matches this; nothing else of the project does. */
export const canary = /canary/i;

const config = `time_zone: UTC
currency: USD
mql: {source: recorded_else_computed}
dimensions: []
sources:
  - {name: crm, system: salesforce, path: exports/salesforce, settle_seconds: 0, files: {Lead: "Lead_*.csv", Task: "Task_*.csv"}, reason_fields: {lead: Reason__c, opportunity: LossReason__c}, custom: {Plan__c: plan}}
  - {name: hub, system: hubspot, path: exports/hubspot, settle_seconds: 0, reason_fields: {contact: disqualify_reason}}
  - {name: map, system: marketo, path: exports/marketo, settle_seconds: 0}
  - {name: par, system: pardot, path: exports/pardot, settle_seconds: 0}
  - name: own
    system: mapped
    path: exports/own
    settle_seconds: 0
    entities:
      people: {file: people.csv, columns: {record_id: id, full_name: name, email: mail, job_title: title, company: company, created_at: made_at, attributes.note: note}}
      accounts: {file: accounts.csv, columns: {account_id: id, name: name, domain: domain}}
      activities: {file: visits.csv, columns: {record_id: person, occurred_at: at, raw_type: type, asset: page}}
      stage_events: {file: stages.csv, columns: {record_id: person, occurred_at: at, stage: stage, reason: why}}
      opportunities: {file: deals.csv, columns: {opportunity_id: id, name: name, created_at: made_at, outcome: outcome}}
      opportunity_people: {file: deals.csv, columns: {opportunity_id: id, record_id: person}}
`;

/** The values by field, e.g. `canary.crm_email@leak.example`; each stands in exactly one field of one system. */
export const values = {
  crm: [
    ...[
      "canary.crm_email@leak.example",
      "Canarycrmfirst",
      "Canarycrmlast",
      "Canary Crm Title",
      "Canary Crm Company Inc",
    ],
    ...["Canary crm reason: rang Ann", "canary-crm-plan", "www.canary-crm-website.example", "Canary Crm Account Ltd"],
    ...["Canary crm deal name", "Canary crm loss reason", "Canary crm old title", "Canarycrmowner Smith"],
  ],
  hub: [
    ...["canary.hub_email@leak.example", "Canaryhubfirst", "Canaryhublast", "Canary Hub Title", "Canary Hub Company"],
    ...["Canary hub reason", "canary.hub_other@leak.example", "Canary hub deal", "Canary hub lost reason"],
    ...[
      "https://x.example/canary-hub-click?mail=canary.hub_url%40leak.example",
      "https://x.example/canary-hub-form",
      "canary-hub-domain.example",
    ],
  ],
  map: [
    ...["canary.map_email@leak.example", "Canarymapfirst", "Canarymaplast", "Canary Map Title", "Canary Map Company"],
    ...["www.x.example/canary-map-page", "?mail=canary.map_query@leak.example"],
  ],
  par: [
    ...["canary.par_email@leak.example", "Canaryparfirst", "Canaryparlast", "Canary Par Title", "Canary Par Company"],
    ...["https://x.example/canary-par-page?mail=canary.par_url@leak.example", "Canary par deal"],
  ],
  own: [
    ...["canary.own_email@leak.example", "Canaryown Name", "Canary Own Title", "Canary Own Company", "canary own note"],
    ...["Canary Own Account", "canary-own-domain.example", "/canary-own-page?mail=canary.own_url@leak.example"],
    ...["Canary own reason", "Canary own deal"],
  ],
  /** In rows that are rejected, in files that are refused, and in the names of files; no table of the database has the first. */
  refused: ["canary.bad_date@leak.example", "canary.bad_file@leak.example"],
  fileNames: ["canary.file_a@leak.example", "canary.file_b@leak.example", "canary.file_c@leak.example"],
} as const;

const csv = (...rows: readonly (readonly string[])[]) =>
  `${rows.map((row) => row.map((cell) => quotedCsvCell(cell)).join(",")).join("\n")}\n`;

/** A new project with these exports. Each person is an MQL that sales rejected for a reason that no lookup has. */
export async function createCanaryProject(folder: string): Promise<void> {
  await initProject(folder, {});
  writeFileSync(join(folder, "closedloop.yaml"), config);
  for (const [path, content] of Object.entries(exportedFiles())) {
    const file = join(folder, "exports", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function exportedFiles(): Record<string, string> {
  const { crm, hub, map, par, own, refused, fileNames } = values;
  const [at, later] = ["2026-05-04 09:00:00", "2026-05-06 09:00:00"];
  const lead = ["00Q000000000001AAA", "0015e00000Ac001AAB", "0065e00000Op011AAB", "0055e00000Us001AAB"] as const;
  return {
    [`salesforce/Lead_${fileNames[0]}.csv`]: csv(
      [
        "Id",
        "FirstName",
        "LastName",
        "Email",
        "Title",
        "Company",
        "Status",
        "LeadSource",
        "Country",
        "OwnerId",
        "IsConverted",
        "CreatedDate",
        "LastModifiedDate",
        "SystemModstamp",
        "Reason__c",
        "Plan__c",
        "Description",
      ],
      [
        lead[0],
        crm[1],
        crm[2],
        crm[0],
        crm[3],
        crm[4],
        "Unqualified",
        "Web",
        "Germany",
        lead[3],
        "0",
        at,
        later,
        later,
        crm[5],
        crm[6],
        "Canary description",
      ],
      [
        "00Q000000000002AAA",
        "Ann",
        "Low",
        "ann@x.example",
        "CEO",
        "X",
        "Open",
        "Web",
        "Germany",
        lead[3],
        "0",
        refused[0],
        later,
        later,
        "",
        "",
        "",
      ],
      [
        "00Q000000000003AAA",
        "Bo",
        "Low",
        "bo@x.example",
        "CEO",
        "X",
        "Open",
        "Web",
        "Germany",
        lead[3],
        "0",
        at,
        later,
        later,
        "",
        "",
        "",
        refused[0],
      ],
    ),
    "salesforce/LeadHistory.csv": csv(
      ["Id", "LeadId", "CreatedById", "CreatedDate", "Field", "OldValue", "NewValue"],
      ["0175e00000Lh001AAB", lead[0], lead[3], at, "Status", "Open", "MQL"],
      ["0175e00000Lh002AAB", lead[0], lead[3], later, "Status", "MQL", "Unqualified"],
      ["0175e00000Lh003AAB", lead[0], lead[3], later, "Title", crm[11], crm[3]],
    ),
    "salesforce/Account.csv": csv(
      ["Id", "Name", "Website", "OwnerId", "CreatedDate", "SystemModstamp"],
      [lead[1], crm[8], crm[7], lead[3], at, at],
    ),
    "salesforce/Opportunity.csv": csv(
      [
        "Id",
        "AccountId",
        "Name",
        "StageName",
        "IsClosed",
        "IsWon",
        "Amount",
        "CloseDate",
        "OwnerId",
        "CreatedDate",
        "LastModifiedDate",
        "SystemModstamp",
        "LossReason__c",
      ],
      [
        lead[2],
        lead[1],
        crm[9],
        "Closed Lost",
        "1",
        "0",
        "100",
        "2026-05-20 00:00:00",
        lead[3],
        at,
        later,
        later,
        crm[10],
      ],
    ),
    "salesforce/User.csv": csv(
      ["Id", "Name", "Email", "IsActive", "UserType"],
      [lead[3], crm[12], refused[0], "1", "Standard"],
    ),
    "hubspot/contacts.csv": csv(
      [
        "id",
        "firstname",
        "lastname",
        "email",
        "jobtitle",
        "company",
        "disqualify_reason",
        "hs_additional_emails",
        "lifecyclestage",
        "hs_lead_status",
        "hs_lifecyclestage_marketingqualifiedlead_date",
        "createdate",
        "lastmodifieddate",
        "associatedcompanyid",
      ],
      [
        "101",
        hub[1],
        hub[2],
        hub[0],
        hub[3],
        hub[4],
        hub[5],
        hub[6],
        "marketingqualifiedlead",
        "UNQUALIFIED",
        "2026-05-04T09:00:00Z",
        "2026-05-04T08:00:00Z",
        "2026-05-06T09:00:00Z",
        "71",
      ],
    ),
    "hubspot/companies.csv": csv(
      ["id", "name", "domain", "createdate"],
      ["71", "Canary Hub Firm", hub[11], "2026-05-04T08:00:00Z"],
    ),
    "hubspot/deals.csv": csv(
      [
        "id",
        "dealname",
        "dealstage",
        "closed_lost_reason",
        "amount",
        "createdate",
        "closedate",
        "contact_ids",
        "hs_is_closed",
        "hs_is_closed_won",
      ],
      [
        "201",
        hub[7],
        "closedlost",
        hub[8],
        "10",
        "2026-05-05T08:00:00Z",
        "2026-05-20T08:00:00Z",
        "101",
        "true",
        "false",
      ],
    ),
    "hubspot/email_events.csv": csv(
      ["id", "recipient", "type", "url", "created", "email_campaign_id"],
      ["e1", hub[0], "CLICK", hub[9], "2026-05-04T08:30:00Z", "9"],
    ),
    "hubspot/form_submissions.csv": csv(
      ["conversion_id", "contact_id", "form_id", "email", "title", "page_url", "submitted_at"],
      ["s1", "101", "f1", hub[0], "Canary hub page", hub[10], "2026-05-04T08:40:00Z"],
    ),
    "marketo/leads_2026-05.csv": csv(
      [
        "id",
        "email",
        "firstName",
        "lastName",
        "title",
        "company",
        "leadSource",
        "createdAt",
        "updatedAt",
        "isAnonymous",
      ],
      ["301", map[0], map[1], map[2], map[3], map[4], "Web", "2026-05-04T08:00:00Z", "2026-05-04T08:00:00Z", "false"],
    ),
    "marketo/activities_2026-05.csv": csv(
      [
        "marketoGUID",
        "leadId",
        "activityDate",
        "activityTypeId",
        "campaignId",
        "primaryAttributeValueId",
        "primaryAttributeValue",
        "attributes",
      ],
      [
        "1",
        "301",
        "2026-05-04T08:10:00Z",
        "1",
        "null",
        "5",
        map[5],
        JSON.stringify({ "Webpage URL": "/canary", "Query Parameters": map[6] }),
      ],
    ),
    "pardot/prospects.csv": csv(
      ["id", "email", "first_name", "last_name", "job_title", "company", "source", "created_at", "updated_at"],
      ["401", par[0], par[1], par[2], par[3], par[4], "Web", "2026-05-04T08:00:00Z", "2026-05-04T08:00:00Z"],
    ),
    "pardot/visitor_activities_2026-05.csv": csv(
      ["id", "prospect_id", "visitor_id", "type", "type_name", "details", "campaign_id", "created_at", "updated_at"],
      ["1", "401", "7", "20", "Page View", par[5], "", "2026-05-04T08:00:00Z", "2026-05-04T08:00:00Z"],
    ),
    "pardot/opportunities.csv": csv(
      ["id", "name", "stage", "status", "value", "created_at", "updated_at"],
      ["501", par[6], "Open", "Open", "10", "2026-05-04T08:00:00Z", "2026-05-04T08:00:00Z"],
    ),
    "own/people.csv": csv(
      ["id", "name", "mail", "title", "company", "made_at", "note"],
      ["1", own[1], own[0], own[2], own[3], "2026-05-04T08:00:00Z", own[4]],
    ),
    "own/accounts.csv": csv(["id", "name", "domain"], ["9", own[5], own[6]]),
    "own/visits.csv": csv(["person", "at", "type", "page"], ["1", "2026-05-04T08:00:00Z", "visit", own[7]]),
    "own/stages.csv": csv(
      ["person", "at", "stage", "why"],
      ["1", "2026-05-04T09:00:00Z", "mql", ""],
      ["1", "2026-05-06T09:00:00Z", "rejected", own[8]],
    ),
    "own/deals.csv": csv(
      ["id", "name", "made_at", "outcome", "person"],
      ["5", own[9], "2026-05-05T09:00:00Z", "open", "1"],
    ),
    [`own/unread_${fileNames[1]}.csv`]: csv(["who"], [refused[1]]),
    "salesforce/Task_1.csv": csv(
      ["Id", "WhoId", "Status", "CreatedDate", "Subject"],
      ["00T5e00000Tk002EAB", lead[0], "Completed", at, "Canary task"],
    ),
    // Its last record is cut off.
    [`salesforce/Task_${fileNames[2]}.csv`]: `"Id","WhoId","Status","CreatedDate","Subject"\n"00T5e00000Tk001EAB","${lead[0]}","Completed","${at}","${refused[1]}`,
  };
}
