import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { historyFolder } from "../../../src/config/project_paths.js";
import { findExpectedFiles } from "../../../src/load/files/expected_files.js";
import { identifyFiles } from "../../../src/load/files/identify_files.js";
import { FileChangedError } from "../../../src/load/files/settled_files.js";
import { openHistory } from "../../../src/load/history.js";
import { type LoadListener, QuarantineError } from "../../../src/load/night/load_events.js";
import { loadExports } from "../../../src/load/night/load_exports.js";
import { loadFile } from "../../../src/load/night/load_file.js";
import { withDatabase } from "../../../src/table/database_file.js";
import { createLoadProject, marketoLeads, nightInstant } from "./load_project.js";

const map = { name: "map", system: "marketo", path: "exports/map", reject_budget: { share: 0, rows: 0 } };
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `${from + at},Acme\n`).join("");
const header = "id,company\n";

/** Loads files named leads_1.csv, leads_2.csv, ... and returns the event of each, in order. */
async function told(contents: readonly string[]) {
  const at = createLoadProject([map]);
  for (const [nth, content] of contents.entries()) at.put(`exports/map/leads_${nth + 1}.csv`, content);
  const lines: string[] = [];
  const report: LoadListener = (event) =>
    lines.push(
      "load" in event ? `${event.added ? "new" : "known"} ${event.load.loaded}` : "found" in event ? event.found : "",
    );
  const run = { project: at.project, config: at.config, tables: [marketoLeads], asOf: nightInstant(1), report };
  const quarantined = await loadExports(run).then(
    () => [],
    (error) => (error instanceof QuarantineError ? error.quarantined.map(({ file }) => file) : Promise.reject(error)),
  );
  return { at, lines, quarantined };
}

test("files that are loaded at once are reported in their order, a long one before a short one, a bad one between good ones", async () => {
  const { at, lines, quarantined } = await told([
    header + rows(0, 60_000),
    `${header}1,A\n`,
    `${header}1\n`,
    `${header}2,B\n3,C\n`,
    `${header}4,"D\n`,
    `${header}5,E\n`,
  ]);
  expect(lines).toEqual([
    "new 60000",
    "new 1",
    "1 of 1 records do not fit, more than its reject_budget allows (record too few fields: 1 from line 2)",
    "new 2",
    "line 2: the last record is not whole and no line end follows it: the file was cut; fetch it again",
    "new 1",
  ]);
  expect(quarantined).toEqual(["leads_3.csv", "leads_5.csv"]);
  expect(await at.loads()).toHaveLength(4);
});

test("rejects and copies of files that are loaded at once stay separate", async () => {
  const at = createLoadProject([{ ...map, reject_budget: { share: 1, rows: 10 } }]);
  const scored = "id,company,leadScore\n";
  at.put("exports/map/leads_1.csv", `${scored}1,A,1\n1,A,1\n2,B,many\n`);
  at.put("exports/map/leads_2.csv", `${scored}3,C,few\n4,D,none\n`);
  at.put("exports/map/leads_3.csv", `${scored}5,E,1\n5,E,1\n5,E,1\n`);
  await loadExports({ project: at.project, config: at.config, tables: [marketoLeads], asOf: nightInstant(1) });
  const kept = (await at.loads()).map(({ file, loaded, deduplicated, rejected, rejects }) => [
    ...[file, loaded, deduplicated, rejected],
    rejects.map(({ first_line }) => first_line),
  ]);
  expect(kept.sort()).toEqual([
    ["leads_1.csv", 1, 1, 1, [4]],
    ["leads_2.csv", 0, 0, 2, [2]],
    ["leads_3.csv", 1, 2, 0, []],
  ]);
});

test("of several files with the same content the first becomes the load, and a fault is reported for each", async () => {
  const [same, faulty] = [header + rows(0, 1000), `${header}1\n`];
  const { at, lines } = await told([same, same, faulty, faulty, same]);
  const fault = "1 of 1 records do not fit, more than its reject_budget allows (record too few fields: 1 from line 2)";
  expect(lines).toEqual(["new 1000", "known 1000", fault, fault, "known 1000"]);
  const [load, ...more] = await at.loads();
  expect([load?.file, more]).toEqual(["leads_1.csv", []]);
  expect(readdirSync(join(at.project, "warehouse", "history"))).toEqual([
    load?.load_id,
    "last_load.copy.json",
    "last_load.json",
    "loads.jsonl",
  ]);
});

test("a file that has grown since it was found is not loaded, sound or not", async () => {
  for (const more of ["2,Late\n", "2\n"]) {
    const at = createLoadProject([map]);
    at.put("exports/map/leads_1.csv", `${header}1,A\n`);
    const history = historyFolder(at.project, at.config);
    await openHistory(history);
    const { files } = await findExpectedFiles(at.project, at.config, [marketoLeads], undefined);
    await withDatabase(":memory:", "READ_WRITE", async (through) => {
      for await (const file of identifyFiles(files, history)) {
        appendFileSync(file.path, more);
        await expect(
          loadFile(
            {
              withConnection: through,
              history,
              known: new Map(),
              leftOut: new Map(),
              learned: new Set<string>(),
              asOf: nightInstant(1),
            },
            file,
          ),
        ).rejects.toThrow(FileChangedError);
      }
    });
    expect([await at.loads(), readdirSync(history)]).toEqual([[], []]);
  }
});
