import { expect, test } from "vitest";
import { stage_dates } from "../../../models/canonical/stage_dates.js";
import { runModel } from "../../support/run_model.js";

const clock = [{ time_zone: "UTC", as_of: "2026-12-01T00:00:00Z" as const }];
const dated = [
  {
    product: "salesforce",
    entity: "lead",
    field: "mql_date__c",
    value: "*",
    stage: "mql" as const,
    is_date_field: true,
  },
  {
    product: "salesforce",
    entity: "lead",
    field: "sal_date__c",
    value: "*",
    stage: "sal" as const,
    is_date_field: true,
  },
];
const held = (field: string, value: string | null) => ({
  ...{ product: "salesforce", system: "crm", entity: "Lead", record_id: "00Q1", field, value },
  ...{ made_at: "2026-09-01T10:00:00Z" as const, changed_at: null, loaded_at: "2026-09-10T23:00:00Z" as const },
});
const toldByDates = async (
  zone: string,
  values: ReturnType<typeof held>[],
  more: { zone?: string; history?: object[] } = {},
) =>
  (
    await runModel(stage_dates, {
      values,
      words: dated,
      history: more.history ?? [],
      systems: [{ system: "crm", product: "salesforce", time_zone: more.zone ?? null }],
      run: [{ ...clock[0], time_zone: zone }],
    })
  )
    .map(({ stage, occurred_at, is_approximate, is_mapped }) => [stage, occurred_at, is_approximate, is_mapped])
    .sort();

test("a dated property says when: an MQL's day from its start, any other's at its end, an instant as it is", async () => {
  const values = [held("MQL_Date__c", "2026-09-03"), held("SAL_Date__c", "2026-09-04")];
  expect(await toldByDates("America/New_York", values)).toEqual([
    ["mql", "2026-09-03T04:00:00Z", true, true],
    ["sal", "2026-09-05T03:59:59.999999Z", true, true],
  ]);
  expect(await toldByDates("America/New_York", [held("SAL_Date__c", "2026-09-04T09:30:00.000+0200")])).toEqual([
    ["sal", "2026-09-04T07:30:00Z", false, true],
  ]);
});

test("the clock of midnight that a Data Export writes behind every date says nothing", async () => {
  const values = ["2026-09-03 00:00:00", "2026-09-03T00:00:00.000Z", "2026-09-03"].map((value) =>
    held("MQL_Date__c", value),
  );
  for (const value of values) {
    expect(await toldByDates("America/New_York", [value])).toEqual([["mql", "2026-09-03T04:00:00Z", true, true]]);
  }
});

test("a dated property of the day of the run stands at its clock; what is no date is named and is no event", async () => {
  expect(await toldByDates("UTC", [held("SAL_Date__c", "2026-12-01")])).toEqual([["sal", clock[0]!.as_of, true, true]]);
  expect(await toldByDates("UTC", [held("SAL_Date__c", "soon")])).toEqual([["sal", null, false, false]]);
  expect(await toldByDates("UTC", [held("SAL_Date__c", null)])).toEqual([]);
});

test("a time without an offset is of the source's own zone, one that the loader typed of the zone that it names", async () => {
  const at = (value: string) => toldByDates("UTC", [held("SAL_Date__c", value)], { zone: "America/New_York" });
  expect(await at("2026-09-04 09:30")).toEqual([["sal", "2026-09-04T13:30:00Z", false, true]]);
  expect(await at("2026-09-04 00:00:00+00:00")).toEqual([["sal", "2026-09-04T00:00:00Z", false, true]]);
  expect(await at("1788514200000")).toEqual([["sal", "2026-09-04T09:30:00Z", false, true]]);
});

test("two fields that date one stage within a minute tell of one event, with others between them of two", async () => {
  const at = (clock: string) => `2026-09-04T${clock}Z`;
  const fields = dated.map(({ field }) => ({ ...dated[1]!, field }));
  const told = async (...clocks: string[]) =>
    (
      await runModel(stage_dates, {
        values: clocks.map((clock, nth) => held(fields[nth]!.field, at(clock))),
        words: fields,
        history: [],
        systems: [],
        run: clock,
      })
    ).map(({ occurred_at }) => occurred_at);
  expect(await told("09:30:00.120", "09:30:00.300")).toEqual([at("09:30:00.12")]);
  expect((await told("09:30:00", "09:31:00")).sort()).toEqual([at("09:30:00"), at("09:31:00")]);
});

test("what the history of the stage tells within a minute a date does not tell again", async () => {
  const history = [
    {
      ...{ system: "crm", entity: "lead", record_id: "00Q1", field: "status", value: "sal", stage: "sal" },
      ...{ is_mapped: true, is_approximate: false, occurred_at: "2026-09-04T09:30:20Z" },
    },
  ];
  const at = (value: string) => toldByDates("UTC", [held("SAL_Date__c", value)], { history });
  expect(await at("2026-09-04 09:30")).toEqual([]);
  expect(await at("2026-08-04 09:30")).toHaveLength(1);
});
