/**
 * Checks with a small generated company that the hand-written SQL in `bench/plain` writes the same tables as the models:
 * `npm run check:plain`. Exits with 1 if a table differs, or if a table that must have rows has none.
 */
import { join } from "node:path";
import { companyAsOf, makeCompany } from "../seeds/company/make_company.js";
import { packageRoot } from "../src/base/package_root.js";
import { withScratchFolder } from "../src/base/scratch_folder.js";
import { warehousePath } from "../src/config/project_paths.js";
import { openProject, parseAsOf } from "../src/project/project.js";
import { compareTables, computedTables, isEqual, uncomparedTables } from "./compare_tables.js";
import { runNodeOrThrow } from "./measure.js";
import { plainPath, runPlain } from "./plain.js";

const leads = 150;
const seed = 7;

/** Tables that must have rows, because a comparison of empty tables proves nothing. */
const mustHaveRows = ["raw.marketo_activities", "raw.salesforce_leads", ...computedTables];

await withScratchFolder(async (folder) => {
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
      `${table}: ${rows} rows from the models, ${plainRows} from the hand-written SQL; ${onlyProduct} rows only from the models, ${onlyPlain} only from the hand-written SQL; missing columns: ${missing.join(", ") || "none"}`,
    );
  }
  for (const table of empty) console.error(`${table}: not compared, or has no rows`);
  console.log(
    `${compared.length} tables compared, ${differing.length} differ. Not compared: ${uncomparedTables.join("; ")}`,
  );
  process.exitCode = differing.length + empty.length > 0 ? 1 : 0;
});
