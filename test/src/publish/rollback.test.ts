import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseRollback, listPublications, rollBack } from "../../../src/publish/rollback.js";
import { explore, flipBit, numbersIn, publishedFolder, publishNumber, runOf } from "./published_files.js";

const kept = (folder: string) => readdirSync(join(folder, "publications")).sort();
const inPlace = async (folder: string) => (await numbersIn(join(folder, "warehouse.duckdb")))[0];
const goBack = async (folder: string, to?: string) =>
  rollBack(folder, await chooseRollback(folder, to), { run: "a rollback" });

test("the last publications stay, and the current one is never removed", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2, 3]) await publishNumber(folder, n, { keep: 2 });
  expect(kept(folder)).toEqual([runOf(2), runOf(3)]);
  await goBack(folder);
  await publishNumber(folder, 4, { keep: 2 });
  // The third one is newer, but the fourth replaced the second.
  expect(kept(folder)).toEqual([runOf(2), runOf(4)]);
  await publishNumber(folder, 5, { keep: 1 });
  expect([kept(folder), await inPlace(folder)]).toEqual([[runOf(5)], 5]);
});

test("each rollback goes one publication further back, and --to goes anywhere, all files together", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2, 3]) await publishNumber(folder, n, { further: [explore] });
  for (const n of [2, 1]) {
    await goBack(folder);
    for (const file of ["warehouse.duckdb", "explore.duckdb"]) expect(await numbersIn(join(folder, file))).toEqual([n]);
  }
  await expect(goBack(folder)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(runOf(3)) });
  await goBack(folder, runOf(3));
  expect(await inPlace(folder)).toBe(3);
  await expect(goBack(folder, runOf(9))).rejects.toMatchObject({ exitCode: 2 });
  const listed = (await listPublications(folder)).map(({ run_id, isCurrent, isNext }) => [run_id, isCurrent, isNext]);
  expect(listed).toEqual([
    [runOf(3), true, false],
    [runOf(2), false, true],
    [runOf(1), false, false],
  ]);
});

test("a rollback to a publication whose file has changed is refused, and nothing is replaced", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2]) await publishNumber(folder, n);
  flipBit(join(folder, "publications", runOf(1), "warehouse.duckdb"), 12_345);
  await expect(goBack(folder)).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining("its content has changed since it was published"),
  });
  expect([await inPlace(folder), existsSync(join(folder, "publishing.json"))]).toEqual([2, false]);
});

test("after an abort a rollback changes nothing; a stale write-ahead log beside the target goes with the old file", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2]) await publishNumber(folder, n);
  const publication = await chooseRollback(folder, undefined);
  const abort = AbortSignal.abort(new Error("stopped"));
  await expect(rollBack(folder, publication, { run: "a rollback", abort })).rejects.toThrow("stopped");
  expect([await inPlace(folder), readdirSync(folder).length]).toEqual([2, 3]);
  writeFileSync(join(folder, "warehouse.duckdb.wal"), "stale");
  await goBack(folder);
  expect([await inPlace(folder), existsSync(join(folder, "warehouse.duckdb.wal"))]).toEqual([1, false]);
});

test("a published file that is lost or not closedloop's can be put in place again", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2]) await publishNumber(folder, n);
  rmSync(join(folder, "warehouse.duckdb"));
  await goBack(folder, runOf(2));
  expect(await inPlace(folder)).toBe(2);
  rmSync(join(folder, "warehouse.duckdb"));
  writeFileSync(join(folder, "warehouse.duckdb"), "no database");
  await goBack(folder);
  expect(await inPlace(folder)).toBe(1);
  expect(JSON.parse(readFileSync(join(folder, "published.json"), "utf8"))).toMatchObject({ publication: runOf(1) });
});
