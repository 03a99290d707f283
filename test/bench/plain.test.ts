import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareTables, type TableComparison } from "../../bench/compare_tables.js";
import { plainPath, runPlain } from "../../bench/plain.js";
import { companyAsOf, makeCompany } from "../../seeds/company/make_company.js";
import { warehousePath } from "../../src/config/warehouse_path.js";
import { openProject, parseAsOf } from "../../src/project/project.js";
import { closedloop, temporaryFolder } from "../support/cli.js";

const ends: (() => void)[] = [];
let compared: TableComparison[];
beforeAll(async () => {
  const out = join(
    temporaryFolder((end) => ends.push(end)),
    "project",
  );
  await makeCompany({ leads: 150, seed: 7, out, systems: "salesforce+marketo" });
  const { code, stderr } = await closedloop(["run", "--project", out, "--as-of", companyAsOf]);
  if (code !== 0) throw new Error(stderr);
  const project = await openProject(out);
  const plain = join(out, "plain");
  await runPlain(project, parseAsOf(companyAsOf), plain);
  compared = await compareTables(warehousePath(project), plainPath(plain));
}, 600_000);
afterAll(() => {
  for (const end of ends) end();
});

const of = (table: string) => compared.find((one) => one.table === table);

describe("hand-written SQL writes what the models write, of the same exports", () => {
  for (const table of [
    ...["raw.marketo_activities", "raw.salesforce_leads", "intermediate.person_records", "intermediate.activities"],
    ...["intermediate.sales_touches", "intermediate.person_attributes", "intermediate.mql_instants", "marts.people"],
    ...["marts.mql_cycles", "marts.lifecycle_events", "marts.score_history", "marts.score_breakdown", "marts.funnel"],
    ...["marts.rejections", "marts.calibration", "marts.threshold_advice"],
  ]) {
    test(table, () => {
      const { rows, ...found } = of(table)!;
      expect(rows).toBeGreaterThan(0);
      expect(found).toEqual({ table, plainRows: rows, onlyProduct: 0, onlyPlain: 0, missing: [] });
    });
  }

  test("and so does every other table that the bench compares", () => {
    const differing = compared.filter(
      ({ onlyProduct, onlyPlain, missing }) => onlyProduct + onlyPlain + missing.length > 0,
    );
    expect(differing).toEqual([]);
  });
});
