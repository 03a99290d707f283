import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandResult, closedloop, queryProject, temporaryFolder } from "../support/cli.js";

/** Leads with every known difficulty, as nightly bulk extracts next to the export of a CRM. */
const files: Record<string, string> = {
  "closedloop.yaml": `time_zone: America/New_York
sources:
  - {name: crm, system: salesforce, path: exports/salesforce, settle_seconds: 0}
  - {name: map, system: marketo, path: exports/marketo, settle_seconds: 0, stage_field: lifecycleStatus, custom: {persona: persona}}
`,
  "exports/salesforce/Lead.csv": `Id,Email,Title,CreatedDate
00QAbCdEfGhIjKlMVK,ada@acme.example,VP Marketing,2026-05-02 09:00:00
`,
  "exports/marketo/2026-06-30/leads.csv": `id,email,firstName,lastName,company,leadSource,sfdcLeadId,acquisitionProgramId,createdAt,updatedAt,isAnonymous,lifecycleStatus,persona
1,ada.king@home.example,Ada,King,null,Webinar,00QAbCdEfGhIjKl,7,2026-05-01T09:00:00Z,2026-06-01T00:00:00+0000,false,MQL,Marketing leader
2,bob@acme.example,Bob,Null,Null,null,null,null,2026-05-01T09:00:00,2026-06-01 00:00:00,false,null,null
3,null,null,null,null,null,null,null,2026-05-01T09:00:00Z,null,true,null,null
4,carl@acme.example,Carl,Ox,Acme,null,null,null,2026-05-01T09:00:00Z,2026-05-02T00:00:00Z,false,New,null
`,
  "exports/marketo/programs.csv": `id,name,channel,createdAt,startDate
7,Spring Webinar,Webinar,2026-04-01T00:00:00Z+0000,2026-05-01T00:00:00Z+0000
`,
  "exports/marketo/deleted_leads.csv": "leadId,activityDate\n4,2026-06-02T00:00:00Z\n",
  "exports/marketo/activities-2026-05-01.csv.gz": `marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes,actionResult
a1,1,2026-05-03T10:00:00Z,1,null,null,/pricing,"{""Webpage URL"":""/pricing"",""User Agent"":""x, y""}",succeeded
a2,1,2026-05-04T10:00:00Z,104,9,7,Spring Webinar,"{""Old Status"":""Registered"",""New Status"":""Attended"",""Program Member ID"":5}",null
a3,1,2026-05-05T10:00:00Z,10,9,3,Invitation,"{""Is Bot Activity"":true,""Bot Activity Pattern"":""Match with IAB list""}",null
a4,1,2026-05-06T10:00:00Z,6,9,3,Invitation,"{""Step ID"":1}",null
a5,1,2026-05-07T10:00:00Z,13,9,null,Lifecycle Status,"{""Old Value"":""New"",""New Value"":""MQL""}",null
a6,99,2026-05-08T10:00:00Z,2,null,5,Demo Request,"{""Form Fields"":""brok",null
a7,1,2026-05-09T10:00:00Z,32,null,1,Ada King,"{""Merge IDs"":""[98]""}",null
`,
  "exports/marketo/activities-2026-05-08.csv": `marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes
a6,99,2026-05-08T10:00:00Z,2,null,5,Demo Request,"{""Form Fields"":""brok"
a8,98,2026-05-08T11:00:00Z,2,null,5,Demo Request,"[{""name"":""Webpage ID"",""value"":3}]"
a9,98,2026-05-08T12:00:00Z,100007,null,null,Badge 1,null
`,
};

let project: string;
let ran: CommandResult;
const ends: (() => void)[] = [];
beforeAll(async () => {
  project = temporaryFolder((end) => ends.push(end));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), name.endsWith(".gz") ? gzipSync(text) : text);
  }
  ran = await closedloop(["run", "--project", project, "--as-of", "2026-07-01T00:00:00Z"]);
});
afterAll(() => {
  for (const end of ends) end();
});

test("a night of bulk extracts runs through every command, windows that overlap included", async () => {
  expect(ran).toMatchObject({ code: 0 });
  const again = await closedloop(["load", "--project", project, "--as-of", "2026-07-01T00:00:00Z"]);
  expect(again.stderr.split("\n")).toEqual([
    "loaded: 0 new file(s) of 6",
    expect.stringMatching(/^warn: crm: the newest record is of /),
    expect.stringMatching(/^warn: map: the newest record is of /),
    "",
  ]);
  expect(await closedloop(["check", "--project", project])).toMatchObject({ code: 0 });
});

test("a lead is one person with its CRM record, has its own persona, and null is no company but Null may be one", async () => {
  const people = "select person_id, company, persona, source, activities_30d from marts.people order by person_id";
  expect(await queryProject(project, people)).toEqual([
    {
      person_id: "crm:00QAbCdEfGhIjKlMVK",
      company: null,
      persona: "Marketing leader",
      source: "Webinar",
      activities_30d: 0,
    },
    { person_id: "map:2", company: "Null", persona: null, source: null, activities_30d: 0 },
  ]);
});

test("the activities of a merged lead follow its winner, typed by the shipped map; what Marketo did is none", async () => {
  const query = `select activity_id, person_id, activity_type, asset, campaign_id, channel, is_bot
    from intermediate.activities order by activity_id`;
  const none = { campaign_id: null, channel: null, is_bot: false, person_id: "crm:00QAbCdEfGhIjKlMVK" };
  expect(await queryProject(project, query)).toEqual([
    { ...none, activity_id: "a1", activity_type: "pricing_page_visit", asset: "/pricing" },
    {
      ...none,
      ...{ activity_id: "a2", activity_type: "webinar_attendance", asset: "Spring Webinar" },
      ...{ campaign_id: "7", channel: "Webinar" },
    },
    { ...none, activity_id: "a3", activity_type: "email_open", asset: "Invitation", is_bot: true },
    { ...none, activity_id: "a8", activity_type: "demo_request", asset: "Demo Request" },
    { ...none, activity_id: "a9", activity_type: "other", asset: "Badge 1" },
  ]);
});

test("the change of the stage field is an MQL at its instant, and its cycle has the program that triggered it", async () => {
  const query = "select mql_at, mql_is_approximate, campaign, channel from marts.mql_cycles";
  expect(await queryProject(project, query)).toEqual([
    { mql_at: "2026-05-07T10:00:00Z", mql_is_approximate: false, campaign: "Spring Webinar", channel: "Webinar" },
  ]);
});

test("what was left out or could not be read is counted and named", async () => {
  const checks = [
    ...["excluded records", "unmapped activity types", "activities of the system, not of the person"],
    ...["activities of bots", "activities of records that no export has"],
    ...["activities with attributes that cannot be read"],
  ];
  const found = await queryProject(
    project,
    `select "check", subject, count from marts.data_quality
     where "check" in (${checks.map((check) => `'${check}'`).join(", ")}) order by all`,
  );
  expect(found.map(({ check, subject, count }) => [check, subject, count])).toEqual([
    ["activities of bots", "Open Email", 1],
    ["activities of records that no export has", "map", 1],
    ["activities of the system, not of the person", "Change Data Value", 1],
    ["activities of the system, not of the person", "Merge Leads", 1],
    ["activities of the system, not of the person", "Send Email", 1],
    ["activities with attributes that cannot be read", "map", 1],
    ["excluded records", "anonymous", 1],
    ["excluded records", "deleted", 1],
    ["unmapped activity types", "100007", 1],
  ]);
});
