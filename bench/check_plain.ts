/**
 * Checks that the hand-written SQL of `bench/plain` writes what the models write, of one small generated company:
 * `npm run check:plain`. Exit 1 where a table differs, or where a table that must have rows has none.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { companyAsOf, makeCompany } from "../seeds/company/make_company.js";
import { packageRoot } from "../src/base/package_root.js";
import { warehousePath } from "../src/config/project_paths.js";
import { openProject, parseAsOf } from "../src/project/project.js";
import { compareTables, isEqual, uncomparedTables } from "./compare_tables.js";
import { runNodeOrThrow } from "./measure.js";
import { plainPath, runPlain } from "./plain.js";

const leads = 150;
const seed = 7;

/** A comparison of empty tables would say nothing. */
const mustHaveRows = [
  "raw.marketo_activities",
  "raw.salesforce_leads",
  "intermediate.person_records",
  "intermediate.activities",
  "intermediate.sales_touches",
  "intermediate.person_attributes",
  "intermediate.mql_instants",
  "marts.people",
  "marts.mql_cycles",
  "marts.lifecycle_events",
  "marts.score_history",
  "marts.score_breakdown",
  "marts.funnel",
  "marts.rejections",
  "marts.calibration",
  "marts.threshold_advice",
];

const folder = mkdtempSync(join(tmpdir(), "closedloop-plain-"));
try {
  const out = join(folder, "project");
  await makeCompany({ leads, seed, out, systems: "salesforce+marketo" });
  const command = join(packageRoot(), "dist", "src", "cli", "main.js");
  await runNodeOrThrow([command, "run", "--project", out, "--as-of", companyAsOf]);
  const project = await openProject(out);
  const plain = join(folder, "plain");
  await runPlain(project, parseAsOf(companyAsOf), plain);
  const compared = await compareTables(warehousePath(project), plainPath(plain));
  const differing = compared.filter((one) => !isEqual(one));
  const empty = mustHaveRows.filter((name) => !compared.some(({ table, rows }) => table === name && rows > 0));
  for (const { table, rows, plainRows, onlyProduct, onlyPlain, missing } of differing) {
    console.error(
      `${table}: ${rows} rows of the models, ${plainRows} of the hand-written SQL; ${onlyProduct} rows only in the first, ${onlyPlain} only in the second; columns missing: ${missing.join(", ") || "none"}`,
    );
  }
  for (const table of empty) console.error(`${table}: not compared, or without rows`);
  console.log(
    `${compared.length} tables compared, ${differing.length} differ. Not compared: ${uncomparedTables.join("; ")}`,
  );
  process.exitCode = differing.length + empty.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
