/**
 * What the whole job costs, beside hand-written SQL that writes the same tables from the same exports:
 * `npm run bench -- --leads 20000 [--seed 1] [--keep DIR] [--memory-limit 2GB] [--write]`
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { companyAsOf } from "../seeds/company/make_company.js";
import { packageRoot } from "../src/base/package_root.js";
import { warehousePath } from "../src/config/project_paths.js";
import { openProject } from "../src/project/project.js";
import { withWarehouse } from "../src/table/database_file.js";
import { rowsOf } from "../src/table/rows.js";
import { compareTables, isEqual, type TableComparison, uncomparedTables } from "./compare_tables.js";
import { goalsOf, type Measurements } from "./goals.js";
import { type FinishedProcess, runNode, runNodeOrThrow, secondsOfCount } from "./measure.js";
import { type PlainRun, plainPath } from "./plain.js";
import { secondsOfAsking, secondsOfHelp, secondsOfQueries, secondsOfScoreHistory } from "./queries.js";
import { addSection, findEarlierResult, formatSection, markdownTable } from "./results.js";
import { compareSteps, parseJobTimes } from "./step_times.js";

const { values } = parseArgs({
  options: {
    leads: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    keep: { type: "string" },
    "memory-limit": { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const printProgress = (line: string) => void process.stderr.write(`${line}\n`);
const cli = join(packageRoot(), "dist", "src", "cli", "main.js");
const folder = resolve(values.keep ?? mkdtempSync(join(tmpdir(), "closedloop-bench-")));
const [project, plain] = [join(folder, "project"), join(folder, "plain")];

/** A folder that was kept has its exports already; all that is made of them is made again. */
async function makeExports(): Promise<void> {
  if (!existsSync(join(project, "closedloop.yaml"))) {
    mkdirSync(folder, { recursive: true });
    printProgress(`making ${values.leads} leads`);
    await runNodeOrThrow([cli, "example", "--leads", values.leads, "--seed", values.seed, "--out", project]);
  }
  for (const made of [plain, join(project, "warehouse"), join(project, "reports")])
    rmSync(made, { recursive: true, force: true });
}

const run = (more: readonly string[] = []) => [cli, "run", "--project", project, "--as-of", companyAsOf, ...more];

async function runPlain(): Promise<{ run: PlainRun; used: FinishedProcess }> {
  mkdirSync(plain, { recursive: true });
  const script = join(packageRoot(), "bench", "plain.ts");
  const used = await runNodeOrThrow(["--import", "tsx", script, project, companyAsOf, plain]);
  return { run: JSON.parse(used.stdout), used };
}

/** The job again, in a folder of its own, held to a limit of memory by the project's configuration. */
async function runLimited(limit: string): Promise<Measurements["limited"]> {
  const yaml = join(project, "closedloop.yaml");
  const text = await readFile(yaml, "utf8");
  try {
    await writeFile(yaml, `${text}\nresources: {memory_limit: ${limit}}\npublish: {directory: limited}\n`);
    const { code, seconds, peakBytes } = await runNode(run());
    return { limit, isFinished: code === 0, seconds, peak: peakBytes };
  } finally {
    await writeFile(yaml, text);
    rmSync(join(project, "limited"), { recursive: true, force: true });
  }
}

const bytesBelow = (path: string): number =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

function printComparison(all: readonly TableComparison[]): boolean {
  const rows = all.map(({ table, rows, plainRows, onlyProduct, onlyPlain, missing }) =>
    [table, rows, plainRows, onlyProduct, onlyPlain, missing.join(" ")].map(String),
  );
  printProgress(
    markdownTable(["table", "rows", "hand-written", "only product", "only hand-written", "columns missing"], rows),
  );
  printProgress(`not compared: ${uncomparedTables.join("; ")}`);
  return all.every(isEqual);
}

await makeExports();
printProgress("the job");
const job = await runNodeOrThrow(run(["--timings"]));
const times = parseJobTimes(job.stderrLines);
printProgress(`${job.seconds.toFixed(1)} s; hand-written SQL`);
const { run: hand, used: handUsed } = await runPlain();
printProgress(`${hand.seconds.toFixed(1)} s; do they agree?`);
const warehouse = warehousePath(await openProject(project));
const isSame = printComparison(await compareTables(warehouse, plainPath(plain)));

const [counted] = await withWarehouse(warehouse, "READ_ONLY", (reader) =>
  rowsOf<{ activities: bigint }>(reader, "select count(*) as activities from raw.marketo_activities"),
);
const activities = Number(counted!.activities);
const csv = bytesBelow(join(project, "exports"));
const limit = values["memory-limit"];
const goals = goalsOf({
  activities,
  job: job.seconds,
  plain: hand.seconds,
  csv,
  jobProcessor: job.processorSeconds,
  plainProcessor: handUsed.processorSeconds,
  count: await secondsOfCount(join(project, "exports", "marketo", "activities*.csv")),
  load: times.load,
  plainLoad: hand.files["01_history.sql"]!,
  query: await secondsOfQueries(warehouse),
  scoreHistory: await secondsOfScoreHistory(warehouse),
  asking: await secondsOfAsking(project),
  help: await secondsOfHelp(),
  peak: job.peakBytes,
  plainPeak: handUsed.peakBytes,
  warehouse: statSync(warehouse).size,
  limited: limit === undefined ? undefined : await runLimited(limit),
  earlier: findEarlierResult(activities),
});
const steps = compareSteps(times, hand.files).map(({ step, product, plain, slowestModels: dearest }) => [
  step,
  product.toFixed(2),
  plain.toFixed(2),
  plain > 0 ? (product / plain).toFixed(1) : "",
  dearest.join(", "),
]);
const section = formatSection({
  leads: Number(values.leads),
  activities,
  jobSeconds: job.seconds,
  csvBytes: csv,
  goals,
  more: [
    `Tables equal: ${isSame ? "yes" : "**no**"}. Not compared: ${uncomparedTables.join("; ")}.`,
    markdownTable(["step", "product s", "hand-written s", "times", "the product's dearest"], steps),
  ],
});
process.stdout.write(`${section}\n`);
if (values.write) addSection(section);
if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
if (!isSame) {
  printProgress("the hand-written SQL and the product wrote different tables");
  process.exitCode = 1;
}
