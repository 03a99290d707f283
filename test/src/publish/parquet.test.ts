import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listParquetTables } from "../../../src/publish/parquet.js";
import { removeUnfinished } from "../../../src/publish/publish.js";
import { chooseRollback, rollBack } from "../../../src/publish/rollback.js";
import { verifyPublications } from "../../../src/publish/verify_publications.js";
import { personal, text, whole } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { defaultShape, type Table } from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";
import { flipBit, publishedFolder, publishNumber, runOf } from "./published_files.js";

const people: Table = {
  name: "marts.people",
  about: "One row per person.",
  grain: ["person_id"],
  columns: { person_id: text("Id"), email: personal(text("Address")), records: whole("Records") },
};
const steps: Table = { ...people, name: "intermediate.steps" };
const makePeople =
  "create table marts.people as select 'p1' as person_id, 'ada@acme.example' as email, 2::bigint as records";
const publishPeople = (
  folder: string,
  n: number,
  explore: "full" | "without_personal_data" = "without_personal_data",
) =>
  publishNumber(folder, n, { parquet: listParquetTables([people, steps], defaultShape, explore), keep: 2 }, makePeople);

const rowsIn = (path: string) =>
  withWarehouse(":memory:", "READ_WRITE", (memory) => rowsOf(memory, `from '${path}/marts/people/*.parquet'`));
const latest = (folder: string) => JSON.parse(readFileSync(join(folder, "parquet", "latest.json"), "utf8")).publication;
async function damageIn(folder: string): Promise<string[]> {
  const damaged: string[] = [];
  for await (const { thing, isWhole } of verifyPublications(folder))
    if (!isWhole) damaged.push(thing.slice(folder.length + 1));
  return damaged;
}

test("the marts are written as Parquet, private, without personal columns unless `explore` is `full`", async () => {
  const folder = publishedFolder();
  await publishPeople(folder, 1);
  const path = join(folder, "parquet", runOf(1));
  expect(readdirSync(path, { recursive: true }).sort()).toEqual([
    "marts",
    "marts/people",
    "marts/people/part-0.parquet",
  ]);
  expect(await rowsIn(path)).toEqual([{ person_id: "p1", records: 2n }]);
  expect(readFileSync(join(path, "marts/people/part-0.parquet")).includes("ada@")).toBe(false);
  expect(
    [path, join(path, "marts/people"), join(path, "marts/people/part-0.parquet")].map(
      (each) => statSync(each).mode & 0o777,
    ),
  ).toEqual([0o700, 0o700, 0o600]);
  await publishPeople(folder, 2, "full");
  expect(await rowsIn(join(folder, "parquet", latest(folder)))).toMatchObject([{ email: "ada@acme.example" }]);
});

test("latest.json names the publication in place, also after a rollback; older ones go", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2, 3]) await publishPeople(folder, n);
  expect([latest(folder), readdirSync(join(folder, "parquet")).sort()]).toEqual([
    runOf(3),
    [runOf(2), runOf(3), "latest.json"],
  ]);
  await rollBack(folder, await chooseRollback(folder, undefined), { run: "a rollback" });
  expect([latest(folder), await damageIn(folder)]).toEqual([runOf(2), []]);
});

test("a publication without Parquet removes latest.json, so that nobody takes old rows for the current ones", async () => {
  const folder = publishedFolder();
  await publishPeople(folder, 1);
  await publishNumber(folder, 2);
  expect([existsSync(join(folder, "parquet", "latest.json")), await damageIn(folder)]).toEqual([false, []]);
});

test("if Parquet cannot be written, nothing is published and nothing is left", async () => {
  const folder = publishedFolder();
  await publishPeople(folder, 1);
  const parquet = listParquetTables([{ ...people, name: "marts.no_such_table" }], defaultShape, "full");
  await expect(publishNumber(folder, 2, { parquet })).rejects.toThrow("no_such_table");
  expect([latest(folder), readdirSync(join(folder, "publications"))]).toEqual([runOf(1), [runOf(1)]]);
  expect(readdirSync(join(folder, "parquet")).sort()).toEqual([runOf(1), "latest.json"]);
  await removeUnfinished(folder);
  expect(await damageIn(folder)).toEqual([]);
});

test("damaged Parquet and a pointer to another publication are found", async () => {
  const folder = publishedFolder();
  for (const n of [1, 2]) await publishPeople(folder, n);
  flipBit(join(folder, "parquet", runOf(1), "marts/people/part-0.parquet"), 100);
  writeFileSync(join(folder, "parquet", "latest.json"), "{}");
  expect(await damageIn(folder)).toEqual([`publications/${runOf(1)}`, "parquet/latest.json"]);
});

test("what to do about missing Parquet files is not a rollback to the publication that lacks them", async () => {
  const folder = publishedFolder();
  await publishPeople(folder, 1);
  rmSync(join(folder, "parquet"), { recursive: true });
  const advice: string[] = [];
  for await (const { thing, found } of verifyPublications(folder))
    if (thing.endsWith("latest.json")) advice.push(found);
  expect(advice).toEqual([expect.stringMatching(/run --from-history` builds it anew$/)]);
});
