import { expect, test } from "vitest";
import { expectedCycles } from "../../../../seeds/company/truth/cycles.js";
import { FunnelCounter } from "../../../../seeds/company/truth/funnel_counter.js";
import { periodsOf } from "../../../../seeds/company/truth/periods.js";
import type { PersonHistory } from "../../../../seeds/company/world/ground_truth.js";
import { dayNumber } from "../../../../seeds/company/world/time_zone.js";
import { personHistory, stageEvent, truthContextWith } from "./truth_fixtures.js";

function counted(lives: readonly PersonHistory[]) {
  const book = truthContextWith();
  const rates = new FunnelCounter(book);
  for (const life of lives) rates.add(expectedCycles(life, book));
  return { funnel: [...rates.funnel()], rejections: [...rates.rejections()] };
}

const total = { period_kind: "all", dimension: "all" };
const like = (wanted: Record<string, unknown>) => (row: Record<string, unknown>) =>
  Object.entries(wanted).every(([name, value]) => row[name] === value);

test("rates to date count all MQL cycles, matured rates those that are old enough", () => {
  const events = [stageEvent("mql", "2026-03-02"), stageEvent("sal", "2026-03-16"), stageEvent("sql", "2026-05-01")];
  const lives = [
    personHistory({ events }),
    personHistory({ events: [stageEvent("mql", "2026-06-30")] }),
    personHistory({ events: [stageEvent("sal", "2026-03-02")] }),
  ];
  expect(counted(lives).funnel.find(like(total))).toMatchObject({
    mqls: 2,
    people: 2,
    unqualified_entries: 1,
    reached_sal: 1,
    rate_sal: 0.5,
    mature_sal: 1,
    reached_sal_in_window: 1,
    matured_rate_sal: 1,
    reached_sql: 1,
    mature_sql: 1,
    reached_sql_in_window: 0,
    matured_rate_sql: 0,
    mature_won: 0,
    matured_rate_won: null,
    awaiting: 1,
    decided: 1,
    rejection_rate: 0,
  });
});

test("a person with two cycles counts once as a person, and as first and as recycled", () => {
  const events = [
    stageEvent("mql", "2026-02-01"),
    stageEvent("rejected", "2026-02-02"),
    stageEvent("mql", "2026-03-20"),
  ];
  const { funnel } = counted([personHistory({ events })]);
  expect(funnel.find(like(total))).toMatchObject({ mqls: 2, people: 1, refused: 1, decided: 1, rejection_rate: 1 });
  for (const value of ["first", "recycled"])
    expect(funnel.find(like({ period_kind: "all", dimension: "recycled", value }))).toMatchObject({ mqls: 1 });
});

test("reasons are counted by whether the MQL was rejected at once or later, and shares sum to 1", () => {
  const dropped = [
    stageEvent("mql", "2026-02-01"),
    stageEvent("sal", "2026-02-02"),
    stageEvent("recycled", "2026-02-03"),
  ];
  const refused = [stageEvent("mql", "2026-02-01"), stageEvent("rejected", "2026-02-02", { reason: "no money" })];
  const { rejections } = counted([
    personHistory({ events: dropped }),
    personHistory({ events: refused }),
    personHistory({ events: refused }),
  ]);
  expect(rejections.filter(like(total))).toMatchObject([
    { reason: "No budget", rejected: 2, rejected_at_mql: 2, dropped_later: 0, share: 2 / 3 },
    { reason: "No reason given", rejected: 1, rejected_at_mql: 0, dropped_later: 1, share: 1 / 3 },
  ]);
});

test("an evening in New York belongs to the month of the local day, and unknown values are (none)", () => {
  const { funnel } = counted([
    personHistory({ profile: { persona: null }, events: [stageEvent("mql", "2026-03-01 03:00")] }),
  ]);
  expect(funnel.filter(like({ dimension: "persona" }))).toMatchObject([
    { period_kind: "all", period_start: null, value: "(none)", mqls: 1 },
    { period_kind: "fiscal_quarter", period_start: "2026-02-01" },
    { period_kind: "month", period_start: "2026-02-01" },
    { period_kind: "quarter", period_start: "2026-01-01" },
  ]);
});

test("a fiscal year that begins in February has quarters from November, February, May and August", () => {
  const starts = (day: "2026-01-31" | "2026-02-01" | "2026-12-01") =>
    periodsOf(dayNumber(day), 2).map(({ period_start }) => period_start);
  expect(starts("2026-01-31")).toEqual(["2026-01-01", "2026-01-01", "2025-11-01", null]);
  expect(starts("2026-02-01")).toEqual(["2026-02-01", "2026-01-01", "2026-02-01", null]);
  expect(starts("2026-12-01")).toEqual(["2026-12-01", "2026-10-01", "2026-11-01", null]);
});
