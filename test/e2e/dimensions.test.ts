import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellsOf, figuresIn, textOf } from "../reports/read_page.js";
import { type CommandResult, closedloop, queryProject, temporaryFolder } from "../support/cli.js";

const clock = ["--as-of", "2026-07-01T00:00:00Z"];

const config = `
time_zone: UTC
sources:
  - {name: crm, system: salesforce, path: exports/crm, settle_seconds: 0, custom: {Product_Interest__c: product_interest}}
  - name: portal
    system: mapped
    path: exports/portal
    settle_seconds: 0
    time_zone: UTC
    entities:
      people: {file: people.csv, columns: {record_id: id, created_at: made, attributes.product_interest: product}}
      stage_events: {file: events.csv, columns: {record_id: id, occurred_at: day, stage: stage, reason: reason}}
dimensions: [product_interest]
`;

const leadsOf = (modified: string, status: string, product: string) =>
  `Id,Email,CreatedDate,LastModifiedDate,Status,Product_Interest__c
00Q5e00000Ld001EAB,ada@acme.example,2026-05-01 09:00:00,${modified},${status},${product}
00Q5e00000Ld002EAB,bea@apex.example,2026-05-02 09:00:00,2026-05-22 10:00:00,Unqualified,
`;
const files = {
  "closedloop.yaml": config,
  // The first lead turned to another product after its MQL; the second one never said.
  "exports/crm/2026-05-22/Lead.csv": leadsOf("2026-05-20 10:00:00", "MQL", "Analytics"),
  "exports/crm/2026-05-22/LeadHistory.csv": `Id,LeadId,CreatedDate,Field,OldValue,NewValue
0175e00000Lh001AAB,00Q5e00000Ld001EAB,2026-05-20 10:00:00,Status,New,MQL
0175e00000Lh002AAB,00Q5e00000Ld002EAB,2026-05-21 10:00:00,Status,New,MQL
0175e00000Lh003AAB,00Q5e00000Ld002EAB,2026-05-22 10:00:00,Status,MQL,Unqualified
`,
  // The third one came to sales without an MQL.
  "exports/portal/people.csv":
    "id,made,product\n1,2026-05-01,Platform\n2,2026-05-01,Platform\n3,2026-05-01,Analytics\n",
  "exports/portal/events.csv": `id,day,stage,reason
1,2026-05-10,mql,
1,2026-05-12,rejected,No budget
2,2026-05-10,mql,
2,2026-05-12,sal,
3,2026-05-11,sal,
`,
};

const ends: (() => void)[] = [];
let project: string;
let night: CommandResult;
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
};
beforeAll(async () => {
  project = temporaryFolder((end) => ends.push(end));
  for (const [name, text] of Object.entries(files)) write(name, text);
  await closedloop(["load", "--project", project, "--as-of", "2026-05-22T23:00:00Z"]);
  write("exports/crm/2026-05-26/Lead.csv", leadsOf("2026-05-26 10:00:00", "Working", "Platform"));
  night = await closedloop(["run", "--project", project, ...clock]);
});
afterAll(() => {
  for (const end of ends) end();
});

test("each cycle keeps the value that it had at its MQL, whatever the record says now", async () => {
  expect(night).toMatchObject({ code: 0 });
  const cycles = "select person_id, cycle_no, product_interest from marts.mql_cycles order by person_id";
  expect(await queryProject(project, cycles)).toEqual([
    { person_id: "crm:00Q5e00000Ld001EAB", cycle_no: 1, product_interest: "Analytics" },
    { person_id: "crm:00Q5e00000Ld002EAB", cycle_no: 1, product_interest: null },
    { person_id: "portal:1", cycle_no: 1, product_interest: "Platform" },
    { person_id: "portal:2", cycle_no: 1, product_interest: "Platform" },
    { person_id: "portal:3", cycle_no: 0, product_interest: "Analytics" },
  ]);
});

test("the funnel and the rejections are cut by it and add up to their totals", async () => {
  const asked = ["--param", "dimension=product_interest", "--project", project, "--format", "json"];
  const funnel = JSON.parse((await closedloop(["query", "funnel-by-dimension", ...asked])).stdout);
  const counts = ["value", "mqls", "reached_sal", "rejected", "unqualified_entries"];
  expect(funnel.map((row: Record<string, unknown>) => counts.map((name) => row[name])).sort()).toEqual([
    ["(none)", 1, 0, 1, 0],
    ["Analytics", 1, 1, 0, 1],
    ["Platform", 2, 1, 1, 0],
  ]);
  const reasons = JSON.parse((await closedloop(["query", "rejection-reasons", ...asked])).stdout);
  expect(reasons.map(({ value, rejected }: Record<string, unknown>) => [value, rejected])).toEqual([
    ["(none)", 1],
    ["Platform", 1],
  ]);
  const sums = (table: string, count: string) =>
    queryProject(
      project,
      `select period_kind, period_start, sum(${count}) filter (where dimension = 'all') as wanted,
        sum(${count}) filter (where dimension = 'product_interest') as found
      from marts.${table} group by all having wanted is distinct from found`,
    );
  for (const count of ["mqls", "reached_sal", "mature_sal", "rejected", "awaiting", "unqualified_entries"])
    expect([count, await sums("funnel", count)]).toEqual([count, []]);
  expect(await sums("rejections", "rejected")).toEqual([]);
});

test("the report has a table and a chart of it, and a chart is drawn of it", async () => {
  const page = readFileSync(join(project, "reports", "funnel.html"), "utf8");
  expect(textOf(page)).toContain("\nBy product interest\n");
  const found = cellsOf(page, "The funnel by product interest, MQLs of all time").filter((cells) => cells.length > 1);
  expect(found.map(([value, mqls]) => [value, mqls])).toEqual([
    ["Platform", "2"],
    ["None", "1"],
    ["Analytics", "1"],
  ]);
  expect(page.match(/<section id="by-product_interest"/g)).toHaveLength(1);
  expect(page).toContain('<a href="#by-product_interest">By product interest</a>');
  const drawn = figuresIn(page).filter(({ rows }) => rows.some((row) => row.dimension === "product_interest"));
  expect(drawn).toHaveLength(1);
  expect(drawn[0]!.svg).toContain(">by product interest</text>");
  const asked = ["--param", "dimension=product_interest", "--project", project];
  const { code, stdout } = await closedloop(["chart", "funnel-by-source", ...asked]);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(">Analytics</text>") });
});

test("the table says what the column is, and check holds it to that", async () => {
  const [comment] = await queryProject(
    project,
    "select comment from duckdb_columns() where table_name = 'mql_cycles' and column_name = 'product_interest'",
  );
  expect(comment!.comment).toMatch(/^Custom attribute product_interest when the cycle began/);
  expect(await closedloop(["check", "--project", project])).toMatchObject({ code: 0 });
});

test("a dimension with the name of a column is refused with its place, before anything is built", async () => {
  const folder = temporaryFolder();
  const clashing = config.replaceAll("product_interest", "outcome");
  writeFileSync(join(folder, "closedloop.yaml"), clashing);
  const { code, stderr } = await closedloop(["run", "--project", folder]);
  const line = clashing.split("\n").findIndex((text) => text.startsWith("dimensions")) + 1;
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining(
      `closedloop.yaml:${line}:14: dimensions[0]: "outcome" is a column of marts.mql_cycles; give the attribute another name, such as lead_outcome`,
    ),
  });
});
