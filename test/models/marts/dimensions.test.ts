import { expect, test } from "vitest";
import { cycles_dimensioned } from "../../../models/intermediate/cycles_dimensioned.js";
import { funnel } from "../../../models/marts/funnel.js";
import { mql_cycles } from "../../../models/marts/mql_cycles.js";
import { rejections } from "../../../models/marts/rejections.js";
import type { Instant } from "../../../src/table/columns.js";
import { compileModel, defaultShape } from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../support/built_models.js";
import { mqlRows, sqlColumns } from "../../support/mql_rows.js";
import { runModel } from "../../support/run_model.js";

const shape = { ...defaultShape, dimensions: ["product_interest", "plan"] };
const at = (day: string) => `2026-01-${day}T00:00:00Z` as Instant;

type AttributeValue = readonly [attribute: string, value: string | null, day: string];

/** A cycle of the MQL of 10 January. */
async function cycleOf(values: readonly AttributeValue[], more = {}) {
  const cycle = { person_id: "1", cycle_no: 1n };
  const [row] = await runModel(
    cycles_dimensioned,
    {
      cycles: [cycle],
      opened: [{ ...cycle, mql_at: at("10") }],
      people: [{ person_id: "1" }],
      titles: [],
      sizes: [],
      regions: [],
      touches: [],
      channels: [],
      periods: [],
      owners: [],
      attributes: values.map(([attribute, value, day]) => ({ person_id: "1", attribute, value, observed_at: at(day) })),
      ...more,
    },
    shape,
  );
  return row as Record<string, unknown>;
}

/** Its custom dimensions. */
async function dimensionsOf(...given: Parameters<typeof cycleOf>) {
  const { product_interest, plan } = await cycleOf(...given);
  return { product_interest, plan };
}

test("a custom dimension has the value in force at the MQL, each dimension its own", async () => {
  expect(
    await dimensionsOf([
      ["product_interest", "Analytics", "01"],
      ["product_interest", "Platform", "10"],
      ["product_interest", "Other", "11"],
      ["plan", "free", "05"],
      ["persona", "Buyer", "05"],
    ]),
  ).toEqual({ product_interest: "Platform", plan: "free" });
});

test("a value that was first seen after the MQL holds, a later change of it does not", async () => {
  expect(
    await dimensionsOf([
      ["plan", "free", "12"],
      ["plan", "paid", "13"],
    ]),
  ).toEqual({ product_interest: null, plan: "free" });
});

test("a blank that was seen at the MQL is a value", async () => {
  expect(
    await dimensionsOf([
      ["plan", "free", "01"],
      ["plan", null, "09"],
      ["plan", "paid", "12"],
    ]),
  ).toMatchObject({ plan: null });
});

test("the built-in dimensions are those of the attributes in force at the MQL, too", async () => {
  const before = { job_title: "CFO", industry: "Retail", country: "Chile", employee_count: "40", owner_id: "u1" };
  const after = { job_title: "Intern", industry: "Banking", country: "Peru", employee_count: "9000", owner_id: "u2" };
  const values = [
    ...Object.entries(before).map(([attribute, value]) => [attribute, value, "01"] as const),
    ...Object.entries(after).map(([attribute, value]) => [attribute, value, "11"] as const),
  ];
  const lookups = {
    titles: [
      { job_title: "CFO", seniority: "C-Level", department: "Finance", persona: "Economic buyer" },
      { job_title: "Intern", seniority: "Entry", department: "Unmapped", persona: "Unmapped" },
    ],
    sizes: [{ band: "1-50", min_employees: 1n, max_employees: 50n }],
    regions: [{ country: "chile", region: "LATAM" }],
    owners: [
      { owner_id: "u1", team: "East" },
      { owner_id: "u2", team: "West" },
    ],
  };
  const expected = {
    persona: "Economic buyer",
    seniority: "C-Level",
    industry: "Retail",
    region: "LATAM",
    company_size_band: "1-50",
    owner_id: "u1",
    owner_team: "East",
  };
  expect(await cycleOf(values, lookups)).toMatchObject(expected);
  const given = [...values, ["persona", "Champion", "05"], ["persona", null, "10"]] as const;
  expect(await cycleOf(given, lookups)).toMatchObject({ persona: "Economic buyer" });
  expect(await cycleOf(given.slice(0, -1), lookups)).toMatchObject({ persona: "Champion" });
});

test("an unqualified entry has the value at its first stage", async () => {
  const entry = { cycles: [{ person_id: "1", cycle_no: 0n, sal_at: at("12") }], opened: [] };
  const values: AttributeValue[] = [
    ["plan", "free", "11"],
    ["plan", "paid", "13"],
  ];
  expect(await dimensionsOf(values, entry)).toMatchObject({ plan: "free" });
});

test("the funnel and the rejections have the dimension, and its values add up to the totals", async () => {
  const rejected = {
    outcome: "rejected",
    rejected_at: at("25"),
    rejected_from: "mql",
    rejection_reason: "Not a fit",
  };
  const cycles = [
    ...mqlRows(2, { product_interest: "Analytics", ...sqlColumns }),
    ...mqlRows(1, { product_interest: "Platform", ...rejected }),
    ...mqlRows(1, { ...rejected, mql_at: "2026-03-02T00:00:00Z", rejected_at: "2026-03-03T00:00:00Z" }),
    ...mqlRows(1, { product_interest: "Platform", cycle_no: 0, mql_at: null, ...sqlColumns }),
  ].map((row, no) => ({ ...row, cycle_id: `c${no}`, person_id: `p${no}` }));
  const sources = [{ name: "crm", system: "salesforce", path: "x", custom: { P__c: "product_interest" } }];
  const facts = runFacts("2026-07-01T00:00:00Z", { sources, dimensions: ["product_interest"] });
  await withBuiltModels(facts, { "marts.mql_cycles": cycles }, [funnel, rejections], async (warehouse) => {
    const counted = (table: string, ...counts: string[]) =>
      rowsOf(
        warehouse,
        `select value, ${counts.map((name) => `sum(${name})::integer as ${name}`).join(", ")} from marts.${table}
         where dimension = 'product_interest' and period_kind = 'all' group by value order by value`,
      );
    expect(await counted("funnel", "mqls", "reached_sql", "rejected", "unqualified_entries")).toEqual([
      { value: "(none)", mqls: 1, reached_sql: 0, rejected: 1, unqualified_entries: 0 },
      { value: "Analytics", mqls: 2, reached_sql: 2, rejected: 0, unqualified_entries: 0 },
      { value: "Platform", mqls: 1, reached_sql: 0, rejected: 1, unqualified_entries: 1 },
    ]);
    expect(await counted("rejections", "rejected")).toEqual([
      { value: "(none)", rejected: 1 },
      { value: "Platform", rejected: 1 },
    ]);
    const totals = await rowsOf(
      warehouse,
      `with sums as (
         select period_kind, period_start, dimension, sum(mqls) as mqls, sum(rejected) as rejected,
           sum(unqualified_entries) as entries
         from marts.funnel
         group by all
       )
       select period_kind, period_start
       from sums
       group by all
       having count(distinct (mqls, rejected, entries)) > 1 or count(*) < 20`,
    );
    expect(totals).toEqual([]);
  });
});

test("without dimensions no table has a column or a slice of one", () => {
  for (const model of [cycles_dimensioned, mql_cycles, funnel, rejections]) {
    expect(compileModel(model)).not.toContain("product_interest");
    expect(compileModel(model, undefined, shape)).toContain("product_interest");
  }
});
