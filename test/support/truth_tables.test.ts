import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TruthWriter } from "../../seeds/company/truth/truth_writer.js";
import { withWarehouse } from "../../src/table/database_file.js";
import {
  companyFacts,
  engagementRules,
  fitRules,
  personHistory,
  stageEvent,
} from "../seeds/company/truth/truth_fixtures.js";
import { temporaryFolder } from "./cli.js";
import { versionOf } from "./definition.js";
import { type Comparison, findDifferences, readTruthHeader, withTruth } from "./truth_tables.js";

/** A project whose truth has two rejected people. Its warehouse has one of them with a wrong reason, and one other person. */
async function made(): Promise<string> {
  const project = temporaryFolder();
  const writer = new TruthWriter(join(project, "truth.json"), companyFacts, [
    versionOf({ fit: fitRules, engagement: engagementRules }),
  ]);
  for (const no of [1, 2])
    writer.add(
      personHistory({
        person_id: `crm:p${no}`,
        events: [stageEvent("mql", "2026-03-02"), stageEvent("rejected", "2026-03-03")],
      }),
    );
  writer.addDirt("bulk_mail", 3);
  await writer.finish();
  mkdirSync(join(project, "warehouse"));
  await withWarehouse(join(project, "warehouse/warehouse.duckdb"), "READ_WRITE", async (warehouse) => {
    await warehouse.run(`create schema marts; create table marts.mql_cycles as
      from (values ('crm:p1', 1::bigint, timestamp '2026-03-02 12:00', 'rejected', 'Other'),
        ('crm:p3', 1, null, 'awaiting', null)) as cycles(person_id, cycle_no, mql_at, outcome, rejection_reason)`);
  });
  return project;
}

const compared: Comparison = {
  truth: "from truth.cycles",
  found: "from found.marts.mql_cycles",
  key: ["person_id", "cycle_no"],
  columns: ["mql_at", "outcome", "rejection_reason"],
};

test("differences are listed by column, with the rows and both values", async () => {
  const differences = await withTruth(await made(), (tables) => findDifferences(tables, compared));
  expect(differences.sort()).toEqual([
    "rejection_reason: 1 differ: crm:p1 1 truth No reason given found Other",
    "row missing: 1 differ: crm:p2 1 truth  found ",
    "row too many: 1 differ: crm:p3 1 truth  found ",
  ]);
});

test("equal rows have no differences", async () => {
  const same = { ...compared, found: "from truth.cycles", columns: ["mql_at", "outcome", "amount", "path"] };
  expect(await withTruth(await made(), (tables) => findDifferences(tables, same))).toEqual([]);
});

test("the header has the counts of planted dirt", async () => {
  expect(await readTruthHeader(await made())).toMatchObject({ leads: 1, dirt: { bulk_mail: 3 } });
});
