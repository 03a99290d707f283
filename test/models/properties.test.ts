import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { funnel } from "../../models/marts/funnel.js";
import { lifecycle_events } from "../../models/marts/lifecycle_events.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { rejections } from "../../models/marts/rejections.js";
import { buildCycleRows } from "../../seeds/company/truth/cycle_builder.js";
import type { LifecycleRules, Timeline } from "../../seeds/company/truth/timeline.js";
import { rowsOf } from "../../src/table/rows.js";
import { arbitraryTimeline, asOf, factsOfRules, rowsOfTimelines } from "../support/arbitrary_timelines.js";
import { type RowsByTable, withBuiltModels } from "../support/built_models.js";

/** Try more cases with `LIVES=4000 SEED=7 npx vitest run test/models/properties.test.ts`; all people are in one run. */
const count = Number(process.env.LIVES ?? 400);
const seed = Number(process.env.SEED ?? 1);

const day = 86_400_000;
const always = Date.UTC(2025, 0, 1);
const coolOff = (days: number) => [{ from: always, coolOff: days * day }];
const shortened = [...coolOff(30), { from: Date.UTC(2026, 1, 20), coolOff: 10 * day }];
const usual: LifecycleRules = {
  asOf,
  source: "recorded_else_computed",
  requalify: false,
  expiresAfter: null,
  versions: coolOff(30),
};
const teams: Record<string, LifecycleRules> = {
  "the defaults and a cool-off of 30 days": usual,
  "no cool-off": { ...usual, versions: coolOff(0) },
  "no definition, and cycles that expire": { ...usual, source: "recorded", versions: [], expiresAfter: 15 * day },
  "computed MQLs only, and cycles that expire": { ...usual, source: "computed", expiresAfter: 30 * day },
  "customers who qualify again, and a cool-off that was shortened": { ...usual, requalify: true, versions: shortened },
  "all of these": { ...usual, source: "computed", requalify: true, expiresAfter: 15 * day, versions: shortened },
};

type Row = Record<string, unknown>;

/** As the walk has them: JavaScript numbers, and instants as milliseconds. */
const plain = (value: unknown) => {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;
};

/** The cycles of each life by the SQL, with the columns that the walk gives. */
function cyclesOf(lives: readonly Timeline[], rows: readonly Row[]): Row[][] {
  const columns = Object.keys(
    buildCycleRows({ events: [{ stage: "sal", at: 0 }], computed: [], touches: [] }, usual)[0]!,
  );
  const byPerson = new Map<unknown, Row[]>(lives.map((_, at) => [`crm:p${at}`, []]));
  for (const row of rows) {
    byPerson.get(row.person_id)!.push(Object.fromEntries(columns.map((name) => [name, plain(row[name])])));
  }
  return [...byPerson.values()];
}

const cyclesBuilt = async (lives: readonly Timeline[], rules: LifecycleRules) =>
  withBuiltModels(factsOfRules(rules), rowsOfTimelines(lives), [mql_cycles], async (warehouse) =>
    cyclesOf(lives, await rowsOf(warehouse, "from marts.mql_cycles order by person_id, cycle_no")),
  );

const without = <T>(list: readonly T[]) => list.map((_, at) => list.filter((_, other) => other !== at));
const smaller = ({ events, computed, touches }: Timeline): Timeline[] => [
  ...without(events).map((fewer) => ({ events: fewer, computed, touches })),
  ...without(computed).map((fewer) => ({ events, computed: fewer, touches })),
  ...without(touches).map((fewer) => ({ events, computed, touches: fewer })),
];
const agree = (computed: unknown, walked: unknown) => JSON.stringify(computed) === JSON.stringify(walked);

/** Removes what is not needed for the disagreement. All smaller lives of one step are built in one run. */
async function smallest(life: Timeline, rules: LifecycleRules): Promise<Timeline> {
  const lives = smaller(life);
  const built = lives.length > 0 ? await cyclesBuilt(lives, rules) : [];
  const still = lives.findIndex((one, at) => !agree(built[at], buildCycleRows(one, rules)));
  return still < 0 ? life : smallest(lives[still]!, rules);
}

for (const [at, [team, rules]] of Object.entries(teams).entries()) {
  describe(`of ${count} random people of a team with ${team}`, () => {
    const lives = fc.sample(arbitraryTimeline, { numRuns: count, seed: seed + at });
    let tables: Record<"cycles" | "funnel" | "rejections", Row[]>;
    beforeAll(async () => {
      const read = async (warehouse: DuckDBConnection) => ({
        cycles: await rowsOf(warehouse, "from marts.mql_cycles order by person_id, cycle_no"),
        funnel: (await rowsOf(warehouse, "from marts.funnel")).map(withNumbers),
        rejections: (await rowsOf(warehouse, "from marts.rejections")).map(withNumbers),
      });
      tables = await withBuiltModels(factsOfRules(rules), rowsOfTimelines(lives), [funnel, rejections], read, "all");
    });

    test("each person has the same cycles as a walk through the events one after the other finds", async () => {
      const built = cyclesOf(lives, tables.cycles);
      const wrong = lives.find((one, at) => !agree(built[at], buildCycleRows(one, rules)));
      if (wrong === undefined) return;
      const life = await smallest(wrong, rules);
      const [cycles] = await cyclesBuilt([life], rules);
      expect({ life, cycles }).toEqual({ life, cycles: buildCycleRows(life, rules) });
    });

    test("the funnel counts the cycles that the walk finds", () => {
      const cycles = lives.flatMap((one) => buildCycleRows(one, rules));
      const mqls = cycles.filter(({ cycle_no }) => cycle_no > 0);
      const many = (holds: (cycle: (typeof mqls)[number]) => boolean) => mqls.filter(holds).length;
      const total = tables.funnel.find(({ dimension, period_kind }) => dimension === "all" && period_kind === "all");
      expect(total).toMatchObject({
        mqls: mqls.length,
        unqualified_entries: cycles.length - mqls.length,
        reached_sal: many(({ sal_at }) => sal_at !== null),
        reached_sql: many(({ sql_at }) => sql_at !== null),
        reached_opportunity: many(({ opportunity_at }) => opportunity_at !== null),
        reached_won: many(({ outcome }) => outcome === "won"),
        rejected: many(({ rejected_at }) => rejected_at !== null),
        awaiting: many(({ outcome }) => outcome === "awaiting"),
        imputed_sal: many(({ sal_imputed }) => sal_imputed),
      });
    });

    test("no slice reaches more of a stage than of the stage before, or more in its window than are mature", () => {
      for (const row of tables.funnel as Record<string, number>[]) {
        const { mqls, reached_sal, reached_sql, reached_opportunity, reached_won } = row;
        const reached = [mqls, reached_sal, reached_sql, reached_opportunity, reached_won];
        expect(reached).toEqual([...reached].sort((one, other) => other! - one!));
        for (const stage of ["sal", "sql", "opportunity", "won"]) {
          expect(row[`reached_${stage}_in_window`]).toBeLessThanOrEqual(row[`mature_${stage}`]!);
          expect(row[`mature_${stage}`]).toBeLessThanOrEqual(mqls!);
          expect(row[`rate_${stage}_low`] ?? 0).toBeLessThanOrEqual(row[`rate_${stage}`] ?? 0);
          expect(row[`rate_${stage}_high`] ?? 0).toBeGreaterThanOrEqual(row[`rate_${stage}`] ?? 0);
        }
      }
    });

    test("the values of every dimension and the periods of every kind add up to the total", () => {
      const totals = summed(
        tables.funnel.filter(({ dimension }) => dimension === "all"),
        ["period_kind", "period_start"],
      );
      const slices = summed(tables.funnel, ["period_kind", "period_start", "dimension"]);
      expect(new Set(tables.funnel.map(({ dimension }) => dimension)).size).toBe(19);
      for (const { dimension, ...sums } of slices) expect(sums).toEqual(totals.find(samePeriod(sums)));
      const kinds = summed(totals, ["period_kind"]).map(({ period_kind, ...sums }) => sums);
      for (const sums of kinds) expect(sums).toEqual(kinds[0]);
    });

    test("the shares of the reasons sum to 1, and the rejections are as many as the funnel counts", () => {
      const slices = summed(tables.rejections, ["period_kind", "period_start", "dimension", "value"]);
      for (const { share, rejected, ...slice } of slices) {
        expect(share).toBeCloseTo(1, 12);
        const same = (row: Row) =>
          samePeriod(slice)(row) && ["dimension", "value"].every((key) => row[key] === slice[key]);
        expect(tables.funnel.find(same)).toMatchObject({ rejected });
      }
      const rejected = tables.funnel.filter((row) => (row.rejected as number) > 0);
      expect(slices).toHaveLength(rejected.length);
    });
  });
}

const withNumbers = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
  );
const samePeriod = (one: Row) => (other: Row) =>
  one.period_kind === other.period_kind && one.period_start === other.period_start;

/** Counts and shares of reasons add up; rates and distinct people do not. */
const isAdditive = (name: string) => !/rate|people|is_|target|previous/.test(name);

function summed(rows: readonly Row[], keys: readonly string[]): Row[] {
  const groups = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => row[name]));
    const sums = groups.get(key) ?? Object.fromEntries(keys.map((name) => [name, row[name]]));
    for (const [name, value] of Object.entries(row)) {
      if (keys.includes(name) || typeof value !== "number" || !isAdditive(name)) continue;
      sums[name] = ((sums[name] as number | undefined) ?? 0) + value;
    }
    groups.set(key, sums);
  }
  return [...groups.values()];
}

test("the order of rows in an export changes nothing", async () => {
  const rows = rowsOfTimelines(fc.sample(arbitraryTimeline, { numRuns: count / 4, seed }));
  const reversed: RowsByTable = Object.fromEntries(Object.entries(rows).map(([name, of]) => [name, [...of].reverse()]));
  const tablesOf = (given: RowsByTable) =>
    withBuiltModels(factsOfRules(teams["all of these"]!), given, [funnel, lifecycle_events], async (warehouse) => [
      await rowsOf(warehouse, "from marts.mql_cycles order by all"),
      await rowsOf(warehouse, "from marts.lifecycle_events order by all"),
      await rowsOf(warehouse, "from marts.funnel order by all"),
    ]);
  expect(await tablesOf(reversed)).toEqual(await tablesOf(rows));
});
