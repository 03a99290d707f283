/** Flips bits in the history of a project and loads and builds again: what comes out must be the same, or the run must stop. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { UserError } from "../../src/base/errors.js";
import { historyFolder } from "../../src/config/project_paths.js";
import { readLastLoad } from "../../src/load/night/last_load.js";
import { loadExports } from "../../src/load/night/load_exports.js";
import { collectLoadFindings } from "../../src/load/night/load_findings.js";
import { buildRawTables } from "../../src/load/raw/build_raw_tables.js";
import { trackedFields } from "../../src/load/raw/tracked_fields.js";
import { readVerifiedHistory } from "../../src/load/raw/verified_loads.js";
import { openProject, type Project } from "../../src/project/project.js";
import { withWarehouse } from "../../src/table/database_file.js";
import { digestsOf } from "../support/digest.js";

const nights = ["2026-06-29T05:00:00Z", "2026-06-30T05:00:00Z", "2026-07-01T00:00:00Z"] as const;
const asOf = nights[2];

/** What a run did with a flipped bit. */
export interface FaultResult {
  readonly no: number;
  /** The file with the bit, e.g. `rows.parquet`. */
  readonly file: string;
  /** True if the exports were there, so that a load could be made again. */
  readonly hasExports: boolean;
  /** silent: the tables differ and nobody was told. crashed: an error that does not say what to do. */
  readonly outcome: "equal" | "made again" | "stopped" | "silent" | "crashed";
  readonly message: string;
}

/**
 * A project with three nights in its history: of one file there is only the first content left in the history. `files` are the
 * names of the exports that it has, all by default.
 */
export async function createNights(folder: string, files = /./): Promise<Project> {
  cpSync("seeds/example", folder, {
    recursive: true,
    filter: (path) => !path.includes("/exports/") || statSync(path).isDirectory() || files.test(basename(path)),
  });
  const opened = await openProject(folder);
  const sources = opened.config.sources.map((source) => ({ ...source, settle_seconds: 0 }));
  const project = { ...opened, config: { ...opened.config, sources } };
  const leads = join(folder, "exports/salesforce/Lead.csv");
  const whole = readFileSync(leads, "utf8");
  // The status of some leads was another one on the first night.
  writeFileSync(leads, whole.replaceAll("Working", "New"));
  await load(project, nights[0]);
  writeFileSync(leads, whole);
  await load(project, nights[1]);
  await load(project, nights[2]);
  return project;
}

const load = ({ folder, config, catalogue }: Project, at: (typeof nights)[number]) => {
  const repaired: string[] = [];
  const report: Parameters<typeof loadExports>[0]["report"] = (event) => {
    if (event.kind === "loaded" && event.repaired !== undefined) repaired.push(event.repaired);
  };
  return loadExports({ project: folder, config, tables: catalogue.sources, asOf: at, report }).then(() => repaired);
};

/** Everything that later tables are made of: the digests of the raw tables, the loads and what the last load recorded. */
async function readState({ folder, config, catalogue }: Project): Promise<string> {
  const tables = catalogue.sources;
  const run = { project: folder, config, tables, asOf };
  const { loads, leftOut, withoutRejects } = await readVerifiedHistory({ ...run, leaveOutDamaged: false });
  const filled = tables.filter(({ origin }) => ["export", "mapped", "tracked", "missing"].includes(origin.kind));
  const digests = await withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    await warehouse.run("create schema raw");
    await buildRawTables(warehouse, { ...run, tracked: trackedFields(config, tables, []) });
    return digestsOf(
      warehouse,
      filled.map(({ name }) => name),
    );
  });
  const last = await readLastLoad(folder, config);
  const findings = collectLoadFindings(loads, [], last).map((finding) => ({ ...finding, count: `${finding.count}` }));
  const told = [...leftOut, ...withoutRejects].map(({ load_id }) => load_id);
  return JSON.stringify({ digests, loads, findings, volumes: last.volumes, told });
}

/** The files of the history, below its folder. */
const filesIn = (history: string): string[] =>
  readdirSync(history, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(history, file)).isFile())
    .sort();

/** One bit: its number decides the file and the place; odd numbers are without exports. */
export interface Flip {
  readonly no: number;
  /** The name of the file, e.g. `rows.parquet`; any if left out. */
  readonly name?: string;
}

/** Flips one random bit after the other in the history. */
export async function flipBits(
  project: Project,
  seed: number,
  flips: readonly Flip[],
  report: (result: FaultResult) => void = () => {},
): Promise<FaultResult[]> {
  const history = historyFolder(project.folder, project.config);
  const [exports, away] = ["exports", "exports.away"].map((name) => join(project.folder, name)) as [string, string];
  const undisturbed = await readState(project);
  const kept = `${project.folder}.history`;
  cpSync(history, kept, { recursive: true });
  const files = filesIn(kept);
  const results: FaultResult[] = [];
  for (const { no, name } of flips) {
    rmSync(history, { recursive: true });
    cpSync(kept, history, { recursive: true });
    const chance = new SeededRandom(seed, no);
    const file = chance.pick(files.filter((path) => name === undefined || path.split("/").at(-1) === name));
    const bytes = readFileSync(join(history, file));
    const bit = chance.integer(0, bytes.length * 8 - 1);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(join(history, file), bytes);
    const hasExports = no % 2 === 0;
    if (!hasExports) renameSync(exports, away);
    const found = await outcomeOf(project, undisturbed, hasExports);
    if (!hasExports) renameSync(away, exports);
    const result = { no, file: file.split("/").at(-1)!, hasExports, ...found };
    results.push(result);
    report(result);
  }
  return results;
}

async function outcomeOf(
  project: Project,
  undisturbed: string,
  hasExports: boolean,
): Promise<Pick<FaultResult, "outcome" | "message">> {
  try {
    const repaired = hasExports ? await load(project, asOf) : [];
    const state = await readState(project);
    const told = (JSON.parse(state) as { told: string[] }).told.length > 0;
    if (state !== undisturbed && !told) return { outcome: "silent", message: "the tables differ" };
    const message = [...repaired, ...(told ? ["its rejected records are damaged, which is told"] : [])].join();
    return { outcome: repaired.length > 0 ? "made again" : "equal", message };
  } catch (error) {
    const isTold = error instanceof UserError && error.exitCode === 4;
    return { outcome: isTold ? "stopped" : "crashed", message: `${(error as Error).message}` };
  }
}

/** The results by file and outcome, as a table. */
export function formatFaults(results: readonly FaultResult[]): string {
  const outcomes = ["equal", "made again", "stopped", "silent", "crashed"] as const;
  const row = (name: string, those: readonly FaultResult[]) =>
    [
      name.padEnd(36),
      ...outcomes.map((one) => `${those.filter(({ outcome }) => outcome === one).length}`.padStart(one.length + 2)),
    ].join("");
  const nameOf = ({ file, hasExports }: FaultResult) => `${file}, ${hasExports ? "with" : "without"} exports`;
  return [
    `${"bit flipped in".padEnd(36)}${outcomes.map((one) => `  ${one}`).join("")}`,
    ...[...new Set(results.map(nameOf))].sort().map((name) =>
      row(
        name,
        results.filter((one) => nameOf(one) === name),
      ),
    ),
    row("all", results),
  ].join("\n");
}

/** Makes room for the project of a test or a script. */
export const prepareFolder = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  return join(folder, "project");
};
