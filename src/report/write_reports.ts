import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import { importModules } from "../base/import_modules.js";
import type { Project } from "../project/project.js";
import { findQuestionFile } from "../query/question_file.js";
import { replaceFile } from "../query/replace_file.js";
import { withReader } from "../query/sealed_reader.js";

/** A page: its file name, and how it is rendered from the published tables. */
export interface Report {
  readonly file: `${string}.html`;
  readonly render: (reader: DuckDBConnection) => Promise<string>;
}

const folder = fileURLToPath(new URL("../../reports", import.meta.url));

/** Every report. A file in `reports/` is a report; there is no list to add it to. */
export async function readReports(): Promise<Report[]> {
  const modules = await importModules(folder);
  return modules.flatMap(({ exports }) => Object.values(exports as Record<string, Report>));
}

/** Writes every report into the project's reports folder and returns the paths. They read what analysts read: `explore.duckdb`. */
export async function writeReports(project: Project): Promise<string[]> {
  const reports = await readReports();
  const pages = await withReader(findQuestionFile(project).path, async (reader) => {
    const rendered: { path: string; text: string }[] = [];
    for (const { file, render } of reports) {
      rendered.push({ path: join(project.folder, "reports", file), text: await render(reader) });
    }
    return rendered;
  });
  await mkdir(join(project.folder, "reports"), { recursive: true, mode: 0o700 });
  for (const { path, text } of pages) await replaceFile(path, (partial) => writeFile(partial, text));
  return pages.map(({ path }) => path);
}
