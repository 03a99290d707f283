import { expect, test } from "vitest";
import { parse } from "yaml";
import { configSchema, type SourceConfig, sourceSchema } from "../../../src/config/config_schema.js";
import { parseValidYaml } from "../../../src/config/parse_yaml.js";
import { createFolderSurvey } from "../../../src/doctor/folder_survey.js";
import type { RecognisedFile } from "../../../src/doctor/recognise_files.js";
import { readCatalogue } from "../../../src/project/catalogue.js";

const { sources } = await readCatalogue();
const table = (name: string) => sources.find((source) => source.name === `raw.${name}`)!;

const file = (name: string, more: Partial<RecognisedFile> = {}): RecognisedFile => ({
  file: name,
  headers: ["Id", "Status"],
  records: 1,
  isNamed: true,
  sample: [],
  ...more,
});
const survey = (files: readonly RecognisedFile[], configured: readonly SourceConfig[] = []) =>
  createFolderSurvey(files, {
    exports: "/exports",
    project: undefined,
    configured,
    usualNames: new Map([
      ["salesforce", "crm"],
      ["marketo", "map"],
      ["pardot", "map"],
    ]),
  });
const configOf = (files: readonly RecognisedFile[]) =>
  parseValidYaml("sources", survey(files).sources, configSchema).sources;

test("each system is a source in the deepest folder that holds its files", () => {
  expect(
    configOf([
      file("crm/2026/Lead.csv", { table: table("salesforce_leads") }),
      file("crm/2025/Lead.csv", { table: table("salesforce_leads") }),
      file("map/leads_1.csv", { table: table("marketo_leads") }),
    ]),
  ).toMatchObject([
    { name: "crm", system: "salesforce", path: "/exports/crm" },
    { name: "map", system: "marketo", path: "/exports/map" },
  ]);
});

test("two products that are usually called alike are told apart by their own names", () => {
  const found = configOf([
    file("one/leads.csv", { table: table("marketo_leads") }),
    file("two/prospects.csv", { table: table("pardot_prospects") }),
  ]);
  expect(found.map(({ name, system }) => [name, system])).toEqual([
    ["map", "marketo"],
    ["pardot", "pardot"],
  ]);
});

test("a file that lies among another product's files, its own being elsewhere, is a stray", () => {
  const files = [
    file("one/leads.csv", { table: table("marketo_leads") }),
    file("one/programs.csv", { table: table("marketo_programs") }),
    file("one/campaign.csv", { table: table("pardot_campaigns") }),
    file("two/prospect.csv", { table: table("pardot_prospects") }),
  ];
  expect(configOf(files)).toMatchObject([{ path: "/exports/one" }, { system: "pardot", path: "/exports/two" }]);
  expect(survey(files).strays).toMatchObject([{ file: "one/campaign.csv" }]);
  expect(configOf(files.slice(1, 3))).toMatchObject([{ system: "marketo" }, { system: "pardot" }]);
});

test("a file of another name is named under files, unless others of the object are found by theirs", () => {
  const lead = table("salesforce_leads");
  expect(configOf([file("people 1.csv", { table: lead, isNamed: false })])[0]).toMatchObject({
    files: { Lead: "people 1.csv" },
  });
  const both = survey([file("people 1.csv", { table: lead, isNamed: false }), file("Lead.csv", { table: lead })]);
  expect(both.misnamed).toMatchObject([{ file: "people 1.csv", advice: expect.stringContaining("Lead.csv") }]);
  expect(both.sources).not.toContain("files:");
});

test("one field that looks like a reason is suggested for it and must be confirmed, two are not", () => {
  const lead = { table: table("salesforce_leads") };
  const one = survey([file("Lead.csv", { ...lead, headers: ["Id", "Rejection_Reason__c"] })]);
  expect(one.sources).toMatch(/reason_fields: \{lead: Rejection_Reason__c\} # guessed from its name: please confirm/);
  const two = survey([file("Lead.csv", { ...lead, headers: ["Id", "Rejection_Reason__c", "Lost_Reason__c"] })]);
  expect(two.sources).not.toContain("reason_fields");
});

test("of unknown files a mapped source is guessed: ids, dates and their formats, words for columns", () => {
  const people = file("contacts.csv", {
    headers: ["customer_id", "E-Mail", "Signup Date", "utm_source"],
    records: 100,
    sample: [{ customer_id: "1", "E-Mail": null, "Signup Date": "31/12/2025", utm_source: "google" }],
  });
  const deals = file("deals.csv", {
    headers: ["customer_id", "won_on", "note"],
    sample: [{ customer_id: "1", won_on: "2026-01-31", note: "x" }],
  });
  const [source] = configOf([people, deals]);
  expect(source).toMatchObject({
    system: "mapped",
    entities: {
      people: [
        {
          file: "contacts.csv",
          columns: { record_id: "customer_id", created_at: "Signup Date", email: "E-Mail", source: "utm_source" },
          formats: { "Signup Date": "%d/%m/%Y" },
        },
      ],
      stage_events: [{ file: "deals.csv", columns: { occurred_at: "won_on" }, constants: { stage: "won" } }],
    },
  });
  expect(survey([people, deals]).sources).toContain("# deals.csv: not used: note");
});

test("a known system's dates that need a format get one, and where day and month are not told it is asked", () => {
  const lead = (created: string[], more: Record<string, string> = {}) =>
    file("Lead.csv", {
      table: table("salesforce_leads"),
      headers: ["Id", "CreatedDate", "LastModifiedDate", "MQL_Date__c"],
      sample: created.map((CreatedDate) => ({ CreatedDate, ...more })),
    });
  const told = lead(["02/24/26 02:18 AM", "", "null", "01/03/26 11:00 PM"], {
    LastModifiedDate: "2026-01-03T10:00:00Z",
    MQL_Date__c: "24.02.2026",
  });
  expect(survey([told]).sources).toContain("formats: {");
  expect(configOf([told])[0]?.formats).toEqual({ CreatedDate: "%m/%d/%y %I:%M %p", MQL_Date__c: "%d.%m.%Y" });
  expect(configOf([lead(["46077", "46077.5"])])[0]?.formats).toEqual({ CreatedDate: "excel" });
  const asked = survey([lead(["01/02/2026", "03/04/2026"])]).sources;
  expect(asked).toMatch(
    /formats: \{CreatedDate: "%m\/%d\/%Y"\} # please confirm for CreatedDate: no value tells the day from the month/,
  );
  for (const none of [["2026-01-05"], ["1767607200000"], ["13/01/2026", "01/13/2026"], ["soon"]]) {
    expect(survey([lead(none)]).sources).not.toContain("formats");
  }
  const contacts = file("Contact.csv", {
    table: table("salesforce_contacts"),
    headers: ["Id", "CreatedDate"],
    sample: [{ CreatedDate: "2026-01-05" }],
  });
  expect(survey([lead(["24.02.2026"]), contacts]).sources).not.toContain("formats");
});

test.each([
  ["a short one", "z\n  - {name: pw, system: salesforce, path: /tmp/secret} #"],
  [
    "a long one, with marks of its own",
    `z\u0085\u2028\u202e: "#'\t${"x".repeat(90)}\r\n  - {name: pw, system: salesforce} #`,
  ],
])("a header or a name of a file that would leave its line stays within it: %s", (_, evil) => {
  const headers = ["customer_id", "created", evil];
  const sample = [{ customer_id: "1", created: "2026-01-01", [evil]: "2026-01-02" }];
  const files = [
    file("a.csv", { headers, sample: [{ customer_id: "1", created: "2026-01-01", [evil]: "x" }] }),
    file(`${evil.replaceAll("/", "")}.csv`, {
      headers: ["customer_id", `won ${evil}`],
      sample: [{ customer_id: "1", [`won ${evil}`]: "2026-01-01" }],
    }),
    file("b.csv", { headers: ["customer_id", `company`, evil], sample }),
  ];
  const { sources: printed } = survey(files);
  expect(printed).not.toMatch(/[\t\r\u0085\u2028\u202e]/);
  const read = configOf(files);
  expect(read.map(({ name }) => name)).toEqual(["other"]);
  expect(JSON.stringify(read)).toContain(JSON.stringify(`won ${evil}`));
});

test("what a source of closedloop.yaml says already is kept, but for where its files lie", () => {
  const said = {
    ...{ name: "org", system: "salesforce", path: "old", time_zone: "Europe/Paris", encoding: "latin-1" },
    ...{ incremental: true, marker: ".done", manifest: "manifest.json", settle_seconds: 60 },
    ...{ reject_budget: { share: 0.5, rows: 7 }, custom: { Tier__c: "tier" }, reason_fields: { lead: "Why__c" } },
  };
  const files = [file("crm/Lead.csv", { table: table("salesforce_leads") })];
  const { sources: block } = survey(files, [sourceSchema.parse(said)]);
  expect(parseValidYaml("sources", block, configSchema).sources).toEqual([
    sourceSchema.parse({ ...said, path: "/exports/crm" }),
  ]);
  expect(block).not.toContain("files");
});

test("files that are not UTF-8 give the encoding; beside others that are, they must be parted", () => {
  const lead = table("salesforce_leads");
  const [latin, utf8] = [
    file("Lead.csv", { table: lead, encoding: "latin-1" }),
    file("Contact.csv", { table: table("salesforce_contacts"), encoding: "utf-8" }),
  ];
  expect(configOf([latin])[0]).toMatchObject({ encoding: "latin-1" });
  expect(
    configOf([latin, file("Task.csv", { table: table("salesforce_tasks"), encoding: "windows-1252" })]),
  ).toMatchObject([{ encoding: "windows-1252" }]);
  const both = survey([latin, utf8]);
  expect(both.sources).not.toContain("encoding");
  expect(both.encodings).toEqual([{ source: "crm", utf8: ["Contact.csv"], others: ["Lead.csv"] }]);
});

test("the zone of local times is asked for, and formats come from the values", () => {
  const contacts = file("contacts.csv", {
    table: table("hubspot_contacts"),
    headers: ["Record ID", "Create Date", "Lifecycle Stage"],
    hasLocalTimes: true,
    sample: [{ "Create Date": "01/31/2026 09:30" }],
  });
  const { sources: block } = createFolderSurvey([contacts], {
    ...{ exports: "/exports", project: undefined, configured: [], usualNames: new Map() },
    localTimes: new Map([["hubspot", "the zone of the user"]]),
  });
  expect(block).toContain("time_zone: UTC # please confirm: the zone of the user\n");
  expect(block).toMatch(/formats: \{Create Date: "?%m\/%d\/%Y %H:%M"?\} # from the values/);
  // Lifecycle Stage is a column of the contract.
  expect(block).not.toContain("stage_field");
});

test("several files of an object get one pattern, unless it would be that of another file, too", () => {
  const lead = { table: table("salesforce_leads"), isNamed: false };
  const two = [file("crm/Lead_2026-06-01.csv", lead), file("crm/Lead_2026-06-02.csv", lead)];
  expect(configOf(two)[0]).toMatchObject({ files: { Lead: "Lead_*.csv" } });
  expect(configOf(two.slice(0, 1))[0]).toMatchObject({ files: { Lead: "Lead_*.csv" } });
  expect(configOf([file("crm/people.csv", lead)])[0]).toMatchObject({ files: { Lead: "people.csv" } });
  const history = file("crm/Lead_notes.csv", { headers: ["a", "b"] });
  expect(configOf([...two, history])[0]).toMatchObject({ files: { Lead: "Lead_2026-06-0*.csv" } });
  const mixed = survey([...two, file("crm/Lead_2026-06-0x.csv", { headers: ["a", "b"] })]);
  expect(mixed.sources).not.toContain("files:");
  expect(mixed.misnamed).toHaveLength(2);
});

test("a file of an unknown system with a stage, an amount and a close date feeds opportunities and the people on them", () => {
  const leads = file("leads.csv", {
    headers: ["lead_id", "email", "created"],
    records: 2,
    sample: [
      { lead_id: "1", email: "a@x.example", created: "2026-01-01" },
      { lead_id: "2", email: "b@x.example", created: "2026-01-02" },
    ],
  });
  const headers = ["id", "contact_id", "stage", "amount", "currency", "created", "closed_at"];
  const row = {
    id: "9",
    contact_id: "2",
    stage: "Closed Lost",
    amount: "5",
    currency: "EUR",
    created: "2026-02-01",
    closed_at: "2026-03-01",
  };
  const deals = file("pipeline.csv", {
    headers,
    records: 500,
    sample: [row],
    words: { stage: ["Closed Lost", "New", "Not won", "Won"] },
  });
  const [source] = configOf([leads, deals]);
  expect(source!.entities).toMatchObject({
    people: [{ file: "leads.csv" }],
    opportunities: [
      {
        file: "pipeline.csv",
        columns: {
          opportunity_id: "id",
          created_at: "created",
          closed_at: "closed_at",
          outcome: "stage",
          amount: "amount",
          currency: "currency",
        },
        values: { stage: { "Closed Lost": "lost", New: "open", "Not won": "open", Won: "won" } },
      },
    ],
    opportunity_people: [{ file: "pipeline.csv", columns: { opportunity_id: "id", record_id: "contact_id" } }],
  });
  // Ids of other records are no people.
  const others = survey([leads, { ...deals, sample: [{ ...row, contact_id: "77" }] }]);
  expect(others.sources).not.toContain("opportunity_people");
  // Without a stage and without a name that says so, it is not taken for opportunities.
  const orders = file("orders.csv", {
    headers: ["id", "amount", "created"],
    sample: [{ id: "1", amount: "5", created: "2026-01-01" }],
  });
  expect(survey([leads, orders]).sources).not.toContain("opportunities:");
});

test("deals without the date of their creation are opportunities, and a close date is never the creation of a person", () => {
  const headers = ["Id", "Name", "Amount", "Close Date"];
  const sample = [
    { Id: "1", Name: "Big deal", Amount: "5", "Close Date": "2026-03-01", "Last Modified": "2026-03-02" },
  ];
  const deals = file("Opportunities.csv", { headers: [...headers, "Last Modified"], sample });
  const [source] = configOf([deals]);
  expect(source!.entities).toEqual({
    opportunities: [
      expect.objectContaining({
        columns: { opportunity_id: "Id", closed_at: "Close Date", amount: "Amount", name: "Name" },
      }),
    ],
  });
  const [people] = configOf([file("clients.csv", { headers, sample })]);
  expect(people!.entities?.people?.[0]?.columns).not.toHaveProperty("created_at");
});

test.each(["Mail", "contact.email", "Kontakt", "E-Mail"])(
  "a column of plain emails is the email, called %s",
  (header) => {
    const headers = ["Id", "owner_email", header, "created"];
    const row = (id: number) => ({
      ...{ Id: `${id}`, owner_email: `rep${id}@us.example`, created: "2026-01-01" },
      [header]: `p${id}@x.example`,
    });
    const people = file("clients.csv", { headers, sample: [row(1), row(2), { ...row(3), [header]: "" }] });
    expect(configOf([people])[0]?.entities?.people?.[0]?.columns).toMatchObject({ record_id: "Id", email: header });
  },
);

test("a column of emails that recur, of colleagues or of one word among other words, is no email of a person", () => {
  const headers = ["Id", "handled", "owner_mail", "remark", "created"];
  const row = (Id: string) => ({
    ...{ Id, handled: "rep@us.example", owner_mail: `${Id}@us.example`, created: "2026-01-01" },
    remark: Id === "1" ? "a@x.example" : "call back",
  });
  const people = file("clients.csv", { headers, sample: ["1", "2", "3"].map(row) });
  expect(configOf([people])[0]?.entities?.people?.[0]?.columns).not.toHaveProperty("email");
});

test("numbers below the names of dates get a format, in a file of people and of deals; amounts get none", () => {
  const people = file("clients.csv", {
    headers: ["Id", "Mail", "Created Date", "won_amount", "sql_at"],
    sample: [
      { Id: "1", Mail: "a@x.example", "Created Date": "46077", won_amount: "46077", sql_at: "1767607200" },
      { Id: "2", Mail: "b@x.example", "Created Date": "46078.5", won_amount: "46078", sql_at: "1767607201" },
    ],
  });
  const deals = file("deals.csv", {
    headers: ["deal_id", "amount", "created_at", "close_date"],
    sample: [{ deal_id: "9", amount: "46077", created_at: "20260301", close_date: "03/04/2026" }],
  });
  expect(configOf([people, deals])[0]?.entities).toMatchObject({
    people: [{ columns: { created_at: "Created Date" }, formats: { "Created Date": "excel" } }],
    stage_events: [{ columns: { occurred_at: "sql_at" }, constants: { stage: "sql" }, formats: { sql_at: "seconds" } }],
    opportunities: [{ file: "deals.csv", formats: { created_at: "%Y%m%d", close_date: "%m/%d/%Y" } }],
  });
  expect(survey([people, deals]).sources).toContain("# please confirm for close_date: no value tells the day");
});

test("a second file of people is not read, but named with the lines that would read it", () => {
  const lead = { lead_id: "1", email: "a@x.example", created: "2026-01-01", mql_date: "2026-01-05" };
  const customer = { customer_id: "k1", name: "Bo", email: "b@x.example", created: "2026-03-01" };
  const leads = file("leads.csv", { headers: Object.keys(lead), records: 9, sample: [lead] });
  const customers = file("kunden.csv", { headers: Object.keys(customer), records: 2, sample: [customer] });
  const { sources, strays } = survey([leads, customers]);
  expect(strays).toMatchObject([{ file: "kunden.csv", why: expect.stringContaining("name it under people") }]);
  expect(parse(sources).sources[0].entities.people).toMatchObject([{ file: "leads.csv" }]);
  const uncommented = sources.replace(/^( +)#( +- file: kunden\.csv)\n( +)#( .*)$/m, "$1$2\n$3$4");
  expect(parse(uncommented).sources[0].entities.people).toMatchObject([
    { file: "leads.csv" },
    { file: "kunden.csv", columns: { record_id: "customer_id", email: "email", created_at: "created" } },
  ]);
});

test("files that the mapped source reads are not told as not recognised, the others are", () => {
  const row = { Id: "1", Email: "a@x.example", Created: "2026-01-01" };
  const people = file("shop/clients.csv", { headers: Object.keys(row), sample: [row] });
  const other = file("shop/stock.csv", { headers: ["sku", "shelf"], sample: [{ sku: "7", shelf: "b" }] });
  expect(survey([people, other]).sources).toContain("clients.csv");
  expect(survey([people, other]).strays.map((one) => one.file)).toEqual(["shop/stock.csv"]);
  // A report of Salesforce is read as well as it can be, and still told.
  const labels = ["Lead ID", "Email", "Lead Owner", "Create Date", "Lead Status", "Company / Account"];
  const report = file("report.csv", {
    headers: labels,
    sample: [{ "Lead ID": "1", Email: "a@x.example" }],
    why: "report",
  });
  expect(survey([report]).strays).toMatchObject([{ file: "report.csv", why: "report" }]);
});

test("if some rows have no date of a stage, the rows without it must not put the file into quarantine", () => {
  const headers = ["lead_id", "email", "created", "mql_date"];
  const row = { lead_id: "1", email: "a@x.example", created: "2026-01-01", mql_date: "2026-01-02" };
  const sparse = file("leads.csv", { headers, records: 2, sample: [row, { ...row, lead_id: "2", mql_date: null }] });
  expect(configOf([sparse])[0]).toMatchObject({ reject_budget: { share: 1 } });
  expect(survey([{ ...sparse, sample: [row] }]).sources).not.toContain("reject_budget");
});
