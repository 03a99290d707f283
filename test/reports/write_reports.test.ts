import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { explorePath } from "../../src/config/project_paths.js";
import type { Project } from "../../src/project/project.js";
import { readReports, writeReports } from "../../src/report/write_reports.js";
import { givenFacts, withSandboxedMarts } from "./mart_rows.js";

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("a file in reports/ is all it takes to be a report", async () => {
  expect((await readReports()).map(({ file }) => file)).toEqual(["funnel.html"]);
});

const nothing = { sources: [], models: [], products: new Map(), absent: new Set<never>() };

test("reports are written beside the warehouse, private and whole", async () => {
  const folder = emptyFolder();
  const project: Project = { folder, config: givenFacts.config, definitions: [], catalogue: nothing };
  const path = explorePath(project);
  mkdirSync(dirname(path));
  await withSandboxedMarts(async (_, built) => renameSync(built, path));
  const written = await writeReports(project);
  expect(written).toEqual([join(folder, "reports", "funnel.html")]);
  expect(readdirSync(join(folder, "reports"))).toEqual(["funnel.html"]);
  expect(statSync(join(folder, "reports")).mode & 0o777).toBe(0o700);
  expect(statSync(written[0]!).mode & 0o777).toBe(0o600);
});

test("without a warehouse there is no report, and the message says what to run", async () => {
  const folder = emptyFolder();
  const project: Project = { folder, config: givenFacts.config, definitions: [], catalogue: nothing };
  await expect(writeReports(project)).rejects.toThrow("no warehouse yet; run `closedloop run`");
  expect(readdirSync(folder)).toEqual([]);
});
