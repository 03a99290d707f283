/** A damaged history is made again, or it stops the build; it is never read as something else. */
import { readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadExports } from "../../../src/load/night/load_exports.js";
import { damageFindings, findUnloaded } from "../../../src/load/night/load_findings.js";
import { DamagedHistoryError, readVerifiedHistory } from "../../../src/load/raw/verified_loads.js";
import { verifyHistory } from "../../../src/load/verify_history.js";
import { createLoadProject, leads, nightInstant, stageEvents } from "./load_project.js";

const header = "Id,Status\n";
const status = [{ product: "salesforce", entity: "Lead", field: "status" }];
const values = "select record_id, value, loaded_at from raw.field_values order by record_id, loaded_at";

/** Two nights of one export, of which the second is still in the folder. */
async function createTwoNights() {
  const at = createLoadProject();
  const history = join(at.project, "warehouse", "history");
  at.put("exports/crm/Lead.csv", `${header}1,New\n2,New\n,none\n`);
  at.config.sources[0]!.reject_budget.rows = 5;
  at.config.sources[0]!.reject_budget.share = 1;
  const [first] = await at.load(nightInstant(1));
  at.put("exports/crm/Lead.csv", `${header}1,Working\n2,New\n`);
  const [second] = await at.load(nightInstant(2));
  await at.load(nightInstant(3));
  const pathOf = (load: { load_id: string } | undefined, file: string) => join(history, load!.load_id, file);
  const verify = (leaveOutDamaged = false, asOf = nightInstant(9)) =>
    readVerifiedHistory({ ...at, tables: [leads, stageEvents], asOf, leaveOutDamaged });
  const messageOf = () =>
    verify().then(
      () => "",
      (error) => (error instanceof DamagedHistoryError ? `${error.exitCode} ${error.message}` : Promise.reject(error)),
    );
  return { at, history, first, second, pathOf, verify, messageOf };
}

function flipBit(path: string, at = 40): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 4;
  writeFileSync(path, bytes);
}

const recordIn = (path: string) => JSON.parse(readFileSync(path, "utf8"));

test("a load with a flipped bit is made again from its export, byte for byte, and keeps the times at which it was seen", async () => {
  const { at, second, pathOf, verify, messageOf } = await createTwoNights();
  const rows = readFileSync(pathOf(second, "rows.parquet"));
  const record = recordIn(pathOf(second, "load.json"));
  flipBit(pathOf(second, "rows.parquet"));
  expect(await messageOf()).toContain("rows.parquet has another content than what was written");
  const { events } = await at.loadWithEvents(nightInstant(3));
  expect(events).toMatchObject([{ added: false, repaired: "rows.parquet has another content than what was written" }]);
  expect(readFileSync(pathOf(second, "rows.parquet")).equals(rows)).toBe(true);
  expect(recordIn(pathOf(second, "load.json"))).toEqual(record);
  expect(await verify()).toMatchObject({ leftOut: [], withoutRejects: [] });
});

test("if the export is gone the build stops with exit code 4, names the file and says what to do", async () => {
  const { first, pathOf, messageOf } = await createTwoNights();
  flipBit(pathOf(first, "rows.parquet"));
  const message = await messageOf();
  expect(message).toMatch(/^4 1 load\(s\) in the history are damaged/);
  expect(message).toContain(
    `crm: Lead.csv -> raw.salesforce_leads, loaded 2026-06-01T01:00:00Z (${first!.load_id}): rows.parquet has another content`,
  );
  expect(message).toContain("closedloop run --leave-out-damaged");
});

test("a damaged load that is left out stays so and is told each night, until its export is back", async () => {
  const { at, first, pathOf, verify, messageOf } = await createTwoNights();
  truncateSync(pathOf(first, "rows.parquet"), 20);
  const out = await verify(true);
  expect([out.loads.length, out.leftOut.length]).toEqual([1, 1]);
  expect(await messageOf()).toBe("");
  const again = await verify();
  expect(damageFindings(again)).toMatchObject([
    { check: "damaged loads left out", severity: "warn", count: 2n, example: expect.stringContaining("20 bytes") },
  ]);
  expect(await at.raw(values, status)).toEqual([
    { record_id: "1", value: "Working", loaded_at: nightInstant(2) },
    { record_id: "2", value: "New", loaded_at: nightInstant(2) },
  ]);
  at.put("exports/crm/old/Lead.csv", `${header}1,New\n2,New\n,none\n`);
  expect(await at.loadWithEvents(nightInstant(10))).toMatchObject({ added: [], code: 0 });
  expect((await verify()).leftOut).toEqual([]);
  expect(await at.raw(values, status)).toMatchObject([
    { record_id: "1", value: "New", loaded_at: nightInstant(1) },
    { record_id: "1", value: "Working", loaded_at: nightInstant(2) },
    { record_id: "1", value: "New" },
    { record_id: "2", value: "New", loaded_at: nightInstant(1) },
  ]);
});

test("a load that was left out counts again when its folder is restored from a backup", async () => {
  const { first, pathOf, verify } = await createTwoNights();
  const [rows, record] = ["rows.parquet", "load.json"].map((file) => readFileSync(pathOf(first, file)));
  flipBit(pathOf(first, "rows.parquet"));
  expect((await verify(true)).leftOut).toMatchObject([{ load_id: first!.load_id }]);
  writeFileSync(pathOf(first, "rows.parquet"), rows!);
  expect(await verify()).toMatchObject({ leftOut: [], loads: [{}, {}] });
  expect(readFileSync(pathOf(first, "load.json")).equals(record!)).toBe(true);
});

test("records in a file that is left out are not taken for gone", async () => {
  const { at, second, pathOf, verify } = await createTwoNights();
  renameSync(join(at.project, "exports/crm/Lead.csv"), join(at.project, "gone.csv"));
  flipBit(pathOf(second, "rows.parquet"));
  const { loads, leftOut } = await verify(true);
  const last = { left: [], unread: [], volumes: [] };
  expect(findUnloaded(loads, [], last, leftOut)).toEqual([
    { system: "crm", table: "raw.salesforce_leads", file: "Lead.csv" },
  ]);
});

test.each(["cut", "flipped", "removed"])(
  "a load.json that was %s is written again from its copy, also if the export is gone",
  async (how) => {
    const { at, first, pathOf, messageOf } = await createTwoNights();
    const path = pathOf(first, "load.json");
    const before = readFileSync(path);
    if (how === "cut") truncateSync(path, 30);
    else if (how === "flipped") flipBit(path, before.indexOf("2026-06-01") + 9);
    else rmSync(path);
    expect((await verifyHistory(at.project, at.config)).damaged).toMatchObject([
      { load_id: first!.load_id, hasSoundRows: true },
    ]);
    expect(await messageOf()).toBe("");
    expect(readFileSync(path).equals(before)).toBe(true);
    expect((await verifyHistory(at.project, at.config)).damaged).toEqual([]);
  },
);

test("a load whose folder is gone stops the build, and is made again with its times if the export is there", async () => {
  const { at, history, second, pathOf, messageOf } = await createTwoNights();
  const record = recordIn(pathOf(second, "load.json"));
  rmSync(join(history, second!.load_id), { recursive: true });
  expect(await messageOf()).toContain("rows.parquet is missing");
  await at.load(nightInstant(3));
  expect(await messageOf()).toBe("");
  expect(recordIn(pathOf(second, "load.json"))).toEqual(record);
});

test("damaged copies of the records are written again, whatever happened to them", async () => {
  const { at, history, messageOf } = await createTwoNights();
  const copies = join(history, "loads.jsonl");
  expect(await messageOf()).toBe("");
  const before = readFileSync(copies);
  for (const damage of [() => rmSync(copies), () => truncateSync(copies, 100), () => flipBit(copies)]) {
    damage();
    expect(await messageOf()).toBe("");
    expect(readFileSync(copies).equals(before)).toBe(true);
  }
  expect((await at.loads()).length).toBe(2);
});

test("if both copies of a record are damaged the load stops, because nobody knows when it was loaded; it can be put aside", async () => {
  const { at, history, second, pathOf, verify } = await createTwoNights();
  truncateSync(pathOf(second, "load.json"), 30);
  rmSync(join(history, "loads.jsonl"));
  const { error, code } = await at.loadWithEvents(nightInstant(4));
  expect([code, error?.message]).toEqual([4, expect.stringContaining("when it was loaded is not known")]);
  const run = { ...at, tables: [leads], asOf: nightInstant(5), leaveOutDamaged: true };
  expect(await loadExports(run)).toMatchObject([{ added: true }]);
  const found = damageFindings(await verify());
  expect(found).toMatchObject([{ check: "damaged loads left out", subject: expect.stringContaining(second!.load_id) }]);
});

test("only the rejected records of a load are damaged: its rows count, and a warning says so", async () => {
  const { first, pathOf, verify } = await createTwoNights();
  flipBit(pathOf(first, "rejects.parquet"));
  const found = await verify();
  expect(found.loads.length).toBe(2);
  expect(damageFindings(found)).toMatchObject([{ check: "rejected records damaged in the history", count: 1n }]);
});

test("loads of an earlier version are taken as they are and get hashes at the next run", async () => {
  const { at, history, first, pathOf, verify, messageOf } = await createTwoNights();
  for (const id of readdirSync(history).filter((name) => !name.includes("."))) {
    const path = join(history, id, "load.json");
    const { seal, stored, ...earlier } = recordIn(path);
    writeFileSync(path, JSON.stringify(earlier, null, 2));
  }
  rmSync(join(history, "loads.jsonl"));
  expect((await verifyHistory(at.project, at.config)).damaged).toEqual([]);
  await verify();
  expect(recordIn(pathOf(first, "load.json"))).toMatchObject({
    stored: { "rows.parquet": { bytes: expect.any(Number) } },
  });
  flipBit(pathOf(first, "rows.parquet"));
  expect(await messageOf()).toContain("another content");
});

test("of a file whose rows have no key, the content before a damaged one counts, and is compared, too", async () => {
  const feed = { file: "events.csv", columns: { record_id: "id", occurred_at: "at" }, constants: { stage: "mql" } };
  const at = createLoadProject([
    { name: "app", system: "mapped", path: "exports/app", entities: { stage_events: feed } },
  ]);
  const loads: string[] = [];
  for (const [day, id] of ["a", "b"].entries()) {
    at.put("exports/app/events.csv", `id,at\n${id},2026-06-01\n`);
    loads.push((await at.load(nightInstant(day + 1)))[0]!.load_id);
  }
  const verify = (leaveOutDamaged: boolean) =>
    readVerifiedHistory({ ...at, tables: [stageEvents], asOf: nightInstant(9), leaveOutDamaged });
  for (const id of loads) flipBit(join(at.project, "warehouse", "history", id, "rows.parquet"));
  await expect(verify(false)).rejects.toMatchObject({ damaged: [{ load_id: loads[1] }, { load_id: loads[0] }] });
  expect((await verify(true)).loads).toEqual([]);
});
