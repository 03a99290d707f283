import { expect, test } from "vitest";
import { source_activities } from "../../../../models/canonical/source_activities.js";
import { source_campaigns } from "../../../../models/canonical/source_campaigns.js";
import { source_people } from "../../../../models/canonical/source_people.js";
import { activities } from "../../../../models/intermediate/activities.js";
import { person_records } from "../../../../models/intermediate/person_records.js";
import type { Model } from "../../../../src/table/model.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../../support/built_models.js";

const sources = [
  { name: "crm", system: "salesforce", path: "exports/crm" },
  { name: "map", system: "marketo", path: "exports/map" },
];
const ask = (rows: RowsByTable, target: Model, query: string) =>
  withBuiltModels(runFacts("2026-07-01T00:00:00Z", { sources }), rows, [target], (warehouse) =>
    rowsOf(warehouse, query),
  );
const lead = (id: string, more = {}) => ({ system: "map", id, email: `${id}@acme.test`, ...more });
const activity = (marketoGUID: string, activityTypeId: number, attributes: object = {}, more = {}) => ({
  system: "map",
  marketoGUID,
  leadId: "1",
  activityTypeId,
  primaryAttributeValue: "it",
  attributes: JSON.stringify(attributes),
  activityDate: "2026-06-01T00:00:00Z",
  ...more,
});
const map = (raw_type: string, activity_type: string, asset: string | null = null) => ({
  system: "marketo",
  raw_type,
  asset,
  activity_type,
});
const typed = async (of: object[], activity_map: object[] = [], programs: object[] = []) => {
  const rows = {
    "raw.marketo_leads": [lead("1")],
    "raw.marketo_activities": of as Record<string, unknown>[],
    "raw.marketo_programs": programs as Record<string, unknown>[],
    "raw.activity_map": activity_map as Record<string, unknown>[],
  };
  const found = await ask(rows, activities, "from intermediate.activities order by activity_id");
  return found.map(({ raw_type, activity_type, is_mapped }) => [raw_type, activity_type, is_mapped]);
};
const personOf = async (rows: RowsByTable) => {
  const found = await ask(rows, person_records, "from intermediate.person_records order by record_id");
  return Object.fromEntries(
    found.map(({ record_id, person_id, join_reason }) => [record_id, [person_id, join_reason]]),
  );
};

test("a standard type has its name, a type of the instance's own its id; the activity map may use either", async () => {
  const of = [activity("a", 1), activity("b", 2), activity("c", 100001), activity("d", 100002)];
  expect(
    await typed(of, [map("1", "web_page_visit"), map("fill out form", "form_fill"), map("100001", "other")]),
  ).toEqual([
    ["Visit Webpage", "web_page_visit", true],
    ["Fill Out Form", "form_fill", true],
    ["100001", "other", true],
    ["100002", "other", false],
  ]);
});

test("if the activity map has a type by name and by id, the name counts", async () => {
  const either = [map("1", "other"), map("Visit Webpage", "web_page_visit")];
  expect(await typed([activity("a", 1)], either)).toEqual([["Visit Webpage", "web_page_visit", true]]);
});

test("what Marketo itself does with a lead is no activity of the person, unless the activity map has the type", async () => {
  const of = [activity("a", 6), activity("b", 13), activity("c", 46), activity("d", 24)];
  expect(await typed(of)).toEqual([]);
  expect(await typed(of, [map("46", "intent_signal"), map("Add to List", "list_import")])).toEqual([
    ["Interesting Moment", "intent_signal", true],
    ["Add to List", "list_import", true],
  ]);
});

test("activities that were skipped or failed do not count", async () => {
  const of = ["succeeded", "Skipped", "failed", null].map((actionResult, no) =>
    activity(`${no}`, 2, {}, { actionResult }),
  );
  expect(await typed(of)).toHaveLength(2);
});

const program = { system: "map", id: "7", name: "Spring", channel: "Webinar", startDate: "2026-05-01" };
const step = (marketoGUID: string, from: string | null, to: string | null, id = "7") =>
  activity(marketoGUID, 104, { "Old Status": from, "New Status": to }, { primaryAttributeValueId: id });

test("the type of a new status in a program is made of the channel and the status", async () => {
  const words = [map("Program:Webinar:Attended", "webinar_attendance")];
  const of = [step("a", "Registered", "Attended"), step("b", null, "Registered"), step("c", null, "Attended", "8")];
  expect(await typed(of, words, [program])).toEqual([
    ["Program:Webinar:Attended", "webinar_attendance", true],
    ["Program:Webinar:Registered", "other", false],
    ["Program::Attended", "other", false],
  ]);
});

test("a status that is unchanged or set by the team is no response, unless the activity map has it", async () => {
  const of = [step("a", "Attended", "Attended"), step("b", null, "Invited"), step("c", "Registered", "No Show")];
  expect(await typed(of, [], [program])).toEqual([]);
  const types = await typed(of, [map("Program:Webinar:No Show", "webinar_registration")], [program]);
  expect(types).toEqual([["Program:Webinar:No Show", "webinar_registration", true]]);
});

test("a program is a campaign with its channel as type, and a status change in it is an activity of that campaign", async () => {
  const rows = { "raw.marketo_programs": [program], "raw.marketo_activities": [step("a", null, "Attended")] };
  expect(await ask(rows, source_campaigns, "from intermediate.source_campaigns")).toEqual([
    { system: "map", campaign_id: "7", name: "Spring", type: "Webinar", starts_on: "2026-05-01" },
  ]);
  const [told] = await ask(rows, source_activities, "from intermediate.source_activities");
  expect(told).toMatchObject({ campaign_id: "7", asset: "Spring" });
});

test("a smart campaign is not a campaign, the asset of a click is the email, and that of a page without a name its address", async () => {
  const of = [
    activity("a", 11, { Link: "https://acme.test/x" }, { campaignId: "99", primaryAttributeValue: "Spring mail" }),
    activity("b", 1, { "Webpage URL": "/pricing" }, { primaryAttributeValue: null }),
    activity("c", 2, { "Program ID": 7 }),
  ];
  const query = "select asset, campaign_id from intermediate.source_activities order by activity_id";
  expect(await ask({ "raw.marketo_activities": of }, source_activities, query)).toEqual([
    { asset: "Spring mail", campaign_id: null },
    { asset: "/pricing", campaign_id: null },
    { asset: "it", campaign_id: "7" },
  ]);
});

test("a person's name never becomes an asset", async () => {
  const rows = {
    "raw.marketo_activities": [activity("a", 12, {}, { primaryAttributeValue: "Ada King" })],
    "raw.activity_map": [map("New Lead", "list_import")],
  };
  expect(await ask(rows, source_activities, "select asset from intermediate.source_activities")).toEqual([
    { asset: null },
  ]);
});

test("a bot's opens and clicks are kept and marked", async () => {
  const of = [
    activity("a", 10, { "Is Bot Activity": true, "Bot Activity Pattern": "Match with IAB list" }),
    activity("b", 11, { "Is Bot Activity": false, "Bot Activity Pattern": "N/A" }),
    activity("c", 10, { "Bot Activity Pattern": "Match with proximity pattern" }),
    activity("d", 10),
  ];
  const query = "select is_bot from intermediate.source_activities order by activity_id";
  const found = await ask({ "raw.marketo_activities": of }, source_activities, query);
  expect(found.map(({ is_bot }) => is_bot)).toEqual([true, false, true, false]);
});

test("the losers of a chain of merges, and their activities, belong to the last survivor", async () => {
  const rows = {
    "raw.marketo_leads": [lead("1")],
    "raw.marketo_activities": [
      activity("a", 32, { "Merge IDs": "[2, 4]" }, { leadId: "1" }),
      activity("b", 31, { "Merge IDs": "[3]" }, { leadId: "2" }),
      activity("c", 2, {}, { leadId: "3" }),
    ],
  };
  expect(await personOf(rows)).toEqual({
    1: ["map:1", "itself"],
    2: ["map:1", "merge"],
    3: ["map:1", "merge"],
    4: ["map:1", "merge"],
  });
  const [form] = await ask(rows, activities, "select person_id, activity_id from intermediate.activities");
  expect(form).toEqual({ person_id: "map:1", activity_id: "c" });
});

const exclusions = async (rows: RowsByTable) => {
  const query = "select record_id, exclusion from intermediate.records_judged order by record_id";
  const found = await ask(rows, person_records, query);
  return Object.fromEntries(found.map(({ record_id, exclusion }) => [record_id, exclusion]));
};

test("a lead deleted in Marketo is left out, unless it changed later or was merged", async () => {
  const changed = { updatedAt: "2026-06-02T00:00:00Z" };
  const rows = {
    "raw.marketo_leads": [lead("1"), lead("2", changed), lead("3"), lead("4", changed)],
    "raw.marketo_activities": [
      activity("a", 37, {}, { leadId: "1" }),
      activity("b", 29, {}, { leadId: "2" }),
      activity("c", 32, { "Merge IDs": "[3]" }, { leadId: "4" }),
    ],
    "raw.marketo_deleted_leads": ["3", "5"].map((leadId) => ({ system: "map", leadId })),
  };
  expect(await exclusions(rows)).toEqual({ 1: "deleted", 2: null, 3: null, 4: null, 5: "deleted" });
});

test("an anonymous web visitor is not a person", async () => {
  expect(await exclusions({ "raw.marketo_leads": [lead("1", { isAnonymous: true }), lead("2")] })).toEqual({
    1: "anonymous",
    2: null,
  });
});

test("a lead is joined with the Salesforce lead or contact that it names, even by an id of 15 characters, in every org that has it", async () => {
  const rows = {
    "raw.marketo_leads": [
      lead("1", { sfdcLeadId: "00QAbCdEfGhIjKl" }),
      lead("2", { sfdcContactId: "0031" }),
      lead("3", { sfdcContactId: "0039" }),
    ],
    "raw.salesforce_leads": [{ system: "crm", Id: "00QAbCdEfGhIjKlMVK" }],
    "raw.salesforce_contacts": [{ system: "crm", Id: "0031" }],
  };
  expect(await personOf(rows)).toMatchObject({
    1: ["crm:00QAbCdEfGhIjKlMVK", "link"],
    2: ["crm:0031", "link"],
    3: ["map:3", "itself"],
  });
});

test("an address is invalid, unsubscribed or valid, and null if no source says", async () => {
  const rows = {
    "raw.marketo_leads": [
      lead("1", { emailInvalid: true, unsubscribed: true }),
      lead("2", { unsubscribed: true }),
      lead("3", { emailInvalid: false }),
      lead("4"),
    ],
    "raw.salesforce_leads": [{ system: "crm", Id: "00Q1", EmailBouncedDate: "2026-01-01T00:00:00Z" }],
    "raw.salesforce_contacts": [{ system: "crm", Id: "0031", HasOptedOutOfEmail: false }],
  };
  const found = await ask(rows, source_people, "from intermediate.source_people order by record_id");
  expect(found.map(({ record_id, email_status }) => [record_id, email_status])).toEqual([
    ["0031", "valid"],
    ["00Q1", "invalid"],
    ["1", "invalid"],
    ["2", "unsubscribed"],
    ["3", "valid"],
    ["4", null],
  ]);
});

test("values of the CRM win over values of Marketo, and the source is the lead source, else what Marketo saw first", async () => {
  const rows = {
    "raw.marketo_leads": [
      lead("1", { leadSource: "Web", originalSourceType: "List import", acquisitionProgramId: "7" }),
      lead("2", { originalSourceType: "List import" }),
    ],
  };
  const query = "select source, campaign_id, precedence from intermediate.source_people order by record_id";
  expect(await ask(rows, source_people, query)).toEqual([
    { source: "Web", campaign_id: "7", precedence: 3n },
    { source: "List import", campaign_id: null, precedence: 3n },
  ]);
});

test("an asset is trimmed, including no-break spaces; if nothing is left, it is the path of the page", async () => {
  const visit = (id: string, primaryAttributeValue: string) =>
    activity(id, 1, { "Webpage URL": "/pricing" }, { primaryAttributeValue });
  const rows = {
    "raw.marketo_leads": [lead("1")],
    "raw.marketo_activities": [visit("a", " Demo\u00a0"), visit("b", "\u00a0")],
  };
  const found = await ask(rows, activities, "from intermediate.activities order by activity_id");
  expect(found.map(({ asset }) => asset)).toEqual(["Demo", "/pricing"]);
});
