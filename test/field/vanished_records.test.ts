/** Records that a later full export no longer has. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { closedloop } from "../support/cli.js";
import { createFieldProject, type FieldProject } from "../support/field_project.js";

const outcomes = "select split_part(person_id, ':', 2) as person, outcome from marts.mql_cycles order by person";
const findings = `select "check", subject, count, severity from marts.data_quality where "check" like 'records missing%' order by all`;
const latest = "records missing from the latest full export";

function put({ folder }: FieldProject, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test("people who are gone from a full export of HubSpot no longer count, and a finding counts them", async () => {
  const project = await createFieldProject("03-contacts-vanish-from-full-export");
  expect(await project.run("2026-02-01T12:00:00Z")).toMatchObject({ code: 0 });
  expect(await project.query(outcomes)).toHaveLength(5);
  project.addNight();
  expect(await project.run("2026-02-02T12:00:00Z")).toMatchObject({ code: 0 });
  const people = [{ person: "7000" }, { person: "7001" }, { person: "7002" }];
  const found = [{ check: latest, subject: "raw.hubspot_contacts", count: 2, severity: "warn" }];
  expect(await project.query(outcomes)).toMatchObject(people);
  expect(await project.query(findings)).toMatchObject(found);
  expect(
    await project.query(`select subject, count from marts.data_quality where "check" = 'excluded records'`),
  ).toEqual([{ subject: "missing", count: 2 }]);
});

test("a contact whose role was taken back did not win the deal, and a deleted campaign membership is no response", async () => {
  const project = await createFieldProject("04-contact-role-taken-back");
  const members = (ids: readonly number[]) =>
    [
      "Id,CampaignId,LeadId,ContactId,Status,HasResponded,FirstRespondedDate,CreatedDate",
      ...ids.map(
        (no) => `00v5e000000000${no},7015e0000000001,,0035e000000000${no},Responded,1,2026-03-02,2026-03-02 10:00:00`,
      ),
      "",
    ].join("\n");
  put(project, "exports/salesforce/2026-06-20/CampaignMember.csv", members([1, 2]));
  expect(await project.run("2026-06-20T12:00:00Z")).toMatchObject({ code: 0 });
  const responses = "select count(*)::integer as count from intermediate.source_activities";
  expect(await project.query(outcomes)).toMatchObject([{ outcome: "won" }, { outcome: "won" }]);
  expect(await project.query(responses)).toEqual([{ count: 2 }]);
  project.addNight();
  put(project, "exports/salesforce/2026-06-27/CampaignMember.csv", members([1]));
  expect(await project.run("2026-06-27T12:00:00Z")).toMatchObject({ code: 0 });
  expect(await project.query(outcomes)).toMatchObject([{ outcome: "won" }, { outcome: "sql" }]);
  expect(await project.query(responses)).toEqual([{ count: 1 }]);
  expect(await project.query(findings)).toMatchObject([
    { check: latest, subject: "raw.salesforce_campaign_members", count: 1, severity: "warn" },
    { check: latest, subject: "raw.salesforce_opportunity_contact_roles", count: 1, severity: "warn" },
  ]);
});

const mapped = (snapshots = "") => `${snapshots}time_zone: UTC
mql: {source: recorded}
sources:
  - name: list
    system: mapped
    path: exports/list
    settle_seconds: 0
    entities:
      people: {file: people.csv, columns: {record_id: id, email: mail}}
      stage_events: {file: mqls.csv, columns: {record_id: id, occurred_at: at}, constants: {stage: mql}}
      opportunities: {file: deals.csv, columns: {opportunity_id: deal, created_at: made, outcome: outcome}}
      opportunity_people: {file: deal_people.csv, columns: {opportunity_id: deal, record_id: id}}
  - {name: pardot, system: pardot, path: exports/pardot, settle_seconds: 0}
`;

/** Sixty people with an MQL each, of whom some are on deals. */
const nightOf = (project: FieldProject, people: readonly number[], deals: readonly number[]) => {
  put(
    project,
    "exports/list/people.csv",
    ["id,mail", ...people.map((no) => `${no},p${no}@acme.example`), ""].join("\n"),
  );
  put(
    project,
    "exports/list/deals.csv",
    ["deal,made,outcome", "d1,2026-02-10T00:00:00Z,open", "d2,2026-02-11T00:00:00Z,open", ""]
      .slice(0, 1 + deals.length)
      .concat("")
      .join("\n"),
  );
  put(
    project,
    "exports/list/deal_people.csv",
    ["deal,id", ...deals.map((no) => `d${no},${no}`), "d1,3", ""].join("\n"),
  );
};
/** A full replica of Pardot's prospects, none of whom is an MQL. */
const putProspects = (project: FieldProject, ids: readonly number[]) =>
  put(
    project,
    "exports/pardot/prospect.csv",
    [
      "id,email,created_at,updated_at,_fivetran_synced",
      ...ids.map((no) => `${no},z${no}@zeta.example,2026-01-05 10:00:00,2026-01-0${no} 10:00:00,2026-03-01 00:00:00`),
      "",
    ].join("\n"),
  );
const prospects = "select email from marts.people where email like '%zeta%' order by email";
const build = ({ folder }: FieldProject, asOf: string, ...options: string[]) =>
  closedloop(["build", "--project", folder, "--as-of", asOf, ...options]);
const everybody = Array.from({ length: 60 }, (_, at) => at + 1);

test("many people who are gone at once stay until a run accepts it, also when rebuilt from the history; deals that are gone stay; a role or a prospect that is gone has ended", async () => {
  const project = await createFieldProject("03-contacts-vanish-from-full-export", mapped());
  put(
    project,
    "exports/list/mqls.csv",
    ["id,at", ...everybody.map((no) => `${no},2026-02-01T10:00:00Z`), ""].join("\n"),
  );
  nightOf(project, everybody, [1, 2]);
  putProspects(project, [6, 7, 8, 9]);
  expect(await project.run("2026-03-01T12:00:00Z")).toMatchObject({ code: 0 });
  const counts = "select outcome, count(*)::integer as count from marts.mql_cycles group by outcome order by outcome";
  expect(await project.query(counts)).toEqual([
    { outcome: "awaiting", count: 57 },
    { outcome: "opportunity", count: 3 },
  ]);
  expect(await project.query(prospects)).toHaveLength(4);
  nightOf(project, everybody.slice(0, 35), [1]);
  putProspects(project, [6, 7, 9]);
  expect(await project.run("2026-03-02T12:00:00Z")).toMatchObject({ code: 0 });
  const ended = [
    { check: latest, subject: "raw.mapped_opportunities", count: 1, severity: "warn" },
    { check: latest, subject: "raw.mapped_opportunity_people", count: 1, severity: "warn" },
  ];
  const prospect = { check: latest, subject: "raw.pardot_prospects", count: 1, severity: "warn" };
  const remaining = [6, 7, 9].map((no) => ({ email: `z${no}@zeta.example` }));
  expect(await project.query(findings)).toMatchObject([
    {
      check: "records missing at once, not taken as deleted",
      subject: "raw.mapped_people",
      count: 25,
      severity: "warn",
    },
    ...ended,
    prospect,
  ]);
  expect(await project.query(prospects)).toEqual(remaining);
  expect(await project.query(counts)).toEqual([
    { outcome: "awaiting", count: 58 },
    { outcome: "opportunity", count: 2 },
  ]);
  const after = [
    { outcome: "awaiting", count: 33 },
    { outcome: "opportunity", count: 2 },
  ];
  expect(await build(project, "2026-03-02T13:00:00Z", "--accept-missing")).toMatchObject({ code: 0 });
  expect(await project.query(counts)).toEqual(after);
  expect(await project.run("2026-03-02T13:00:00Z", "--from-history")).toMatchObject({ code: 0 });
  expect(await project.query(counts)).toEqual(after);
  const people = { check: latest, subject: "raw.mapped_people", count: 25, severity: "warn" };
  expect(await project.query(findings)).toMatchObject([...ended, people, prospect]);
  expect(await project.query(prospects)).toEqual(remaining);
  // With `missing_is_deleted: false` they all stay, and are counted.
  writeFileSync(join(project.folder, "closedloop.yaml"), mapped("snapshots: {missing_is_deleted: false}\n"));
  expect(await build(project, "2026-03-02T14:00:00Z")).toMatchObject({ code: 0 });
  expect(await project.query(prospects)).toHaveLength(4);
  expect(await project.query(counts)).toEqual([
    { outcome: "awaiting", count: 57 },
    { outcome: "opportunity", count: 3 },
  ]);
  expect(await project.query(findings)).toMatchObject([...ended, people, prospect]);
});
