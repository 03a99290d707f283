import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { crm, desk } from "./desk.js";

const header = "Id,Status,SystemModstamp\n";

test("a whole gzip is read, a cut one is in quarantine", async () => {
  const packed = gzipSync(`${header}1,New,\n`);
  const at = desk();
  at.put("exports/crm/Lead.csv.gz", packed);
  expect(await at.load()).toMatchObject([{ loaded: 1 }]);
  at.put("exports/crm/Lead.csv.gz", packed.subarray(0, packed.length - 6));
  expect(await at.quarantined()).toMatch(/gzip is cut or damaged/);
  expect(await at.kept()).toHaveLength(1);
});

test("what a dead run left half-written is removed, and what is kept is for its owner alone", async () => {
  const at = desk();
  const history = join(at.project, "warehouse", "history");
  mkdirSync(join(history, "0123.loading"), { recursive: true });
  writeFileSync(join(history, "0123.loading", "rows.parquet"), "half");
  chmodSync(history, 0o700);
  at.put("exports/crm/Lead.csv", `${header}1,New,\n`);
  const [load] = await at.load();
  expect(readdirSync(history)).toEqual([load?.load_id, "last_load.json"]);
  const files = readdirSync(join(history, load!.load_id));
  expect(files.sort()).toEqual(["load.json", "rejects.parquet", "rows.parquet"]);
  for (const file of files) expect(statSync(join(history, load!.load_id, file)).mode & 0o777).toBe(0o600);
  expect(statSync(join(history, load!.load_id)).mode & 0o777).toBe(0o700);
});

test("a symbolic link among the exports is refused", async () => {
  const at = desk();
  at.put("exports/crm/other.csv", "Id\n1\n");
  symlinkSync(join(at.project, "exports/crm/other.csv"), join(at.project, "exports/crm/Lead.csv"));
  await expect(at.load()).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(/symbolic link/) });
});

test("a file name that leads out of the source's folder is refused", async () => {
  const at = desk([{ ...crm, files: { Lead: "../other/Lead.csv" } }]);
  at.put("exports/crm/x.csv", "Id\n");
  at.put("exports/other/Lead.csv", "Id\n1\n");
  await expect(at.load()).rejects.toMatchObject({ exitCode: 2 });
});
