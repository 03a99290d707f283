import { join } from "node:path";
import type { Instant } from "../columns.js";
import type { Config } from "../config/schema.js";
import { quotedString } from "../dialect.js";
import { UserError } from "../errors.js";
import type { Source } from "../model.js";
import { useResources } from "../resources.js";
import { type Through, withDatabase } from "../warehouse.js";
import { ahead } from "./ahead.js";
import { allContracts } from "./contract.js";
import { Fault } from "./fault.js";
import { type FoundFile, findFiles } from "./find.js";
import { historyOf, inScratch, openHistory, readLoads } from "./history.js";
import { type Identified, identified, type LoadedFile, type Loader, loadFile } from "./load_file.js";

/** A file of which nothing was kept, and why; never with a value of it. */
export interface Quarantined {
  readonly system: string;
  readonly table: string;
  readonly file: string;
  readonly found: string;
}

export type LoadReport = (event: LoadedFile | Quarantined) => void;

/** Some files could not be trusted; the others are loaded. */
export class QuarantineError extends UserError {
  constructor(
    readonly quarantined: readonly Quarantined[],
    readonly files: readonly LoadedFile[],
  ) {
    const list = quarantined.map(({ system, file, found }) => `  ${system}: ${file}: ${found}`);
    super(
      `${quarantined.length} file(s) in quarantine, nothing of them is kept:\n${list.join("\n")}\nMend or fetch them again, then run again; the other files are loaded.`,
      3,
    );
  }
}

/** While DuckDB types some, the bytes of the next are looked at; more of them would only want more memory. */
const filesAtOnce = 2;

/** Loads every file of every source into the history; a file loaded before adds nothing. Throws a QuarantineError at the end. */
export async function loadExports(run: {
  project: string;
  config: Config;
  tables: readonly Source[];
  /** The clock of the run. */
  asOf: Instant;
  report?: LoadReport;
}): Promise<LoadedFile[]> {
  const { project, config, asOf, report } = run;
  const found = await filesOf(run);
  const history = historyOf(project, config);
  await openHistory(history);
  const known = new Map((await readLoads(project, config)).map((load) => [load.load_id, load]));
  const files: LoadedFile[] = [];
  const quarantined: Quarantined[] = [];
  await withLoader({ config, history }, async (through) => {
    const loader: Loader = { through, history, known, asOf, turns: new Map() };
    for await (const event of ahead(identified(found), filesAtOnce, (file) => loadOrQuarantine(loader, file))) {
      if ("load" in event) files.push(event);
      else quarantined.push(event);
      report?.(event);
    }
  });
  if (quarantined.length > 0) throw new QuarantineError(quarantined, files);
  return files;
}

/** All files, before any is read: a missing source stops the run at once. */
async function filesOf({ project, config, tables }: Parameters<typeof loadExports>[0]): Promise<FoundFile[]> {
  const contracts = allContracts(config, tables);
  const found: FoundFile[] = [];
  for (const source of config.sources) {
    found.push(
      ...(await findFiles(
        project,
        source,
        contracts.filter((contract) => contract.source === source),
      )),
    );
  }
  return found;
}

async function loadOrQuarantine(loader: Loader, file: Identified): Promise<LoadedFile | Quarantined> {
  try {
    return await loadFile(loader, file);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { source, table } = file.contract;
    return { system: source.name, table: table.name, file: file.file, found: error.message };
  }
}

/** A database in memory that spills into the history's own folder, where nobody else reads. */
const withLoader = (
  { config, history }: { config: Config; history: string },
  work: (through: Through) => Promise<void>,
) =>
  inScratch(history, "spill", (folder) =>
    withDatabase(":memory:", "READ_WRITE", async (through) => {
      await through(async (connection) => {
        await connection.run(`set temp_directory = ${quotedString(join(folder, "duckdb"))}`);
        await useResources(connection, config.resources);
      });
      await work(through);
    }),
  );
