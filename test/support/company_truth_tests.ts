/** Tests that closedloop computes from a generated company's exports what its truth.json says. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { companyAsOf } from "../../seeds/company/make_company.js";
import { closedloop, temporaryFolder } from "./cli.js";
import { compareWithTruth, limitConditions, type TruthReport, truthComparisons } from "./truth_comparison.js";

const clock = ["--as-of", companyAsOf];
/** From this number of leads, rare cases occur and shares are meaningful. */
const LARGE = 20_000;

/** Defines tests for each company of a list such as `2000:1,500:7` (leads and seed). */
export function testCompanies(companies: string): void {
  for (const company of companies.split(",")) {
    const [leads, seed] = company.split(":").map(Number) as [leads: number, seed: number];
    testCompany(leads, seed);
  }
}

function testCompany(leads: number, seed: number): void {
  describe(`of a company of ${leads} leads, seed ${seed}`, () => {
    let found: TruthReport;
    const ends: (() => void)[] = [];
    beforeAll(async () => {
      const project = join(
        temporaryFolder((end) => ends.push(end)),
        "made",
      );
      const run = async (...args: string[]) => expect(await closedloop(args)).toMatchObject({ code: 0 });
      await run("example", "--leads", `${leads}`, "--seed", `${seed}`, "--out", project);
      await run("load", "--project", project, ...clock);
      await run("build", "--project", project, ...clock);
      found = await compareWithTruth(project);
    });
    afterAll(() => {
      for (const end of ends) end();
    });

    for (const name of Object.keys(truthComparisons)) {
      test(`the product finds ${name}`, () => {
        expect(found.apart[name]).toEqual([]);
      });
    }

    test("the company has MQLs to find", () => {
      expect(Number(found.total.mqls)).toBeGreaterThan(leads / 10);
    });

    test("the warehouse has what the exports contain where they lack the exact truth", () => {
      const asPlanted = found.limits.map(({ kind, planted }) => ({ kind, planted, found: planted }));
      expect(found.limits).toEqual(asPlanted);
      const kinds = found.limits.map(({ kind }) => kind);
      if (leads >= LARGE) expect(kinds).toEqual(Object.keys(limitConditions));
      else expect(Object.keys(limitConditions)).toEqual(expect.arrayContaining(kinds));
    });

    test("the quality report counts what was planted", () => {
      expect(found.quality).toEqual([]);
    });

    if (leads >= LARGE) testPublishedRanges(() => found);
  });
}

/** Tests that the rates are in published ranges for such companies. */
function testPublishedRanges(of: () => TruthReport): void {
  const between = (share: number | undefined, low: number, high: number) => {
    expect(share).toBeGreaterThanOrEqual(low);
    expect(share).toBeLessThanOrEqual(high);
  };

  test("at most 2 % of the cycles are unmapped in persona, channel, region or reason, though some are", () => {
    for (const share of Object.values(of().unmapped)) between(share, 0.0001, 0.02);
  });

  test("the intervals of its matured rates overlap with published ranges", () => {
    const { total } = of();
    const isPublished = (stage: string, low: number, high: number) => {
      expect(total[`matured_rate_${stage}_low`]).toBeLessThanOrEqual(high);
      expect(total[`matured_rate_${stage}_high`]).toBeGreaterThanOrEqual(low);
    };
    isPublished("sal", 0.5, 0.7);
    isPublished("sql", 0.25, 0.4);
    isPublished("opportunity", 0.15, 0.25);
    isPublished("won", 0.03, 0.05);
  });

  test("one source has a rate near 35 %, another one near 8 %", () => {
    const rates = of().sources.map(({ rate_sql }) => rate_sql);
    expect(rates.some((rate) => Math.abs(rate - 0.35) < 0.04)).toBe(true);
    expect(rates.some((rate) => Math.abs(rate - 0.08) < 0.04)).toBe(true);
  });

  test("the more engaged an MQL is, the more often sales accepts it", () => {
    const rates = of().bands.map(({ rate_sal }) => rate_sal);
    expect(rates.length).toBeGreaterThanOrEqual(3);
    expect(rates).toEqual([...rates].sort((one, other) => one - other));
  });
}
