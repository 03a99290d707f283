/** Runs `bench/plain/*.sql`: the job as an analyst would write it with DuckDB for this one company. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../src/base/package_root.js";
import { limitResources } from "../src/config/resources.js";
import { openProject, type Project, parseAsOf } from "../src/project/project.js";
import type { Instant } from "../src/table/columns.js";
import { DuckDBInstance } from "../src/table/duckdb.js";
import { plainSettings } from "./plain_settings.js";

/** Seconds by file and by statement. */
export interface PlainRun {
  readonly seconds: number;
  readonly files: Readonly<Record<string, number>>;
  readonly statements: readonly {
    readonly file: string;
    readonly at: number;
    readonly seconds: number;
    readonly processorSeconds: number;
  }[];
}

/** The database that the SQL writes. */
export const plainPath = (folder: string): string => join(folder, "plain.duckdb");

/** Runs all files and writes to `folder`, which must not contain an earlier run. */
export async function runPlain(project: Project, asOf: Instant, folder: string): Promise<PlainRun> {
  const started = performance.now();
  const history = join(folder, "history");
  mkdirSync(history, { recursive: true });
  const instance = await DuckDBInstance.create(plainPath(folder), { storage_compatibility_version: "v1.4.0" });
  const connection = await instance.connect();
  await connection.run("set timezone = 'UTC'; set preserve_insertion_order = false;");
  await limitResources(connection, project.config.resources);
  await connection.run(plainSettings(project, asOf, history));
  const files: Record<string, number> = {};
  const statements: PlainRun["statements"][number][] = [];
  const scripts = join(packageRoot(), "bench", "plain");
  for (const file of readdirSync(scripts).sort()) {
    const extracted = await connection.extractStatements(readFileSync(join(scripts, file), "utf8"));
    files[file] = 0;
    for (let at = 0; at < extracted.count; at++) {
      const begun = performance.now();
      const before = process.cpuUsage();
      await extracted
        .prepare(at)
        .then((prepared) => prepared.run())
        .catch((error: Error) => {
          throw new Error(`${file}, statement ${at + 1}: ${error.message}`);
        });
      const seconds = (performance.now() - begun) / 1000;
      files[file] += seconds;
      const { user, system } = process.cpuUsage(before);
      statements.push({ file, at: at + 1, seconds, processorSeconds: (user + system) / 1e6 });
    }
  }
  await connection.run("checkpoint");
  connection.closeSync();
  instance.closeSync();
  return { seconds: (performance.now() - started) / 1000, files, statements };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder, asOf, out] = process.argv.slice(2) as [string, string, string];
  const run = await runPlain(await openProject(folder), parseAsOf(asOf), out);
  process.stdout.write(`${JSON.stringify({ ...run, peak: process.resourceUsage().maxRSS * 1024 })}\n`);
}
