/** The doctor on folders of other people's files: the page is short, and the block that it prints runs as it is. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { initProject } from "../../src/cli/setup/init.js";
import type { Config } from "../../src/config/config_schema.js";
import { historyFolder } from "../../src/config/project_paths.js";
import { readConfig } from "../../src/config/read_config.js";
import { readLoads, rowsPath } from "../../src/load/history.js";
import type { LoadRecord } from "../../src/load/load_record.js";
import { readLastLoad } from "../../src/load/night/last_load.js";
import { loadExports } from "../../src/load/night/load_exports.js";
import { collectLoadFindings } from "../../src/load/night/load_findings.js";
import { readCatalogue } from "../../src/project/catalogue.js";
import { parseAsOf } from "../../src/project/project.js";
import { withWarehouse } from "../../src/table/database_file.js";
import { quotedString } from "../../src/table/dialect.js";
import { rowsOf } from "../../src/table/rows.js";
import { closedloop, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";
import { dataExportFiles, writeDataExport } from "../support/data_export.js";
import { askDoctor } from "../support/doctor.js";
import { createZip } from "../support/zip.js";

// Several commands run one after the other.
vi.setConfig({ testTimeout: 600_000 });

/** A new project whose `sources:` are the given block, or the one that a page of the doctor prints. */
async function projectWith(folder: string, text: string): Promise<string> {
  const project = join(folder, "project");
  await initProject(project, { definition: "none" });
  const block = /^sources:\n(?: .*\n)+/m.exec(text)![0];
  const path = join(project, "closedloop.yaml");
  const kept = readFileSync(path, "utf8").replace(/^sources:\n(?: .*\n|\n(?= ))+/m, () => block);
  writeFileSync(path, kept);
  return project;
}

const run = (project: string) => closedloop(["run", "--project", project, ...exampleClock]);
const write = (folder: string, files: Readonly<Record<string, string | Buffer>>) => {
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
};

/** Loads the files of a project into its history, as a run does before it builds. */
async function loadProject(project: string): Promise<{ config: Config; loads: LoadRecord[] }> {
  const config = await readConfig(project);
  await loadExports({ project, config, tables: (await readCatalogue()).sources, asOf: parseAsOf(exampleClock[1]) });
  return { config, loads: await readLoads(project, config) };
}

/** The loaded rows of each table, without what tells the load apart; a run reads nothing else of the files. */
async function loadedRows(project: string): Promise<Record<string, unknown>> {
  const { config, loads } = await loadProject(project);
  return withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    const rows: Record<string, unknown> = {};
    for (const { table, load_id } of loads) {
      const file = quotedString(rowsPath(historyFolder(project, config), load_id));
      rows[table] = await rowsOf(memory, `select * exclude ("#load") from ${file} order by all`);
    }
    return rows;
  });
}

test("a whole Data Export in ISO-8859-1 gives a page of under 80 lines, and its block loads the rows of the same files in UTF-8", async () => {
  const folder = temporaryFolder();
  const [utf8, latin1] = [join(folder, "utf8"), join(folder, "export")];
  writeDataExport(utf8, latin1);
  expect(readdirSync(latin1)).toHaveLength(dataExportFiles);
  const { code, stdout: page, stderr } = await closedloop(["doctor", latin1, ...exampleClock]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(page.split("\n").length).toBeLessThan(80);
  expect(page).toContain("encoding: latin-1");
  expect(page).toContain("time_zone: America/New_York");
  expect(page).toMatch(/\d{3} files of salesforce objects that closedloop does not read, \d+ with records: /);
  expect(page).not.toMatch(/system: (?!salesforce)|does not look like a header|Quarantined|hold/);
  const project = await projectWith(folder, page);
  const same = await projectWith(
    join(folder, "other"),
    `sources:\n  - {name: crm, system: salesforce, path: ${utf8}, reason_fields: {lead: Disqualified_Reason__c, opportunity: LossReason__c}}\n`,
  );
  // The same rows and settings give the same funnel.
  const rows = await loadedRows(project);
  expect(rows).toEqual(await loadedRows(same));
  const leads = rows["raw.salesforce_leads"] as { Company: string | null }[];
  expect(leads.filter(({ Company }) => Company?.includes("á")).length).toBeGreaterThan(20);
  const [own, other] = [await readConfig(project), await readConfig(same)];
  expect(own.sources[0]!.reason_fields).toEqual(other.sources[0]!.reason_fields);
});

test("contacts with a name of their own beside known deals are pointed out by the doctor, and by a load", async () => {
  const folder = temporaryFolder();
  const exports = write(join(folder, "exports"), {
    "people of sales.csv":
      "Record ID,Email,Lifecycle Stage,Create Date,Contact owner,Became a Marketing Qualified Lead Date\n1,a@acme.example,Marketing Qualified Lead,2026-01-05 09:30,Dana Reyes,2026-01-06 10:00\n",
    "deals.csv":
      "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Associated Contact IDs,Is Closed Won\n7,Acme,Closed Won,100,2026-02-01 09:30,2026-03-01 10:00,1,true\n",
  });
  const project = await projectWith(folder, `sources:\n  - {name: hub, system: hubspot, path: ${exports}}\n`);
  const page = await askDoctor({ project });
  expect(page).toContain(
    "hub: people of sales.csv looks like Contact: add files: {Contact: people of sales.csv} to the source",
  );
  expect(page).toMatch(/Next: add files: \{Contact: people of sales\.csv\}/);
  const { config, loads } = await loadProject(project);
  const findings = collectLoadFindings(loads, [], await readLastLoad(project, config));
  expect(findings).toContainEqual(
    expect.objectContaining({
      check: "files that nobody reads",
      severity: "warn",
      subject: "hub: people of sales.csv",
      example: expect.stringContaining("add files: {Contact: people of sales.csv}"),
    }),
  );
  // The same folder without a project: both files are named, nothing is asked for that exports from the pages cannot have.
  const survey = await askDoctor({ exports });
  expect(survey).toContain("files: {Contact: people of sales.csv}");
  expect(survey).toMatch(/time_zone: UTC # please confirm: HubSpot writes times/);
  expect(survey).not.toMatch(/stage_field|DealContact|no file +the exact time/);
  expect(survey).toMatch(/needed only if the files come from a replica: /);
  expect(survey).not.toMatch(/Data Export of Salesforce/);
});

test("files of an unknown system are opportunities if they have a stage, an amount and a close date, and the block runs", async () => {
  const folder = temporaryFolder();
  const exports = write(join(folder, "exports"), {
    "leads.csv":
      "lead_no;full_name;email;company;source;created;mql_date\nL1;José Núñez;jose@acme.example;Acme;web;03/02/2026;13/02/2026\nL2;Ann Lee;ann@bolt.example;Bolt;event;04/02/2026;\n",
    "deals.csv":
      "deal_id,deal_name,lead_no,stage,amount,currency,created_at,close_date\nD1,Acme 1,L1,Won,100.50,EUR,2026-02-20,2026-03-20\nD2,Bolt 1,L2,Proposal,80,EUR,2026-02-21,2026-12-20\n",
  });
  writeFileSync(join(exports, "leads.csv"), readFileSync(join(exports, "leads.csv"), "utf8"), "latin1");
  const page = await askDoctor({ exports });
  expect(page).not.toMatch(/system: (hubspot|salesforce|marketo|pardot)/);
  expect(page).toMatch(/opportunities:\n +- file: deals\.csv\n/);
  expect(page).toContain("values: {stage: {Proposal: open, Won: won}} # please confirm: which stages are won and lost");
  expect(page).toMatch(/currency: EUR +# 2 of 2 opportunities/);
  const project = await projectWith(folder, page);
  const { code, stderr } = await run(project);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/quarantine:/) });
  // Only the lead that never became an MQL: it has no such event.
  expect(stderr.match(/rejected: .*/g)).toEqual(["rejected: leads.csv, line 3, occurred_at: missing (1 record(s))"]);
  expect(
    await queryProject(
      project,
      "select people.company, cycles.won_at is not null as is_won from marts.mql_cycles as cycles inner join marts.people as people on people.person_id = cycles.person_id where cycles.cycle_no > 0",
    ),
  ).toEqual([{ company: "Acme", is_won: true }]);
});

test("a file beside those of a mapped source that no entity names is told, with what to do", async () => {
  const folder = temporaryFolder();
  const exports = write(join(folder, "exports"), {
    "leads.csv": "lead_no,email,created\nL1,a@x.example,2026-02-03\n",
    "kunden.csv": "kunden_no,email,created\nK1,b@x.example,2026-02-03\n",
  });
  const feed = "{people: {file: leads.csv, columns: {record_id: lead_no, email: email, created_at: created}}}";
  const block = `sources:\n  - {name: shop, system: mapped, path: ${exports}, entities: ${feed}}\n`;
  const page = await askDoctor({ project: await projectWith(folder, block) });
  expect(page.replace(/\s+/g, " ")).toContain(
    `shop: 1 file: kunden.csv: to read one, name it under an entity of the source, e.g. people; closedloop doctor ${exports} proposes the lines`,
  );
});

test("files with dates in their names, in an archive or in JSON are found", async () => {
  const folder = temporaryFolder();
  const lead = "Id,FirstName,LastName,Email,Company,Status,LeadSource,CreatedDate,IsDeleted\n";
  const exports = write(join(folder, "exports"), {
    "Lead_2026-06-01.csv": `${lead}00Q000000000001AAA,A,B,a@x.example,X,New,Web,2026-05-01T10:00:00Z,false\n`,
    "Lead_2026-06-02.csv": `${lead}00Q000000000002AAA,C,D,c@x.example,X,New,Web,2026-05-02T10:00:00Z,false\n`,
    "LeadHistory.csv": "Id,LeadId,Field,OldValue,NewValue,CreatedDate,IsDeleted\n",
    "weekly.zip": createZip([
      {
        name: "Opportunity.csv",
        content:
          "Id,AccountId,Name,StageName,CloseDate,IsWon,IsClosed,CreatedDate\n006000000000001AAA,,X,Open,2026-07-01,false,false,2026-06-01T00:00:00Z\n",
      },
    ]),
    "roles.json": JSON.stringify([
      {
        Id: "00K000000000001AAA",
        OpportunityId: "006000000000001AAA",
        ContactId: "003000000000001AAA",
        Role: "x",
        IsPrimary: true,
      },
    ]),
  });
  const page = await askDoctor({ exports });
  expect(page).toContain("files: {Lead: Lead_*.csv, OpportunityContactRole: roles.json}");
  expect(page).not.toMatch(/marketo|unpack/);
  expect(page).toMatch(/crm +Opportunity +1 +1/);
  const project = await projectWith(folder, page);
  const { loads } = await loadProject(project);
  expect(loads.map(({ table, loaded }) => [table, loaded]).sort()).toEqual([
    ["raw.salesforce_lead_history", 0],
    ["raw.salesforce_leads", 1],
    ["raw.salesforce_leads", 1],
    ["raw.salesforce_opportunities", 1],
    ["raw.salesforce_opportunity_contact_roles", 1],
  ]);
});
