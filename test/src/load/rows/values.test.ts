import { join } from "node:path";
import { expect, test } from "vitest";
import { hubspot_companies } from "../../../../models/adapters/hubspot/sources/hubspot_companies.js";
import { hubspot_contacts } from "../../../../models/adapters/hubspot/sources/hubspot_contacts.js";
import { hubspot_deals } from "../../../../models/adapters/hubspot/sources/hubspot_deals.js";
import { mapped_campaigns } from "../../../../models/adapters/mapped/sources/mapped_campaigns.js";
import { mapped_costs } from "../../../../models/adapters/mapped/sources/mapped_costs.js";
import { mapped_opportunities } from "../../../../models/adapters/mapped/sources/mapped_opportunities.js";
import { mapped_people } from "../../../../models/adapters/mapped/sources/mapped_people.js";
import { mapped_stage_events } from "../../../../models/adapters/mapped/sources/mapped_stage_events.js";
import { marketo_activities } from "../../../../models/adapters/marketo/sources/marketo_activities.js";
import { marketo_leads } from "../../../../models/adapters/marketo/sources/marketo_leads.js";
import { pardot_opportunities } from "../../../../models/adapters/pardot/sources/pardot_opportunities.js";
import { pardot_visitor_activities } from "../../../../models/adapters/pardot/sources/pardot_visitor_activities.js";
import { salesforce_leads } from "../../../../models/adapters/salesforce/sources/salesforce_leads.js";
import { salesforce_opportunities } from "../../../../models/adapters/salesforce/sources/salesforce_opportunities.js";
import { salesforce_tasks } from "../../../../models/adapters/salesforce/sources/salesforce_tasks.js";
import { field_values } from "../../../../models/run/field_values.js";
import type { LoadRecord } from "../../../../src/load/load_record.js";
import { collectLoadFindings } from "../../../../src/load/night/load_findings.js";
import { withWarehouse } from "../../../../src/table/database_file.js";
import type { Source } from "../../../../src/table/model.js";
import { createLoadProject } from "../load_project.js";

const tables: readonly Source[] = [
  hubspot_companies,
  hubspot_contacts,
  hubspot_deals,
  mapped_campaigns,
  mapped_costs,
  mapped_opportunities,
  mapped_people,
  mapped_stage_events,
  marketo_activities,
  marketo_leads,
  pardot_opportunities,
  pardot_visitor_activities,
  salesforce_leads,
  salesforce_opportunities,
  salesforce_tasks,
];

type Project = ReturnType<typeof createLoadProject>;
const source = (system: string, more: object = {}) => ({ name: "one", system, path: "exports", ...more });
const project = (...sources: object[]) => createLoadProject(sources, {}, tables);

/** Loads one file of a source and returns its load. */
async function load(at: Project, file: string, content: string) {
  at.put(`exports/${file}`, content);
  const loads = await at.load();
  return loads.find((one) => one.file === file)!;
}

const rows = (at: Project, query: string) => at.raw(query, [], undefined, tables);
const noted = (load: Pick<LoadRecord, "notes">) =>
  (load.notes ?? []).map(({ column, code, records, first_line }) => [column, code, records, first_line]);

const person = (columns: object, more: object = {}) =>
  source("mapped", {
    time_zone: "America/New_York",
    entities: { people: { file: "people.csv", columns: { record_id: "id", ...columns }, ...more } },
  });

test("a word that stands in place of dates or flags stands for nothing in every column of the file", async () => {
  const companies =
    "id,name,industry,createdate,numberofemployees\n71,Null,N/A,2026-01-05T10:00:00Z,N/A\n72,N/A,Tools,N/A,9\n";
  const hubspot = await load(project(source("hubspot")), "companies.csv", companies);
  expect(hubspot).toMatchObject({ loaded: 2, rejected: 0, null_words: [{ word: "N/A", values: 4 }] });
  const mapped = project(
    person({ company: "org", created_at: "since", "attributes.plan": "plan", merged_into: "into" }),
  );
  const loaded = await load(
    mapped,
    "people.csv",
    "id,org,since,plan,into\n1,\\N,2026-01-05,\\N,\\N\n2,None,\\N,Pro,1\n",
  );
  expect(loaded.null_words).toEqual([{ word: "\\N", values: 4 }]);
  expect(await rows(mapped, "select company, merged_into from raw.mapped_people order by record_id")).toEqual([
    { company: null, merged_into: null },
    { company: "None", merged_into: "1" },
  ]);
});

test("a company called Null stays where nothing proves that the word stands for nothing", async () => {
  const at = project(person({ company: "org", created_at: "since", employee_count: "size" }));
  const content = "id,org,since,size\n1,null,2026-01-05,\n2,N/A,2026-01-06,5\n3,-,2026-01-07,many\n";
  expect((await load(at, "people.csv", content)).null_words).toBeUndefined();
  expect(await rows(at, "select company from raw.mapped_people order by record_id")).toEqual([
    { company: "null" },
    { company: "N/A" },
  ]);
});

test("a column whose other values do not fit either proves nothing", async () => {
  const at = project(person({ company: "org", employee_count: "size" }));
  const loaded = await load(at, "people.csv", `id,org,size\n${"1,null,5\n2,null,6\n"}3,a,many\n4,b,null\n`);
  expect(loaded).toMatchObject({ loaded: 2, rejected: 2 });
});

test("ids that are a word for nothing are missing, not one record", async () => {
  const at = project(person({ company: "org" }));
  const loaded = await load(at, "people.csv", "id,org\n1,a\nNULL,b\nNULL,c\n2,NULL\n");
  expect(loaded).toMatchObject({ loaded: 2, rejected: 2, null_words: [{ word: "NULL", values: 3 }] });
  expect(loaded.rejects).toMatchObject([{ column: "record_id", code: "missing", records: 2 }]);
});

test("closedloop.yaml can name the words for nothing of a source and of a feed", async () => {
  const columns = { company: "org", job_title: "role" };
  const at = project({ ...person(columns, { null_words: ["keine"] }), null_words: ["(unknown)"] });
  const loaded = await load(at, "people.csv", "id,org,role\n1,(unknown),keine\n2,Keine,x\n");
  expect(loaded.null_words).toEqual([
    { word: "(unknown)", values: 1 },
    { word: "keine", values: 1 },
  ]);
  expect(await rows(at, "select company, job_title from raw.mapped_people order by record_id")).toEqual([
    { company: null, job_title: null },
    { company: "Keine", job_title: "x" },
  ]);
});

test("invisible characters and no-break spaces around a word for nothing make no value of it", async () => {
  const at = project(person({ company: "org", created_at: "since", merged_into: "into" }));
  const content =
    "id,org,since,into\n1,\u200bNULL,NULL\u00a0,\ufeffNULL\n2,NULL\u00a0, NULL\u200b,\u00a0NULL\n3,Null\u00a0AG,2026-01-05,1\n";
  expect(await load(at, "people.csv", content)).toMatchObject({
    loaded: 3,
    rejected: 0,
    null_words: [{ word: "NULL", values: 6 }],
  });
  expect(await rows(at, "select company, merged_into from raw.mapped_people order by record_id")).toEqual([
    { company: null, merged_into: null },
    { company: null, merged_into: null },
    { company: "Null\u00a0AG", merged_into: "1" },
  ]);
  const marketo = project(source("marketo"));
  await load(marketo, "leads.csv", "id,company,createdAt\n1,\u200bnull,null\u00a0\n2,\u00a0Acme,\u0001null\n");
  expect(await rows(marketo, `select company, "createdAt" as made from raw.marketo_leads order by id`)).toEqual([
    { company: null, made: null },
    { company: "\u00a0Acme", made: null },
  ]);
});

test("an invisible character around a word that the mapping translates changes nothing", async () => {
  const stages = { file: "stages.csv", columns: { record_id: "id", stage: "step", occurred_at: "at" } };
  const at = project(source("mapped", { entities: { stage_events: { ...stages, values: { step: { won: "won" } } } } }));
  const loaded = await load(at, "stages.csv", "id,step,at\n1,won,2026-01-05\n2,\u200bwon,2026-01-06\n");
  expect(loaded).toMatchObject({ loaded: 2, rejected: 0 });
});

test("Marketo's own word for nothing is not told, another one is", async () => {
  const at = project(source("marketo"));
  const content = "id,company,createdAt\n1,null,null\n2,n/a,n/a\n3,Null,2026-01-05T10:00:00Z\n";
  const loaded = await load(at, "leads.csv", content);
  expect(loaded).toMatchObject({ loaded: 3, null_words: [{ word: "n/a", values: 2 }] });
  expect(await rows(at, `select company, "createdAt" as made from raw.marketo_leads order by id`)).toEqual([
    { company: null, made: null },
    { company: null, made: null },
    { company: "Null", made: "2026-01-05T10:00:00Z" },
  ]);
});

test("the word for nothing in a Parquet file of texts is read as in a CSV", async () => {
  const at = project({
    ...source("mapped"),
    entities: { people: { file: "people.parquet", columns: { record_id: "id", company: "org", created_at: "since" } } },
  });
  at.put("exports/keep.txt", "");
  await withWarehouse(":memory:", "READ_WRITE", (warehouse) =>
    warehouse.run(`copy (from (values ('1', 'nan', '2026-01-05'), ('2', 'Acme', 'nan')) as t(id, org, since))
      to '${join(at.project, "exports", "people.parquet")}'`),
  );
  expect(await at.load()).toMatchObject([{ loaded: 2, null_words: [{ word: "nan", values: 2 }] }]);
});

test("an id of Salesforce that has neither 15 nor 18 characters joins and merges nothing", async () => {
  const at = project(source("salesforce"));
  const header = "Id,MasterRecordId,OwnerId,ConvertedContactId";
  const content = `${header}\n00Q5e0000000001,deleted,0055e000001AAAA,000000000000000AAA\n00Q5e0000000002,00Q5e0000000001,x,\n`;
  const loaded = await load(at, "Lead.csv", content);
  expect(noted(loaded)).toEqual([
    ["MasterRecordId", "not an id of Salesforce", 1, 2],
    ["OwnerId", "not an id of Salesforce", 1, 3],
  ]);
  expect(
    await rows(at, `select "MasterRecordId" as master, "OwnerId" as owner from raw.salesforce_leads order by "Id"`),
  ).toEqual([
    { master: null, owner: expect.stringMatching(/^0055e000001AAAA...$/) },
    { master: expect.stringMatching(/^00Q5e0000000001...$/), owner: null },
  ]);
});

test("ids that a tool kept as decimal numbers are whole numbers again", async () => {
  const hubspot = project(source("hubspot"));
  const contacts = await load(
    hubspot,
    "contacts.csv",
    "id,hubspot_owner_id,associatedcompanyid\n101,7.0,71.0\n102,,\n",
  );
  expect(noted(contacts).map(([column, code]) => [column, code])).toEqual([
    ["hubspot_owner_id", "an id with a decimal point, read as a whole number"],
    ["associatedcompanyid", "an id with a decimal point, read as a whole number"],
  ]);
  expect(
    await rows(
      hubspot,
      "select hubspot_owner_id as owner, associatedcompanyid as company from raw.hubspot_contacts order by id",
    ),
  ).toEqual([
    { owner: "7", company: "71" },
    { owner: null, company: null },
  ]);
  const linked = await load(hubspot, "hubspot_contacts.csv", "id,salesforcecontactid\n103,none\n104,none\n");
  expect(noted(linked)).toEqual([["salesforcecontactid", "not an id of Salesforce", 2, 2]]);
  const pardot = project(source("pardot"));
  await load(pardot, "visitor_activities.csv", "id,prospect_id,type,created_at\n1.0,44.0,4,2026-01-05 10:00:00\n");
  expect(await rows(pardot, "select id, prospect_id from raw.pardot_visitor_activities")).toEqual([
    { id: "1", prospect_id: "44" },
  ]);
});

test("an id that a spreadsheet has cut is rejected, and the remedy is told", async () => {
  const at = project(source("hubspot"));
  at.put("exports/contacts.csv", "id,email\n1.06E+10,a@x.test\n1.07E+10,b@x.test\n");
  expect(await at.quarantined()).toMatch(
    /id an id in scientific notation: 2 from line 2; a spreadsheet has cut the ids/,
  );
});

test("amounts of any scale are kept, rounded half away from zero and counted", async () => {
  const hubspot = project(source("hubspot"));
  const deals = await load(
    hubspot,
    "deals.csv",
    "id,amount\n1,1234.565\n2,-0.005\n3,10.5\n4,0.30000000000000004\n5,1.5e-3\n6,8.0E7\n7,10.500\n",
  );
  expect(noted(deals)).toEqual([["amount", "rounded to two decimals", 4, 2]]);
  expect(await rows(hubspot, "select amount::varchar as amount from raw.hubspot_deals order by id")).toEqual(
    ["1234.57", "-0.01", "10.50", "0.30", "0.00", "80000000.00", "10.50"].map((amount) => ({ amount })),
  );
  const columns = { campaign_id: "c", month: "m", cost: "cost" };
  const mapped = project({ ...source("mapped"), entities: { costs: { file: "costs.csv", columns } } });
  const costs = await load(mapped, "costs.csv", "c,m,cost\na,2026-01-01,1099.999\n");
  expect(noted(costs)).toEqual([["cost", "rounded to two decimals", 1, 2]]);
});

test.each([
  ["1,234.50", ["1,234.50", "$1,234", "12.5", "1200"], ["1234.50", "1234.00", "12.50", "1200.00"]],
  ["1.234,50", ["1.234,50 €", "1.234", "12,5", "€ 2.000.000"], ["1234.50", "1234.00", "12.50", "2000000.00"]],
  ["1 234,5", ["1 234,5", "7", "1'234,25"], ["1234.50", "7.00", "1234.25"]],
])("amounts such as %s are read where the column proves how they are written", async (_, written, read) => {
  const at = project(source("hubspot"));
  const content = `id,amount\n${written.map((amount, n) => `${n},"${amount}"\n`).join("")}`;
  const loaded = await load(at, "deals.csv", content);
  expect(loaded.rejected).toBe(0);
  expect(loaded.notes).toMatchObject([{ column: "amount", code: "a number with separators or a currency mark" }]);
  expect(await rows(at, "select amount::varchar as amount from raw.hubspot_deals order by id")).toEqual(
    read.map((amount) => ({ amount })),
  );
});

test("a comma among the digits of a count can only separate thousands", async () => {
  const at = project(person({ employee_count: "size" }));
  const loaded = await load(at, "people.csv", 'id,size\n1,"1,200"\n2,50\n3,"12,000,000"\n');
  expect(loaded.rejected).toBe(0);
  expect(await rows(at, "select employee_count as size from raw.mapped_people order by record_id")).toEqual([
    { size: 1200n },
    { size: 50n },
    { size: 12000000n },
  ]);
});

test.each([
  ["may mean two things", ['"1,234"', "500"]],
  ["contradict each other", ['"1,234.50"', '"1.234,50"']],
  ["have two currencies", ['"$1,234.50"', '"€1,234.50"']],
])("amounts that %s are rejected, and the remedy is told", async (_, written) => {
  const at = project(source("salesforce", { reject_budget: { share: 0, rows: 0 } }));
  at.put(
    "exports/Opportunity.csv",
    `Id,Amount\n${written.map((amount, n) => `0065e000000000${n},${amount}\n`).join("")}`,
  );
  expect(await at.quarantined()).toMatch(/Amount not an amount of money: .*formats: \{Amount: "1\.234,56"\}/);
});

test("closedloop.yaml says how the numbers and dates of any system are written, custom date fields included", async () => {
  const at = project(
    source("salesforce", {
      time_zone: "Europe/Berlin",
      formats: { CreatedDate: "%d.%m.%Y %H:%M", Amount: "1.234,56", CloseDate: "%d.%m.%Y", MQL_Date__c: "%d.%m.%Y" },
    }),
  );
  const header = "Id;Amount;CloseDate;CreatedDate;MQL_Date__c";
  const loaded = await load(
    at,
    "Opportunity.csv",
    `${header}\n0065e0000000001;1.234;24.02.2026;24.02.2026 14:05;03.02.2026\n`,
  );
  expect(loaded).toMatchObject({ loaded: 1, rejected: 0 });
  expect(
    await rows(
      at,
      `select "Amount"::varchar as amount, "CloseDate" as closed, "CreatedDate" as made from raw.salesforce_opportunities`,
    ),
  ).toEqual([{ amount: "1234.00", closed: "2026-02-24", made: "2026-02-24T13:05:00Z" }]);
  const tracked = [{ product: "salesforce", entity: "Opportunity", field: "MQL_Date__c" }];
  const kept = await at.raw("select value from raw.field_values", tracked, undefined, [...tables, field_values]);
  expect(kept).toEqual([{ value: "2026-02-03" }]);
});

test("two exports of one object may write their dates in two formats, each value is read by the one that fits", async () => {
  const at = project(
    source("pardot", {
      time_zone: "Europe/Berlin",
      custom: { mql_date: "mql_date" },
      formats: {
        created_at: ["%m/%d/%Y %H:%M", "%d.%m.%Y %H:%M"],
        closed_at: ["%d.%m.%Y", "%m/%d/%Y %H:%M"],
        mql_date: ["%d.%m.%Y", "%m/%d/%Y"],
      },
    }),
  );
  const header = "id,created_at,closed_at,mql_date";
  at.put("exports/opportunities_1.csv", `${header}\n1,02/03/2026 10:00,02/28/2026 09:00,02/03/2026\n`);
  at.put("exports/opportunities_2.csv", `${header}\n2,02.03.2026 10:00,28.02.2026,02.03.2026\n3,,,\n`);
  expect(await at.loadWithEvents()).toMatchObject({ code: 0 });
  const select =
    "select id, created_at, closed_at, closed_at_is_date as is_date from raw.pardot_opportunities order by id";
  expect(await rows(at, select)).toEqual([
    { id: "1", created_at: "2026-02-03T09:00:00Z", closed_at: "2026-02-28T08:00:00Z", is_date: false },
    { id: "2", created_at: "2026-03-02T09:00:00Z", closed_at: "2026-02-28T00:00:00Z", is_date: true },
    { id: "3", created_at: null, closed_at: null, is_date: null },
  ]);
  const tracked = [{ product: "pardot", entity: "opportunities", field: "mql_date" }];
  const kept = "select record_id as id, value from raw.field_values where value is not null order by id";
  expect(await at.raw(kept, tracked, undefined, [...tables, field_values])).toEqual([
    { id: "1", value: "2026-02-03" },
    { id: "2", value: "2026-03-02" },
  ]);
});

test("a date that two of its formats read differently rejects its record and is never guessed, also in a field of one's own", async () => {
  const both = ["%m/%d/%Y", "%d/%m/%Y"];
  const at = project(
    source("pardot", {
      custom: { tier_date: "mql_date" },
      formats: { closed_at: both, mql_date: both },
      reject_budget: { share: 1 },
    }),
  );
  const written = ["05/05/2026,05/05/2026", "02/13/2026,13/02/2026", "02/03/2026,", ",02/03/2026", "02/30/2026,"];
  const lines = written.map((dates, n) => `${n},${dates}\n`).join("");
  expect(await load(at, "opportunities.csv", `id,closed_at,mql_date\n${lines}`)).toMatchObject({
    loaded: 2,
    rejects: [
      {
        column: "closed_at",
        code: "a date that two of its formats read as different times",
        records: 1,
        first_line: 4,
      },
      {
        column: "mql_date",
        code: "a date that two of its formats read as different times",
        records: 1,
        first_line: 5,
      },
      { column: "closed_at", code: "a day or time that does not exist", records: 1, first_line: 6 },
    ],
  });
  expect(await rows(at, "select id, closed_at from raw.pardot_opportunities order by id")).toEqual([
    { id: "0", closed_at: "2026-05-05T00:00:00Z" },
    { id: "1", closed_at: "2026-02-13T00:00:00Z" },
  ]);
  const strict = project(source("pardot", { formats: { closed_at: both } }));
  strict.put("exports/opportunities.csv", "id,closed_at\n1,02/03/2026\n");
  expect(await strict.quarantined()).toMatch(
    /closed_at a date that two of its formats read .*: export such files again/,
  );
});

test("milliseconds since 1970 are a time in every system, in CSV and in JSON", async () => {
  const salesforce = project(source("salesforce"));
  const task = '{"Id":"00T5e0000000001","ActivityDate":1767571200000,"CreatedDate":1767607200001}\n';
  expect(await load(salesforce, "Task.jsonl", task)).toMatchObject({ loaded: 1 });
  expect(
    await rows(salesforce, `select "ActivityDate" as due, "CreatedDate" as made from raw.salesforce_tasks`),
  ).toEqual([{ due: "2026-01-05", made: "2026-01-05T10:00:00.001Z" }]);
  const marketo = project(source("marketo"));
  await load(
    marketo,
    "activities.jsonl",
    '{"marketoGUID":"1","leadId":7,"activityDate":"1767607200000","activityTypeId":1}\n',
  );
  expect(await rows(marketo, `select "activityDate" as at from raw.marketo_activities`)).toEqual([
    { at: "2026-01-05T10:00:00Z" },
  ]);
  const pardot = project(source("pardot", { time_zone: "America/New_York" }));
  await load(pardot, "visitor_activities.json", '[{"id":1,"type":4,"created_at":1767607200000}]');
  expect(await rows(pardot, "select created_at from raw.pardot_visitor_activities")).toEqual([
    { created_at: "2026-01-05T10:00:00Z" },
  ]);
  const mapped = project(person({ created_at: "since" }));
  await load(mapped, "people.csv", "id,since\n1,1767607200000\n2,1767607200000.0\n");
  expect(await rows(mapped, "select distinct created_at from raw.mapped_people")).toEqual([
    { created_at: "2026-01-05T10:00:00Z" },
  ]);
});

test("the day numbers of a spreadsheet are days, and with a fraction local times", async () => {
  const columns = { record_id: "id", occurred_at: "at", stage: "stage" };
  const at = project({
    ...source("mapped", { time_zone: "America/New_York" }),
    entities: { stage_events: { file: "events.csv", columns, formats: { at: "excel" } } },
  });
  await load(at, "events.csv", "id,at,stage\n1,46077,mql\n2,46077.5,sal\n3,46077.604166667,sql\n");
  expect(
    await rows(
      at,
      "select occurred_at_is_date as is_date, occurred_at from raw.mapped_stage_events order by record_id",
    ),
  ).toEqual([
    { is_date: true, occurred_at: "2026-02-24T00:00:00Z" },
    { is_date: false, occurred_at: "2026-02-24T17:00:00Z" },
    { is_date: false, occurred_at: "2026-02-24T19:30:00Z" },
  ]);
});

test("a date that cannot be true is null and counted, and rejects its record only where a date must be", async () => {
  const at = project(source("hubspot"));
  const header = "id,createdate,closedate";
  const deals = await load(
    at,
    "deals.csv",
    `${header}\n1,2026-01-05T10:00:00Z,0202-03-01\n2,0001-01-01,9999-12-31\n3,2026-01-05T10:00:00Z,2026-02-01\n`,
  );
  expect(noted(deals)).toEqual([
    ["closedate", "a date before 1970 or after 2100", 2, 2],
    ["createdate", "a date before 1970 or after 2100", 1, 3],
  ]);
  expect(await rows(at, "select closedate_is_date as is_date, closedate from raw.hubspot_deals order by id")).toEqual([
    { is_date: null, closedate: null },
    { is_date: null, closedate: null },
    { is_date: true, closedate: "2026-02-01T00:00:00Z" },
  ]);
  const columns = { record_id: "id", occurred_at: "at", stage: "stage" };
  const mapped = project({ ...source("mapped"), entities: { stage_events: { file: "e.csv", columns } } });
  const events = await load(mapped, "e.csv", "id,at,stage\n1,0026-01-03,mql\n2,2026-01-03,mql\n");
  expect(events.rejects).toMatchObject([{ column: "occurred_at", code: "a date before 1970 or after 2100" }]);
  const [finding] = collectLoadFindings([deals], [], { left: [], unread: [], volumes: [] } as never).filter(
    ({ check }) => check.startsWith("values"),
  );
  expect(finding).toMatchObject({
    check: "values: a date before 1970 or after 2100",
    subject: "one: deals.csv -> raw.hubspot_deals: closedate",
    count: 2n,
    severity: "warn",
    example: expect.stringMatching(/^line 2; so many that the format or the column is wrong/),
  });
});

test("local times that the clock skips or repeats are read and told", async () => {
  const at = project(source("hubspot", { time_zone: "America/New_York" }));
  const times = [
    "2026-03-08 02:30",
    "2026-03-08 03:30",
    "2026-11-01 01:30",
    "2026-11-01 00:59",
    "2026-11-01T06:30:00Z",
  ];
  const loaded = await load(
    at,
    "contacts.csv",
    `Record ID,Create Date\n${times.map((time, n) => `${n},${time}\n`).join("")}`,
  );
  expect(noted(loaded)).toEqual([
    ["createdate", "a time that the clock skips, moved on", 1, 2],
    ["createdate", "a time that the clock shows twice, read as the earlier one", 1, 4],
  ]);
  expect(await rows(at, "select createdate from raw.hubspot_contacts order by id")).toEqual(
    [
      "2026-03-08T07:30:00Z",
      "2026-03-08T07:30:00Z",
      "2026-11-01T05:30:00Z",
      "2026-11-01T04:59:00Z",
      "2026-11-01T06:30:00Z",
    ].map((createdate) => ({ createdate })),
  );
});

test("invisible characters and no-break spaces around dates, numbers and flags are left out and counted", async () => {
  const at = project(person({ created_at: "made", employee_count: "size" }));
  const loaded = await load(
    at,
    "people.csv",
    "id,made,size\n1,\ufeff2026-01-05T10:00:00Z,\u00a05\n2, \ufeff2026-01-06T10:00:00Z\u200b,6 \n3,\u00a0,7\u202f\n4,2026-01-\u200b07,8\n",
  );
  expect(loaded).toMatchObject({ loaded: 3, rejected: 1, rejects: [{ column: "created_at", first_line: 5 }] });
  expect(
    await rows(at, "select created_at, employee_count as size from raw.mapped_people order by record_id"),
  ).toMatchObject([
    { created_at: "2026-01-05T10:00:00Z", size: 5n },
    { created_at: "2026-01-06T10:00:00Z", size: 6n },
    { created_at: null, size: 7n },
  ]);
  const code = "invisible characters left out around dates, numbers and flags";
  expect(loaded.file_notes).toMatchObject([
    { code, column: "employee_count", records: 2 },
    { code, column: "created_at", records: 3 },
  ]);
});

test("an offset after a blank is read, in ISO dates and by a format", async () => {
  const at = project(person({ created_at: "made" }));
  const content =
    "id,made\n1,2026-01-05 10:00:00 -0800\n2,2026-01-07T10:00:00 +00:00\n3,2026-01-07 10:00 +02\n4,2026-01-07 10:00:00.5 Z\n";
  expect(await load(at, "people.csv", content)).toMatchObject({ loaded: 4, rejected: 0 });
  expect(await rows(at, "select created_at as at from raw.mapped_people order by record_id")).toEqual([
    { at: "2026-01-05T18:00:00Z" },
    { at: "2026-01-07T10:00:00Z" },
    { at: "2026-01-07T08:00:00Z" },
    { at: "2026-01-07T10:00:00.5Z" },
  ]);
  const formatted = project(person({ created_at: "made" }, { formats: { made: "%d.%m.%Y %H:%M %z" } }));
  await load(
    formatted,
    "people.csv",
    "id,made\n1,05.01.2026 10:00 -0800\n2,05.01.2026 10:00 Z\n3,05.01.2026 10:00 UTC\n",
  );
  expect(await rows(formatted, "select created_at as at from raw.mapped_people order by record_id")).toEqual([
    { at: "2026-01-05T18:00:00Z" },
    { at: "2026-01-05T10:00:00Z" },
    { at: "2026-01-05T10:00:00Z" },
  ]);
});

test("a number in exponent form is read beside numbers with separators, and one too large changes no format", async () => {
  const at = project(source("hubspot"));
  const deals = (amounts: string[]) =>
    `id,dealname,amount\n${amounts.map((amount, nth) => `${nth + 1},a,"${amount}"\n`).join("")}`;
  expect(await load(at, "deals.csv", deals(["1.2e7", "$1,234.50", "3.5E-1"]))).toMatchObject({ loaded: 3 });
  expect(await rows(at, "select amount from raw.hubspot_deals order by id")).toEqual([
    { amount: "12000000.00" },
    { amount: "1234.50" },
    { amount: "0.35" },
  ]);
  const large = await load(at, "deals.csv", deals(["1e5", "1234.50", `${"9".repeat(23)}.00`]));
  expect(large).toMatchObject({ loaded: 2, rejected: 1, rejects: [{ column: "amount", first_line: 4 }] });
});

test("a create date is known to be written to the minute only without seconds and offset", async () => {
  const at = project(source("hubspot"));
  const times = ["2026-01-05 10:00", "2026-01-05 9:30", "2026-01-05T10:00Z", "2026-01-05 10:00:00", "2026-01-05", ""];
  await load(at, "contacts.csv", `id,createdate\n${times.map((time, id) => `${id},${time}\n`).join("")}`);
  const marks = await rows(at, "select createdate_is_minute as is_minute from raw.hubspot_contacts order by id");
  expect(marks.map(({ is_minute }) => is_minute)).toEqual([true, true, false, false, false, null]);
});

test("amounts that all have a point before three digits may be thousands, and are told; one that proves decimals settles it", async () => {
  const amounts = (...values: string[]) =>
    `id,createdate,amount\n${values.map((value, at) => `${at},2026-01-05,${value}`).join("\n")}\n`;
  const told = "a point before three digits, read as decimals: perhaps thousands";
  const at = project(source("hubspot"));
  expect(noted(await load(at, "deals.csv", amounts("1.200", "15.000", "900", "")))).toEqual([["amount", told, 2, 2]]);
  for (const proof of ["12.5", "1200", "0.125"]) {
    const other = project(source("hubspot"));
    const codes = noted(await load(other, "deals.csv", amounts("1.200", "15.000", proof))).map(([, code]) => code);
    expect(codes).not.toContain(told);
  }
  const format = project(source("hubspot", { formats: { amount: "1.234,56" } }));
  const loaded = await load(format, "deals.csv", amounts("1.200", "15.000"));
  expect(noted(loaded).map(([, code]) => code)).not.toContain(told);
  expect(await rows(format, "select amount from raw.hubspot_deals order by id")).toEqual([
    { amount: "1200.00" },
    { amount: "15000.00" },
  ]);
});

test("the words for nothing of R, pandas and a spreadsheet in another language are recognised, too", async () => {
  for (const word of ["NA", "<NA>", "nil", "#NV", "#N/D"]) {
    const at = project(source("hubspot"));
    const loaded = await load(at, "deals.csv", `id,createdate,dealname\n1,${word},${word}\n2,2026-01-05,x\n`);
    expect(loaded).toMatchObject({ loaded: 2, null_words: [{ word, values: 2 }] });
  }
});
