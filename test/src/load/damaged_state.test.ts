/** A damaged small file of closedloop's own heals, or is told; it never ends every later run. */
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quarantineFolder } from "../../../src/config/project_paths.js";
import { findDamagedNotes, readQuarantine } from "../../../src/load/files/quarantine.js";
import { readLastLoad } from "../../../src/load/night/last_load.js";
import { damagedNoteFindings } from "../../../src/load/night/load_findings.js";
import { withProjectLock } from "../../../src/runs/project_lock.js";
import { createRunRecord, endKilledRuns, readRuns, writeRun } from "../../../src/runs/run_log.js";
import { createLoadProject, nightInstant } from "./load_project.js";

const ways = ["cut", "emptied", "flipped"] as const;

function damage(path: string, how: (typeof ways)[number]): void {
  if (how === "flipped") {
    const bytes = readFileSync(path);
    bytes[bytes.indexOf("2026-06") + 3]! ^= 1;
    writeFileSync(path, bytes);
  } else truncateSync(path, how === "cut" ? 25 : 0);
}

test.each(ways)(
  "a last_load.json that was %s is read from its copy, and the next load writes it again",
  async (how) => {
    const at = createLoadProject();
    const path = join(at.project, "warehouse/history/last_load.json");
    at.put("exports/crm/2026-06-01/Lead.csv", "Id\n1\n2\n3\n");
    await at.load(nightInstant(1));
    const before = await readLastLoad(at.project, at.config);
    damage(path, how);
    expect(await readLastLoad(at.project, at.config)).toEqual(before);
    at.put("exports/crm/2026-06-02/Lead.csv", "Id\n1\n");
    expect(await at.loadWithEvents(nightInstant(2))).toMatchObject({ code: 0 });
    rmSync(path.replace(".json", ".copy.json"));
    expect((await readLastLoad(at.project, at.config)).volumes).toMatchObject([{ fallen: { before: 3, rows: 1 } }]);
  },
);

test("if the copy of last_load.json is damaged, too, the message says what to do", async () => {
  const at = createLoadProject();
  at.put("exports/crm/2026-06-01/Lead.csv", "Id\n1\n");
  await at.load();
  for (const file of ["last_load.json", "last_load.copy.json"])
    damage(join(at.project, "warehouse/history", file), "flipped");
  const { code, error } = await at.loadWithEvents(nightInstant(2));
  expect([code, error?.message]).toEqual([4, expect.stringContaining("Delete it and last_load.copy.json")]);
});

test.each(ways)("a note in the quarantine that was %s is read from its copy", async (how) => {
  const at = createLoadProject();
  const folder = quarantineFolder(at.project, at.config);
  at.put("exports/crm/Lead.csv", "<!doctype html>\n<p>Sign in</p>\n");
  expect(await at.quarantined()).not.toBe("");
  const before = await readQuarantine(folder);
  damage(join(folder, readdirSync(folder)[0]!, "why.json"), how);
  expect([before.size, await readQuarantine(folder)]).toEqual([1, before]);
});

test("a note without a sound copy is told; the entry is new if its file is met again, and goes if the file loads", async () => {
  const at = createLoadProject();
  const folder = quarantineFolder(at.project, at.config);
  at.put("exports/crm/Lead.csv", "<!doctype html>\n<p>Sign in</p>\n");
  await at.quarantined(nightInstant(1));
  const [id] = readdirSync(folder) as [string];
  for (const file of ["why.json", "why.copy.json"]) damage(join(folder, id, file), "flipped");
  expect(damagedNoteFindings(await findDamagedNotes(folder))).toMatchObject([
    { check: "notes damaged in the quarantine", subject: `warehouse/quarantine/${id}`, severity: "warn" },
  ]);
  expect(await at.quarantined(nightInstant(5))).not.toBe("");
  expect([...(await readQuarantine(folder)).values()]).toMatchObject([{ first_met: nightInstant(5) }]);
  expect(await findDamagedNotes(folder)).toEqual([]);
});

test.each(ways)("a record of a run and the note of the lock that were %s end no run", async (how) => {
  const at = createLoadProject();
  const run = createRunRecord("run", at.config, nightInstant(1));
  for (const nth of [1, 2])
    await writeRun(at.project, at.config, {
      ...run,
      run_id: `run-${nth}`,
      files: [],
      unread: [],
      volumes: [],
      tables: [],
      freshness: [],
      warning_count: null,
      killed_runs: [],
    });
  const folder = join(at.project, "warehouse");
  damage(join(folder, "runs/run-1.json"), how);
  damage(join(folder, "run_results.json"), how);
  writeFileSync(join(folder, "run_lock.json"), '{"pid": 2026-06');
  await withProjectLock(at.project, at.config, "run", async () => {
    await endKilledRuns(at.project, at.config, () => undefined);
    expect((await readRuns(at.project, at.config)).map(({ run_id }) => run_id)).toContain("run-2");
  });
});
