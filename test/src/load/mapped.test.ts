import { expect, test } from "vitest";
import { createLoadProject, nightInstant } from "./load_project.js";

const mapped = (entities: object, more: object = {}) => [
  { name: "shop", system: "mapped", path: "exports", time_zone: "America/New_York", entities, ...more },
];
const person = { record_id: "no", created_at: "seen" };
const made = "select record_id, created_at from raw.mapped_people order by record_id";

test("times without an offset are in the source's time zone, also in the night of a clock change", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.csv", columns: person } }));
  at.put("exports/p.csv", "no,seen\n1,2026-03-08 01:30\n2,2026-03-08 03:30\n3,2026-03-08T03:30Z\n4,2026-07-01\n");
  await at.load();
  const found = await at.raw<{ created_at: string }>(made);
  expect(found.map(({ created_at }) => created_at)).toEqual([
    "2026-03-08T06:30:00Z",
    "2026-03-08T07:30:00Z",
    "2026-03-08T03:30:00Z",
    "2026-07-01T04:00:00Z",
  ]);
});

test("stage events of several files are united, with constants and links; dates without a time are not shifted and are marked", async () => {
  const at = createLoadProject(
    mapped({
      stage_events: [
        { file: "leads.csv", columns: { record_id: "no", occurred_at: "first" }, constants: { stage: "mql" } },
        {
          file: "deals.csv",
          columns: { record_id: "no", occurred_at: "won" },
          constants: { stage: "won" },
          link: "mql",
        },
      ],
    }),
  );
  at.put("exports/leads.csv", "no,first\n1,2026-01-15\n1,2026-01-15\n");
  at.put("exports/deals.csv", "no,won\n1,2026-01-20 10:00:00\n");
  expect(await at.load()).toMatchObject([{ loaded: 2 }, { loaded: 1 }]);
  expect(await at.raw("select * exclude (system, record_id) from raw.mapped_stage_events order by stage")).toEqual([
    { stage: "mql", link: null, is_date: true, occurred_at: "2026-01-15T00:00:00Z" },
    { stage: "won", link: "mql", is_date: false, occurred_at: "2026-01-20T15:00:00Z" },
  ]);
});

test("for events without a key, only the newest content of a file counts", async () => {
  const events = { file: "e.csv", columns: { record_id: "no", occurred_at: "at" }, constants: { stage: "mql" } };
  const at = createLoadProject(mapped({ stage_events: events }));
  for (const [day, content] of ["no,at\n1,2026-01-01\n2,2026-01-01\n", "no,at\n1,2026-01-01\n"].entries()) {
    at.put("exports/e.csv", content);
    await at.load(nightInstant(day + 1));
  }
  expect(await at.raw("select record_id from raw.mapped_stage_events")).toEqual([{ record_id: "1" }]);
});

const pipeline = {
  opportunities: {
    file: "pipeline.csv",
    columns: { opportunity_id: "id", created_at: "opened", outcome: "stage", amount: "sum" },
    formats: { opened: "%d-%m-%y" },
    values: { stage: { "Closed Won": "won", Prospecting: "open" } },
  },
};

test("dates are read by `formats` and words by `values`, in any case; a blank stays blank", async () => {
  const at = createLoadProject(mapped(pipeline));
  at.put("exports/pipeline.csv", "id,opened,stage,sum\n1,03-04-26, closed WON ,10.10\n2,13-04-26,,\n");
  await at.load();
  expect(await at.raw("select * exclude (system) from raw.mapped_opportunities order by opportunity_id")).toEqual([
    { opportunity_id: "1", outcome: "won", amount: "10.10", is_date: true, created_at: "2026-04-03T00:00:00Z" },
    { opportunity_id: "2", outcome: null, amount: null, is_date: true, created_at: "2026-04-13T00:00:00Z" },
  ]);
});

test("a word that `values` does not list and a date in another format are rejected", async () => {
  const at = createLoadProject(mapped(pipeline));
  at.put("exports/pipeline.csv", "id,opened,stage,sum\n1,03-04-26,Lost,\n2,04-13-26,,\n3,,,\n4,03-04-26,,\n");
  expect((await at.load())[0]?.rejects).toEqual([
    { column: "outcome", code: "unknown word", records: 1, first_line: 2 },
    { column: "created_at", code: "not an instant", records: 1, first_line: 3 },
    { column: "created_at", code: "missing", records: 1, first_line: 4 },
  ]);
});

test("attributes of people are kept as text, and each has a history without further configuration", async () => {
  const columns = { record_id: "no", "attributes.plan": "Plan Name" };
  const at = createLoadProject(mapped({ people: { file: "p.csv", columns } }));
  for (const [day, plan] of ["free", "pro"].entries()) {
    at.put("exports/p.csv", `no,Plan Name,else\n1,${plan},x\n`);
    expect((await at.load(nightInstant(day + 1)))[0]).toMatchObject({ extras: ["plan"], unknown_headers: ["else"] });
  }
  expect(await at.raw("select entity, field, value from raw.field_values order by loaded_at")).toEqual([
    { entity: "people", field: "plan", value: "free" },
    { entity: "people", field: "plan", value: "pro" },
  ]);
});

test("an attribute that is marked as a list keeps its plain name, and marking it loads no file again", async () => {
  const plain = { people: { file: "p.csv", columns: { record_id: "no", "attributes.tools": "Tools" } } };
  const at = createLoadProject(mapped(plain));
  at.put("exports/p.csv", "no,Tools\n1,dbt;Airflow\n");
  await at.load(nightInstant(1));
  at.config.sources[0]!.entities!.people![0]!.columns = { record_id: "no", "attributes.tools[]": "Tools" };
  expect(await at.load(nightInstant(2))).toMatchObject([{ added: false, extras: ["tools"] }]);
  expect(await at.raw("select field, value from raw.field_values")).toEqual([{ field: "tools", value: "dbt;Airflow" }]);
});

test("a corrected mapping replaces the rows that the old one made from the same file", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.csv", columns: { record_id: "no", source: "a" } } }));
  at.put("exports/p.csv", "no,a,b\n1,wrong,right\n");
  await at.load(nightInstant(1));
  at.config.sources[0]!.entities!.people![0]!.columns = { record_id: "no", source: "b" };
  expect(await at.load(nightInstant(2))).toMatchObject([{ added: true }]);
  expect(await at.raw("select source from raw.mapped_people")).toEqual([{ source: "right" }]);
});

test("a file without a header that the mapping names is quarantined", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.csv", columns: { ...person, source: "origin" } } }));
  at.put("exports/p.csv", "no,seen\n1,2026-01-01\n");
  expect(await at.quarantined()).toMatch(/p.csv: line 1: the column origin is missing. Found: no, seen/);
});

test("the only file of a source is missing: the run stops", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.csv", columns: person } }));
  at.put("exports/other.csv", "no\n");
  await expect(at.load()).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(/p.csv: no such file/) });
});
