/** A closed quarter stays as it was: the dimensions of a cycle are those of its MQL, whatever happens to the person later. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFieldProject, type FieldProject } from "../support/field_project.js";

const input = "07-owner-not-frozen-at-mql";
const al = "0055e000001AAAAAA4";
const bo = "0055e000001BBBBAA4";

/** The dimensions of the cycle of an email address. */
async function cycleOf(project: FieldProject, email: string) {
  const [row] = await project.query(
    `select owner_id, industry, seniority, company_size_band from marts.mql_cycles
     where person_id = (select person_id from marts.people where email = '${email}')`,
  );
  return row;
}

test("a lead that was reassigned after its MQL counts for the owner or the queue that had it then", async () => {
  const project = await createFieldProject(input);
  const exports = join(project.folder, "exports/salesforce");
  const queued = [
    `"0175e0000000005","0","00Q5e0000000002","","2026-03-05 15:00:00","Status","Text","New","MQL"`,
    `"0175e0000000006","0","00Q5e0000000002","","2026-03-05 15:03:00","Owner","Text","Inbound queue","Bo Berg"`,
    `"0175e0000000007","0","00Q5e0000000002","","2026-03-05 15:03:00","Owner","EntityId","00G5e000001CCCC","0055e000001BBBB"`,
  ];
  const lead = `"00Q5e0000000002","0","","Hill","Cy","Acme GmbH","queue@e.example","Web","MQL","0055e000001BBBB","0","","","","","2026-03-01 10:00:00","2026-03-05 15:03:00","2026-03-05 15:03:00"`;
  appendFileSync(join(exports, "LeadHistory.csv"), `\n${queued.join("\n")}\n`);
  appendFileSync(join(exports, "Lead.csv"), `\n${lead}\n`);
  expect((await project.run("2026-07-01T00:00:00Z")).code).toBe(0);

  expect(await cycleOf(project, "own@e.example")).toMatchObject({ owner_id: al });
  expect(await cycleOf(project, "queue@e.example")).toMatchObject({ owner_id: "00G5e000001CCCCEA4" });
  const months = `select value, mqls from marts.funnel where dimension = 'owner' and period_kind = 'month' and mqls > 0
    order by value`;
  expect(await project.query(months)).toEqual([
    { value: al, mqls: 1 },
    { value: "00G5e000001CCCCEA4", mqls: 1 },
  ]);
  const owners = "select owner_id from marts.people order by 1";
  expect(await project.query(owners)).toEqual([{ owner_id: bo }, { owner_id: bo }]);
});

const config = `time_zone: UTC
currency: USD
sources:
  - {name: hub, system: hubspot, path: exports/hubspot, time_zone: UTC, settle_seconds: 0}
  - name: list
    system: mapped
    path: exports/list
    time_zone: UTC
    settle_seconds: 0
    entities:
      people:
        file: people.csv
        columns: {record_id: id, email: email, industry: industry, job_title: title, employee_count: size, owner_id: owner,
                  created_at: created}
      stage_events:
        file: mqls.csv
        columns: {record_id: id, occurred_at: at}
        constants: {stage: mql}
`;

/** Writes the exports of a night: what the records say then. */
function writeNight(
  { folder }: FieldProject,
  night: {
    hubOwner: string;
    company: string;
    industry: string;
    title: string;
    size: number;
    owner: string;
    on: string;
  },
) {
  const write = (file: string, lines: readonly string[]) => {
    mkdirSync(join(folder, "exports", file, ".."), { recursive: true });
    writeFileSync(join(folder, "exports", file), `${lines.join("\n")}\n`);
  };
  const changed = `${night.on} 00:00:00`;
  write("hubspot/contact.csv", [
    "id,property_email,property_jobtitle,property_hubspot_owner_id,property_associatedcompanyid,property_lifecyclestage,property_createdate,property_lastmodifieddate",
    `11,hub@e.example,CEO,${night.hubOwner},77,marketingqualifiedlead,2026-01-05 00:00:00,${changed}`,
  ]);
  write("hubspot/company.csv", [
    "id,property_name,property_industry,property_createdate,property_hs_lastmodifieddate",
    `77,Acme,${night.company},2026-01-01 00:00:00,${changed}`,
  ]);
  write("hubspot/contact_property_history.csv", [
    "contact_id,name,value,timestamp",
    "11,lifecyclestage,marketingqualifiedlead,2026-02-10 00:00:00",
    "11,hubspot_owner_id,501,2026-01-05 00:00:00",
    "11,hubspot_owner_id,502,2026-02-20 00:00:00",
    "11,jobtitle,Intern,2026-01-05 00:00:00",
    "11,jobtitle,CEO,2026-02-20 00:00:00",
  ]);
  write("list/people.csv", [
    "id,email,industry,title,size,owner,created",
    `1,list@e.example,${night.industry},${night.title},${night.size},${night.owner},2026-01-01 00:00:00`,
    // Of him no export ever says anything else, so nobody knows what he was at his MQL.
    "2,same@e.example,Retail,CEO,40,u1,2026-01-01 00:00:00",
  ]);
  write("list/mqls.csv", ["id,at", "1,2026-04-10 00:00:00", "2,2026-02-10 00:00:00"]);
}

test("what a later export says of people and companies does not rewrite the dimensions of past cycles", async () => {
  const project = await createFieldProject(input, config);
  writeNight(project, {
    hubOwner: "502",
    company: "RETAIL",
    industry: "Retail",
    title: "CEO",
    size: 40,
    owner: "u1",
    on: "2026-03-01",
  });
  expect((await project.run("2026-04-01T00:00:00Z")).code).toBe(0);
  writeNight(project, {
    hubOwner: "503",
    company: "BANKING",
    industry: "Banking",
    title: "Intern",
    size: 9000,
    owner: "u2",
    on: "2026-06-01",
  });
  expect((await project.run("2026-07-01T00:00:00Z")).code).toBe(0);

  expect(await cycleOf(project, "hub@e.example")).toEqual({
    owner_id: "501",
    industry: "RETAIL",
    seniority: "intern_student",
    company_size_band: null,
  });
  expect(await cycleOf(project, "list@e.example")).toEqual({
    owner_id: "u1",
    industry: "Retail",
    seniority: "c_level",
    company_size_band: "11-50",
  });
  const people = "select email, owner_id, industry from marts.people where email <> 'same@e.example' order by email";
  expect(await project.query(people)).toEqual([
    { email: "hub@e.example", owner_id: "503", industry: "BANKING" },
    { email: "list@e.example", owner_id: "u2", industry: "Banking" },
  ]);
  const findings = `select subject, count::integer as count, severity from marts.data_quality
    where "check" = 'cycles with a dimension not known at the MQL' order by subject`;
  expect(await project.query(findings)).toEqual([
    { subject: "company_size_band", count: 1, severity: "info" },
    { subject: "industry", count: 2, severity: "info" },
    { subject: "owner", count: 1, severity: "info" },
    { subject: "persona", count: 1, severity: "info" },
    { subject: "seniority", count: 1, severity: "info" },
  ]);
});
