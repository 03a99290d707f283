/** Files that exist in every org and columns that are asked for: each must be read. */
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { closedloop } from "../support/cli.js";
import { createFieldProject } from "../support/field_project.js";

const asOf = "2026-07-01T00:00:00Z";
const header = "time_zone: America/New_York\nsources:\n";
/** A source for the exports of another input, so that one run answers the questions of several. */
const salesforce = (name: string, input: string) =>
  `  - {name: ${name}, system: salesforce, path: "${resolve("test/field/inputs", input, "exports/salesforce")}", settle_seconds: 0}\n`;

test("ContactHistory, OpportunityFieldHistory, Opportunity.ContactId and TaskRelation of an org are read", async () => {
  const sources = [
    salesforce("contacts", "05-contact-history-not-read"),
    salesforce("deals", "06-opportunity-field-history-and-last-stage-change"),
    salesforce("roles", "08-opportunity-contactid-without-roles"),
    salesforce("shared", "11-shared-activity-second-person"),
  ];
  const project = await createFieldProject("05-contact-history-not-read", header + sources.join(""));
  expect(await project.run(asOf)).toMatchObject({ code: 0 });
  const cycles = (system: string, columns: string) =>
    project.query(
      `select ${columns} from marts.mql_cycles where starts_with(person_id, '${system}:') order by person_id, cycle_no`,
    );

  // A stage that is kept on the contact has the time that ContactHistory says.
  expect(await cycles("contacts", "cycle_no, mql_at, mql_is_approximate, sal_at, outcome")).toEqual([
    {
      cycle_no: 1,
      mql_at: "2026-03-05T15:00:00Z",
      mql_is_approximate: false,
      sal_at: "2026-03-07T15:00:00Z",
      outcome: "sal",
    },
  ]);

  // Without OpportunityHistory a deal is won when OpportunityFieldHistory says, not at its close date.
  expect(await cycles("deals", "won_at, outcome, amount")).toEqual([
    { won_at: "2026-04-15T14:00:00Z", outcome: "won", amount: 1000 },
  ]);
  const won =
    "select is_approximate from marts.lifecycle_events where stage = 'won' and starts_with(person_id, 'deals:')";
  expect(await project.query(won)).toEqual([{ is_approximate: false }]);

  // A deal without contact roles belongs to the contact that it names.
  expect(await cycles("roles", "opportunity_id, opportunity_at, won_at, amount")).toEqual([
    {
      opportunity_id: "0065e0000000001AAA",
      opportunity_at: "2026-03-20T09:00:00Z",
      won_at: "2026-06-11T03:59:59.999999Z",
      amount: 7000,
    },
  ]);

  // A call with two contacts is a touch of both.
  expect(await cycles("shared", "first_touch_at")).toEqual([
    { first_touch_at: "2026-03-11T17:00:00Z" },
    { first_touch_at: "2026-03-11T17:00:00Z" },
  ]);
  const touches =
    "select count(*)::int as touches, count(distinct person_id)::int as people from intermediate.sales_touches";
  expect(await project.query(touches)).toEqual([{ touches: 2, people: 2 }]);

  const findings = `select "check", subject from marts.data_quality where severity = 'warn' or "check" = 'files that nobody reads'`;
  expect(await project.query(findings)).toEqual([]);
});

test("a lead that RecordMergeHistory says was merged is the person that survived, although no file has it any more", async () => {
  const project = await createFieldProject("02-merge-loser-vanishes-from-data-export");
  expect(await project.run("2026-01-08T00:00:00Z")).toMatchObject({ code: 0 });
  project.addNight();
  expect(await project.run("2026-01-15T00:00:00Z")).toMatchObject({ code: 0 });
  const cycles = "select person_id, mql_at, mql_is_approximate, sal_at, outcome from marts.mql_cycles";
  expect(await project.query(cycles)).toEqual([
    {
      person_id: "crm:00Q5e0000000002EAA",
      mql_at: "2026-01-05T05:00:00Z",
      mql_is_approximate: true,
      sal_at: "2026-01-12T15:00:00Z",
      outcome: "sal",
    },
  ]);
});

describe("an instance of Marketo whose label of a field is not its name", () => {
  const input = "12-marketo-label-is-not-the-api-name";
  const marketo = (name: string, more: string) =>
    `  - {name: ${name}, system: marketo, path: "${resolve("test/field/inputs", input, "exports/marketo")}", settle_seconds: 0, stage_field: leadStatus${more}}\n`;

  test("tells that the log knows nothing of the field, and reads it once the label is named", async () => {
    const config = header + marketo("unnamed", "") + marketo("named", ", labels: {leadStatus: Person Status}");
    const project = await createFieldProject(input, config);
    expect(await project.run(asOf)).toMatchObject({ code: 0 });
    const finding = `select subject, count, severity from marts.data_quality where "check" = 'fields whose changes the log does not have'`;
    expect(await project.query(finding)).toEqual([
      {
        subject: "unnamed: stage_field leadStatus: no change of it in activities (labels seen: Person Status 2)",
        count: 2,
        severity: "warn",
      },
    ]);
    const events = `select stage, is_approximate, occurred_at from intermediate.source_stage_events where system = 'named' and not is_approximate order by occurred_at`;
    expect(await project.query(events)).toEqual([
      { stage: "mql", is_approximate: false, occurred_at: "2026-02-05T12:00:00Z" },
      { stage: "sal", is_approximate: false, occurred_at: "2026-02-10T12:00:00Z" },
    ]);
    const doctor = await closedloop(["doctor", "--project", project.folder, "--as-of", asOf]);
    expect(doctor.stdout).toContain("Settings that find nothing");
    expect(doctor.stdout.replace(/\s+/g, " ")).toContain(
      "unnamed: stage_field leadStatus: no change of it in activities (labels seen: Person Status 2)",
    );
  });
});
