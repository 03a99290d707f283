import { expect, test } from "vitest";
import { quarantineFolder } from "../../../../src/config/project_paths.js";
import { readQuarantine } from "../../../../src/load/files/quarantine.js";
import { readLastLoad } from "../../../../src/load/night/last_load.js";
import { collectLoadFindings } from "../../../../src/load/night/load_findings.js";
import { createLoadProject, crmSource, nightInstant } from "../load_project.js";

type Desk = ReturnType<typeof createLoadProject>;

/** The findings about the files: check, subject, count, example. */
async function found(at: Desk) {
  const quarantine = await readQuarantine(quarantineFolder(at.project, at.config));
  const findings = collectLoadFindings(
    await at.loads(),
    quarantine.values(),
    await readLastLoad(at.project, at.config),
  );
  return findings.map(({ check, subject, count, severity, example }) => [
    severity,
    check,
    subject,
    Number(count),
    example,
  ]);
}

const lead = "exports/crm/Lead.csv";
const sound = "Id,Company\n1,Acme\n";

test("a sound night has no findings", async () => {
  const at = createLoadProject();
  at.put(lead, sound);
  at.put("exports/crm/README.md", "what lies here");
  at.put("exports/crm/.DS_Store", "");
  await at.load();
  expect(await found(at)).toEqual([]);
});

test("unread files are one row per source with their number and names, possible exports first", async () => {
  const at = createLoadProject([crmSource, { name: "map", system: "marketo", path: "exports/map" }]);
  at.put(lead, sound);
  for (const name of ["LICENSE", "Zebra__c.csv", "Attachment.csv", "a\u001b.csv"])
    at.put(`exports/crm/${name}`, "Id\n");
  at.put("exports/map/leads.csv", "id\n1\n");
  await at.load();
  expect(await found(at)).toEqual([
    ["info", "files that nobody reads", "crm", 4, "Attachment.csv, Zebra__c.csv, a\\u001b.csv, LICENSE"],
  ]);
});

test("a file that two sources read in one folder is read", async () => {
  const at = createLoadProject([
    { ...crmSource, path: "exports" },
    { name: "map", system: "marketo", path: "exports" },
  ]);
  at.put("exports/Lead.csv", sound);
  at.put("exports/leads_1.csv", "id\n1\n");
  await at.load();
  expect(await found(at)).toEqual([]);
});

test("a file left for the next run is reported until a run loads it", async () => {
  const at = createLoadProject();
  at.put(lead, sound);
  await at.load(nightInstant(1));
  at.config.sources[0]!.marker = ".done";
  await at.load(nightInstant(2));
  const subject = "crm: Lead.csv -> raw.salesforce_leads";
  expect(await found(at)).toEqual([
    ["warn", "files left for the next run", subject, 1, "no marker .done says that it is whole"],
  ]);
  at.put(`${lead}.done`, "");
  await at.load(nightInstant(3));
  expect(await found(at)).toEqual([]);
});

test("a file in quarantine is a warning until another content of its name loads, and an info after that", async () => {
  const at = createLoadProject();
  at.put("exports/crm/old/Lead.csv", sound);
  at.put(lead, "Id,Company\n1\n");
  await at.loadWithEvents(nightInstant(1));
  const subject = "crm: Lead.csv -> raw.salesforce_leads";
  const why = expect.stringMatching(/record too few fields: 1 from line 2/);
  expect(await found(at)).toEqual([["warn", "files in quarantine", subject, 1, why]]);
  at.put(lead, `${sound}2,Beta\n`);
  await at.load(nightInstant(2));
  expect(await found(at)).toEqual([["info", "files in quarantine, replaced since", subject, 1, why]]);
});

test("gone columns are a warning, new columns are an info, and the next file of the table ends both", async () => {
  const at = createLoadProject();
  const contents = [
    "Id,Status,Company\n1,New,A\n",
    "Id,Company,Plan__c,Tier__c\n1,A,Gold,1\n",
    "Id,Company,Plan__c,Tier__c\n",
  ];
  const said: unknown[] = [];
  for (const [nth, content] of contents.entries()) {
    at.put(lead, content);
    await at.load(nightInstant(nth + 1));
    said.push((await found(at)).filter(([, check]) => String(check).startsWith("columns")));
  }
  const subject = "crm: Lead.csv -> raw.salesforce_leads";
  expect(said).toEqual([
    [],
    [
      ["warn", "columns gone since the load before", subject, 1, "Status"],
      ["info", "columns new since the load before", subject, 2, "Plan__c, Tier__c"],
    ],
    [],
  ]);
});

test("an empty window is reported if others had rows, but not for a table that never had any", async () => {
  const at = createLoadProject([crmSource, { name: "map", system: "marketo", path: "exports/map" }]);
  at.put("exports/map/leads_1.csv", "id,company\n1,Acme\n");
  at.put("exports/map/leads_2.csv", "id,company\n");
  at.put(lead, "Id,Company\n");
  await at.load();
  expect(await found(at)).toEqual([
    ["info", "empty files where rows were before", "map: leads_2.csv -> raw.marketo_leads", 1, null],
  ]);
});

test("a finding names the feed of a mapped source by its constants, not by its key", async () => {
  const columns = { record_id: "no", occurred_at: "on" };
  const feed = (stage: string, more: object = {}) => ({ file: "p.csv", columns, constants: { stage }, ...more });
  const at = createLoadProject([
    {
      ...{ name: "shop", system: "mapped", path: "exports", time_zone: "America/New_York" },
      entities: {
        people: { file: "p.csv", columns: { record_id: "no", created_at: "on" } },
        stage_events: [feed("mql"), feed("won", { link: "mql" }), feed("mql", { file: "q.csv" })],
      },
    },
  ]);
  at.put("exports/p.csv", "no,on\n1,2026-03-08 02:30\n2,2026-03-09 02:30\n");
  at.put("exports/q.csv", "no,on\n3,2026-03-08 02:30\n");
  await at.load();
  const subjects = (await found(at)).map(([, , subject]) => subject);
  expect(subjects.sort()).toEqual([
    "shop: p.csv -> raw.mapped_people: created_at",
    "shop: p.csv -> raw.mapped_stage_events (stage=mql): occurred_at",
    "shop: p.csv -> raw.mapped_stage_events (stage=won, link=mql): occurred_at",
    "shop: q.csv -> raw.mapped_stage_events (stage=mql, #2): occurred_at",
  ]);
});
