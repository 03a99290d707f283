/**
 * Shows that a change of the code changes no table.
 *
 *   npx tsx test/table_digests.ts write before.json [--checkout DIR]   # of the built command in DIR (default: this checkout)
 *   npx tsx test/table_digests.ts compare before.json after.json       # exit 1 where a table differs
 *
 * `write` runs the command over the hand-made example and generated companies of three pairs of systems, and digests
 * every table that was published. A digest depends on neither the order of rows nor the order of columns.
 */
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { withScratchFolder } from "../src/base/scratch_folder.js";
import { digestsOfFile } from "./support/digest.js";

type Digests = Record<string, Record<string, string>>;

const companies = {
  "company-salesforce-marketo": ["--leads", "600", "--seed", "3", "--systems", "salesforce+marketo"],
  "company-salesforce-pardot": ["--leads", "200", "--seed", "4", "--systems", "salesforce+pardot"],
  "company-hubspot": ["--leads", "400", "--seed", "5", "--systems", "hubspot"],
};
const clock = ["--as-of", "2026-07-01T00:00:00Z"];

const writeDigests = (file: string, checkout: string): Promise<void> =>
  withScratchFolder(async (folder) => {
    const command = join(checkout, "dist", "src", "cli", "main.js");
    const run = (...args: string[]) => execFileSync(process.execPath, [command, ...args], { stdio: "ignore" });
    const digests: Digests = {};
    cpSync(join(checkout, "seeds", "example"), join(folder, "example"), { recursive: true });
    for (const [name, options] of Object.entries(companies)) run("example", ...options, "--out", join(folder, name));
    for (const name of ["example", ...Object.keys(companies)]) {
      run("run", "--project", join(folder, name), ...clock);
      digests[name] = await digestsOfFile(join(folder, name, "warehouse", "warehouse.duckdb"));
    }
    writeFileSync(file, `${JSON.stringify(digests, null, 2)}\n`);
  });

/** Prints each table that one side lacks or that differs; true where there is none. */
function areEqual(one: Digests, other: Digests): boolean {
  let compared = 0;
  const differences: string[] = [];
  for (const company of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [before = {}, after = {}] = [one[company], other[company]];
    for (const table of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compared++;
      if (before[table] === after[table]) continue;
      const what = !(table in after) ? "is gone" : !(table in before) ? "is new" : "differs";
      differences.push(`${company}: ${table} ${what}\n  before ${before[table]}\n  after  ${after[table]}`);
    }
  }
  console.log([...differences, `${compared} tables compared, ${differences.length} differ`].join("\n"));
  return differences.length === 0;
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { checkout: { type: "string" } } });
const [action, ...files] = positionals;
const read = (file: string): Digests => JSON.parse(readFileSync(file, "utf8"));
if (action === "write" && files.length === 1) await writeDigests(files[0]!, resolve(values.checkout ?? "."));
else if (action === "compare" && files.length === 2)
  process.exitCode = areEqual(read(files[0]!), read(files[1]!)) ? 0 : 1;
else {
  console.error("usage: table_digests.ts write FILE [--checkout DIR] | compare BEFORE AFTER");
  process.exitCode = 2;
}
