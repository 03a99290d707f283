import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ListRow } from "../../../src/reconcile/read_list.js";
import {
  cycleRows,
  definitionRows,
  listRows,
  type ReconcileResult,
  readReconciliation,
  recordRows,
  scoreRows,
  withPublishedTables,
} from "./published_people.js";

/** `PEOPLE=5000 SEED=7 npx vitest run test/src/reconcile/properties.test.ts` tests more people. */
const count = Number(process.env.PEOPLE ?? 300);
const seed = Number(process.env.SEED ?? 1);
const days = 7;

/** So few days that ties and crossings are common. */
const day = fc.nat(60);
const life = fc.record({
  cycles: fc.uniqueArray(day, { maxLength: 3 }),
  listed: fc.array(day, { maxLength: 4 }),
  unread: fc.boolean(),
  excluded: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  score: fc.nat(70),
});
type Life = { cycles: number[]; listed: number[]; unread: boolean; excluded: boolean; score: number };

const dayOf = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
const cyclesOf = ({ cycles }: Life) => [...cycles].sort((one, other) => one - other);

const thingsOf = (one: Life, at: number) => {
  const person = `crm:p${at}`;
  if (one.excluded) return [recordRows(`p${at}`, person, { exclusion: "test" })];
  const things = [recordRows(`p${at}`, person), scoreRows(person, `${dayOf(one.score)}T15:00:00Z`, one.score)];
  const own = cyclesOf(one).map((on, no) => cycleRows(person, `${dayOf(on)}T17:00:00Z`, { cycle_no: no + 1 }));
  return [...things, ...own];
};

const rowsOfLife = (one: Life, at: number): [string, string | null][] => [
  ...one.listed.map((on): [string, string] => [`p${at}`, dayOf(on)]),
  ...(one.unread ? [[`p${at}`, "soon"] as [string, string]] : []),
];

/** The expected pairs, found one by one, the closest first. */
function pairsOf(one: Life): [listed: number, cycle: number][] {
  const cycles = cyclesOf(one);
  const all = one.listed.flatMap((on, row) => cycles.map((at, no) => ({ on, row, at, no, apart: Math.abs(on - at) })));
  const sorted = all
    .filter(({ apart }) => apart <= days)
    .sort((a, b) => a.apart - b.apart || a.at - b.at || a.on - b.on || a.row - b.row);
  const pairs: [number, number][] = [];
  const [rows, taken] = [new Set<number>(), new Set<number>()];
  for (const { row, no, on, at } of sorted) {
    if (rows.has(row) || taken.has(no)) continue;
    rows.add(row);
    taken.add(no);
    pairs.push([on, at]);
  }
  return pairs.sort(([a, b], [c, d]) => a - c || b - d);
}

const lives = fc.sample(life, { numRuns: count, seed }) as Life[];
const shuffled = (rows: readonly ListRow[]) => {
  const [order] = fc.sample(fc.shuffledSubarray([...rows], { minLength: rows.length }), { numRuns: 1, seed });
  return order!.map((row, at) => ({ ...row, line: at + 2 }));
};

describe(`${count} random people and a list with errors`, () => {
  const rows = listRows(...lives.flatMap(rowsOfLife));
  let found: ReconcileResult;
  let other: ReconcileResult;
  beforeAll(async () => {
    const things = [definitionRows, ...lives.flatMap(thingsOf)];
    found = await withPublishedTables(things, (warehouse) => readReconciliation(warehouse, rows, { days }));
    other = await withPublishedTables(things, (warehouse) => readReconciliation(warehouse, shuffled(rows), { days }));
  });
  const of = (side: string, at?: number) =>
    found.rows.filter((row) => row.side === side && (at === undefined || row.person_id === `crm:p${at}`));

  test("each row of the list and each MQL appears once, with a reason unless it is matched", () => {
    expect(new Set(found.rows.flatMap(({ line }) => (line === null ? [] : [line]))).size).toBe(rows.length);
    expect([...of("matched"), ...of("missing")]).toHaveLength(rows.length);
    const ours = lives.filter(({ excluded }) => !excluded).flatMap(({ cycles }) => cycles);
    const cycles = [...of("matched"), ...of("extra")].map(({ cycle_id }) => cycle_id);
    expect(cycles).toHaveLength(ours.length);
    expect(new Set(cycles).size).toBe(ours.length);
    for (const { side, reason } of found.rows) expect(reason === null).toBe(side === "matched");
  });

  test("the closest pairs are matched first, as a walk through the pairs finds", () => {
    for (const [at, one] of lives.entries()) {
      if (one.excluded) continue;
      const pairs = of("matched", at).map(({ listed_on, mql_on }) => [listed_on, mql_on]);
      const walked = pairsOf(one).map(([on, cycle]) => [dayOf(on), dayOf(cycle)]);
      expect({ one, pairs: pairs.sort() }).toEqual({ one, pairs: walked.sort() });
    }
    expect(of("matched").length).toBeGreaterThan(count / 4);
  });

  test("in every month, and in all, listed = matched + missing and ours = matched + extra", () => {
    const total = Object.fromEntries(Object.keys(found.months[0]!).map((name) => [name, 0n]));
    for (const { month, ...counts } of found.months as Record<string, bigint>[]) {
      expect(counts.listed).toBe(counts.matched! + counts.missing!);
      expect(counts.ours).toBe(counts.ours_matched! + counts.extra!);
      if (String(month) !== "all") for (const [name, rows] of Object.entries(counts)) total[name]! += rows;
    }
    const { month: _, ...sums } = total;
    expect(found.months.at(-1)).toEqual({ month: "all", ...sums });
    expect(sums.matched).toBe(sums.ours_matched);
  });

  test("the reasons add up to what is missing and extra", () => {
    const sum = (side: string) =>
      found.reasons.filter((row) => row.side === side).reduce((sum, { rows }) => sum + (rows as bigint), 0n);
    expect(sum("missing")).toBe(BigInt(of("missing").length));
    expect(sum("extra")).toBe(BigInt(of("extra").length));
  });

  test("`another date` names each MQL at most once, and never one that is matched", () => {
    const moved = of("extra").filter(({ reason }) => reason === "listed on another date");
    const cycles = of("missing").flatMap(({ reason, detail }) =>
      reason === "another date" ? [`${detail}`.split("cycle ")[1]] : [],
    );
    expect(new Set(cycles).size).toBe(cycles.length);
    expect(moved.map(({ cycle_id }) => cycle_id)).toEqual(expect.arrayContaining(cycles));
    expect(cycles.length).toBeGreaterThan(0);
  });

  test("the order of the list only decides which of two equal rows is the first", () => {
    const plain = ({ rows }: ReconcileResult) =>
      rows
        .map(({ side, person_id, cycle_id, listed_on, reason }) =>
          [side, person_id, cycle_id, listed_on, reason].join(),
        )
        .sort();
    expect(plain(other)).toEqual(plain(found));
    expect(other.months).toEqual(found.months);
  });
});
