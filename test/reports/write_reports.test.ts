import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { funnel } from "../../reports/funnel.js";
import { type Project, warehousePath } from "../../src/project.js";
import { readReports, writeReports } from "../../src/reports.js";
import { inSandbox, run, withMarts } from "./given.js";

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("a file in reports/ is all it takes to be a report", async () => {
  expect((await readReports()).map(({ file }) => file)).toEqual(["funnel.html"]);
});

test("reports are written beside the warehouse, private and whole", async () => {
  const folder = emptyFolder();
  const project: Project = { folder, config: run.config, definitions: [], catalogue: { sources: [], models: [] } };
  const path = warehousePath(project);
  mkdirSync(dirname(path));
  await inSandbox(async (_, built) => renameSync(built, path));
  const written = await writeReports(project);
  expect(written).toEqual([join(folder, "reports", "funnel.html")]);
  expect(readdirSync(join(folder, "reports"))).toEqual(["funnel.html"]);
  expect(statSync(join(folder, "reports")).mode & 0o777).toBe(0o700);
  expect(statSync(written[0]!).mode & 0o777).toBe(0o600);
});

test("without a warehouse there is no report, and the message says what to run", async () => {
  const folder = emptyFolder();
  const project: Project = { folder, config: run.config, definitions: [], catalogue: { sources: [], models: [] } };
  await expect(writeReports(project)).rejects.toThrow("no warehouse yet, run `closedloop run`");
  expect(readdirSync(folder)).toEqual([]);
});

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const quiet =
  "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --enable-logging=stderr --dump-dom";

test.skipIf(chromium === undefined)("a real browser obeys its policy and has nothing to complain of", async () => {
  const folder = emptyFolder();
  const complaints = async (markup: string) => {
    const file = join(folder, "page.html");
    writeFileSync(file, markup);
    const args = [...quiet.split(" "), `--user-data-dir=${join(folder, "profile")}`, pathToFileURL(file).href];
    const { stderr } = await promisify(execFile)(chromium!, args, { maxBuffer: 1 << 26 });
    return stderr.split("\n").filter((line) => line.includes("CONSOLE"));
  };
  const page = await withMarts((warehouse) => funnel.render(warehouse));
  expect(await complaints(page)).toEqual([]);
  // What the policy forbids is refused: else the silence above would mean nothing.
  expect((await complaints(page.replace("<h1>", '<h1 style="color: red">'))).join()).toMatch(/Content Security Policy/);
});
