/**
 * Compares the load of a generated company's Marketo log with DuckDB's plain `read_csv` of the same files, in turns:
 * `npm run bench:loading -- --leads 120000 [--from DIR]`. 120,000 leads have about 5 million activities. `--from` uses
 * an existing generated company.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { companyAsOf, makeCompany } from "../seeds/company/make_company.js";
import { configSchema } from "../src/config/config_schema.js";
import { loadExports } from "../src/load/night/load_exports.js";
import { readCatalogue } from "../src/project/catalogue.js";
import type { Instant } from "../src/table/columns.js";
import { withWarehouse } from "../src/table/database_file.js";
import { quotedString } from "../src/table/dialect.js";
import { median, timeSeconds } from "./measure.js";

const { values } = parseArgs({
  options: {
    leads: { type: "string", default: "120000" },
    from: { type: "string" },
    times: { type: "string", default: "3" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "closedloop-bench-"));
const company = resolve(values.from ?? join(folder, "company"));
if (!values.from)
  await makeCompany({ leads: Number(values.leads), seed: 1, out: company, systems: "salesforce+marketo" });
const log = join(company, "exports", "marketo");
const files = readdirSync(log)
  .filter((name) => name.startsWith("activities"))
  .map((name) => join(log, name));

/** Elapsed seconds, and processor seconds of all threads. */
interface TimeTaken {
  readonly seconds: number;
  readonly processor: number;
}

async function measureTime(work: () => Promise<unknown>): Promise<TimeTaken> {
  const before = process.cpuUsage();
  const seconds = await timeSeconds(work);
  const { user, system } = process.cpuUsage(before);
  return { seconds, processor: (user + system) / 1e6 };
}

const { sources } = await readCatalogue();
const loadWithClosedloop = () => {
  const path = join(folder, "project");
  rmSync(path, { recursive: true, force: true });
  const entry = { name: "map", system: "marketo", path: log, settle_seconds: 0 };
  const config = configSchema.parse({ sources: [entry], publish: { directory: path } });
  const tables = sources.filter(({ name }) => name === "raw.marketo_activities");
  return measureTime(() => loadExports({ project: folder, config, tables, asOf: companyAsOf as Instant }));
};

const loadWithReadCsv = async () => {
  const path = join(folder, "bare.duckdb");
  for (const left of [path, `${path}.wal`]) rmSync(left, { force: true });
  const list = files.map(quotedString).join(", ");
  return measureTime(() =>
    withWarehouse(path, "READ_WRITE", async (warehouse) => {
      await warehouse.run(`create table log as from read_csv([${list}])`);
      await warehouse.run("checkpoint");
    }),
  );
};

const [loads, reads]: [TimeTaken[], TimeTaken[]] = [[], []];
for (let nth = 0; nth < Number(values.times); nth++) {
  reads.push(await loadWithReadCsv());
  loads.push(await loadWithClosedloop());
}
const printTimes = (name: string, all: readonly TimeTaken[]) =>
  console.log(
    `${name.padEnd(26)} ${median(all.map(({ seconds }) => seconds))
      .toFixed(1)
      .padStart(
        6,
      )} s, processor ${median(all.map(({ processor }) => processor)).toFixed(1)} s (${all.map(({ seconds }) => seconds.toFixed(1)).join(", ")})`,
  );
const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
console.log(`${files.length} files, ${Math.round(bytes / 1e6)} MB`);
printTimes("read_csv into a table", reads);
printTimes("load", loads);
const share = (of: (took: TimeTaken) => number) => 1 - median(reads.map(of)) / median(loads.map(of));
console.log(
  `history and checks: ${(100 * share(({ seconds }) => seconds)).toFixed(0)} % of the load time, ${(100 * share(({ processor }) => processor)).toFixed(0)} % of its processor time (goal: at most 40 %)`,
);
rmSync(folder, { recursive: true });
