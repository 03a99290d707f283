import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPublications, writePublication } from "../../../src/publish/publication.js";
import { readEverything } from "../../../src/publish/read_everything.js";
import { verifyPublications } from "../../../src/publish/verify_publications.js";
import { explore, flipBit, publishedFolder, publishNumber, runOf } from "./published_files.js";

/** What is found to be damaged, each thing by its path below the folder. */
async function damageIn(folder: string): Promise<Record<string, string>> {
  const damaged: Record<string, string> = {};
  for await (const { thing, isWhole, found } of verifyPublications(folder))
    if (!isWhole) damaged[thing.slice(folder.length + 1)] = found;
  return damaged;
}

test("published files and kept publications that are whole are named, each with what was read", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2]) await publishNumber(folder, n, { further: [explore] });
  const found: string[] = [];
  for await (const verdict of verifyPublications(folder))
    found.push(`${verdict.isWhole} ${verdict.thing.slice(folder.length + 1)}: ${verdict.found}`);
  expect(found).toEqual([
    `true warehouse.duckdb: publication ${runOf(2)}, 2 tables read`,
    `true explore.duckdb: publication ${runOf(2)}, 1 tables read`,
    `true publications/${runOf(1)}: 2 files`,
    `true publications/${runOf(2)}: 2 files`,
  ]);
});

test("a flipped bit anywhere in a published file is found", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1);
  const path = join(folder, "warehouse.duckdb");
  const bits = statSync(path).size * 8;
  for (let at = 0; at < 20; at++) {
    const bit = Math.floor((bits * at) / 20) + 7 * at;
    flipBit(path, bit);
    expect(Object.keys(await damageIn(folder)), `bit ${bit}`).toContain("warehouse.duckdb");
    flipBit(path, bit);
  }
  expect(await damageIn(folder)).toEqual({});
});

test("what is damaged or missing is named with what to do", async () => {
  const folder = publishedFolder();
  const path = join(folder, "warehouse.duckdb");
  for (const n of [1, 2]) await publishNumber(folder, n);
  // As on a file system without hard links: the kept file stays whole.
  copyFileSync(path, `${path}.copy`);
  renameSync(`${path}.copy`, path);
  flipBit(path, 99_999);
  expect(await damageIn(folder)).toEqual({
    "warehouse.duckdb": `its content has changed since it was published; \`closedloop rollback --to ${runOf(2)}\` puts it in place again`,
  });
  rmSync(path);
  expect((await damageIn(folder))["warehouse.duckdb"]).toContain("the file is missing");
  // One digit of its as-of.
  const record = join(folder, "publications", runOf(1), "publication.json");
  writeFileSync(record, readFileSync(record, "utf8").replace("2026-01-01T00", "2026-01-02T00"));
  expect((await damageIn(folder))[`publications/${runOf(1)}`]).toContain("is missing or damaged");
});

test("a write-ahead log beside a published or a kept file is told", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2]) await publishNumber(folder, n);
  for (const path of ["warehouse.duckdb", `publications/${runOf(1)}/warehouse.duckdb`])
    writeFileSync(join(folder, `${path}.wal`), "stale");
  expect(Object.keys(await damageIn(folder))).toEqual(["warehouse.duckdb", `publications/${runOf(1)}`]);
});

test("a file that was damaged before its hash was computed is found by reading its tables", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1);
  const path = join(folder, "warehouse.duckdb");
  const bytes = readFileSync(path);
  // All but the headers, which come in the first three blocks of 4 KiB.
  bytes.fill(1, 3 * 4096);
  writeFileSync(path, bytes);
  expect(await readEverything(path)).toMatchObject({
    fault: expect.stringMatching(/^it cannot be read \(\w+ Error\)$/),
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const [publication] = await readPublications(folder);
  const files = [{ ...publication!.files[0]!, sha256 }];
  await writePublication(join(folder, "publications", runOf(1)), { ...publication!, files });
  expect((await damageIn(folder))["warehouse.duckdb"]).toContain("it cannot be read");
});

test("without a publication there is nothing to verify; a file of an earlier version is read", async () => {
  const folder = publishedFolder();
  await expect(damageIn(folder)).rejects.toMatchObject({ exitCode: 2 });
  await publishNumber(folder, 1);
  for (const path of ["publications", "published.json"]) rmSync(join(folder, path), { recursive: true });
  expect(await damageIn(folder)).toEqual({});
});
