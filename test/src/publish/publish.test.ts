import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodeOf } from "../../../src/base/errors.js";
import { readPublications } from "../../../src/publish/publication.js";
import { removeUnfinished } from "../../../src/publish/publish.js";
import { finishPlacing, putInPlace } from "../../../src/publish/put_in_place.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { rowsOf } from "../../../src/table/rows.js";
import { explore, numbersIn, publishedFolder, publishNumber, runOf } from "./published_files.js";

const whole = ["explore.duckdb", "publications", "published.json", "warehouse.duckdb"];
const kept = (folder: string) => readdirSync(join(folder, "publications")).sort();

test("a failed build leaves the published files unchanged, and a good one leaves no other files", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1, { further: [explore] });
  await expect(publishNumber(folder, 2, { further: [explore] }, "select no_such_column")).rejects.toThrow();
  const broken = { ...explore, make: () => Promise.reject(new Error("no second file")) };
  await expect(publishNumber(folder, 2, { further: [broken] })).rejects.toThrow("no second file");
  expect(await numbersIn(join(folder, "warehouse.duckdb"))).toEqual([1]);
  expect([readdirSync(folder).sort(), kept(folder)]).toEqual([whole, [runOf(1)]]);
  await publishNumber(folder, 2, { further: [explore] });
  for (const file of ["warehouse.duckdb", "explore.duckdb"]) expect(await numbersIn(join(folder, file))).toEqual([2]);
  expect([readdirSync(folder).sort(), kept(folder)]).toEqual([whole, [runOf(1), runOf(2)]]);
});

test("a reader that is open while new files are published keeps the old one", async () => {
  const folder = publishedFolder();
  const path = join(folder, "warehouse.duckdb");
  await publishNumber(folder, 1);
  await withWarehouse(path, "READ_ONLY", async (reader) => {
    await publishNumber(folder, 2);
    expect(await rowsOf(reader, "select max(n) as n from t")).toEqual([{ n: 1 }]);
  });
  expect(await numbersIn(path)).toEqual([2]);
});

test("a publication is kept with the hash and size of each file, private, and only once on the disk", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1, { further: [explore] });
  const [publication] = await readPublications(folder);
  expect(publication).toMatchObject({ run_id: runOf(1), publication_id: "content 1", file_count: 1, replaced: null });
  for (const { file, bytes } of publication!.files) {
    const copy = statSync(join(folder, "publications", runOf(1), file));
    expect(copy).toMatchObject({ size: bytes, ino: statSync(join(folder, file)).ino, mode: 0o100600 });
  }
  expect(statSync(join(folder, "publications", runOf(1))).mode & 0o777).toBe(0o700);
});

test("where the file system has no hard links the files are copied", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1, { further: [explore] });
  await publishNumber(folder, 2, { further: [explore] });
  const [first] = await readPublications(folder);
  const linkFile = () => Promise.reject(Object.assign(new Error("no hard links"), { code: "EXDEV" }));
  await putInPlace(folder, first!, { run: "a rollback", linkFile });
  for (const file of ["warehouse.duckdb", "explore.duckdb"]) {
    expect(await numbersIn(join(folder, file))).toEqual([1]);
    expect(statSync(join(folder, file)).ino).not.toBe(statSync(join(folder, "publications", runOf(1), file)).ino);
  }
});

test("if the disk is full while the files are copied, the old files stay and nothing is left of the new ones", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1, { further: [explore] });
  const full = async (_: unknown, path: unknown) => {
    if (!`${path}`.includes("explore")) return linkSync(`${_}`, `${path}`);
    writeFileSync(`${path}`, "the first bytes");
    throw Object.assign(new Error("ENOSPC: no space left on device, copyfile"), {
      code: "ENOSPC",
      syscall: "copyfile",
    });
  };
  const publishing = publishNumber(folder, 2, { further: [explore], linkFile: full });
  expect(exitCodeOf(await publishing.catch((error) => error))).toBe(4);
  for (const file of ["warehouse.duckdb", "explore.duckdb"]) expect(await numbersIn(join(folder, file))).toEqual([1]);
  expect([readdirSync(folder).sort(), kept(folder)]).toEqual([whole, [runOf(1)]]);
});

test("a process that dies between two files is completed by the next one", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1, { further: [explore] });
  // A folder cannot be replaced by a file: this is the state that a kill after the first file leaves.
  rmSync(join(folder, "explore.duckdb"));
  mkdirSync(join(folder, "explore.duckdb"));
  let told = 0;
  await expect(publishNumber(folder, 2, { further: [explore], onPublished: () => told++ })).rejects.toThrow(/EISDIR/);
  rmSync(join(folder, "explore.duckdb"), { recursive: true });
  expect(told).toBe(1);
  expect(JSON.parse(readFileSync(join(folder, "publishing.json"), "utf8"))).toMatchObject({ publication: runOf(2) });
  await removeUnfinished(folder);
  expect(await finishPlacing(folder)).toMatchObject({ run_id: runOf(2) });
  for (const file of ["warehouse.duckdb", "explore.duckdb"]) expect(await numbersIn(join(folder, file))).toEqual([2]);
  expect([readdirSync(folder).sort(), kept(folder)]).toEqual([whole, [runOf(1), runOf(2)]]);
  expect(await finishPlacing(folder)).toBe(undefined);
});

test("if the first file cannot be put in place, nothing is published", async () => {
  const folder = publishedFolder();
  mkdirSync(join(folder, "warehouse.duckdb"));
  let told = 0;
  await expect(publishNumber(folder, 1, { onPublished: () => told++ })).rejects.toThrow(/EISDIR/);
  expect([told, readdirSync(folder).sort(), kept(folder)]).toEqual([0, ["publications", "warehouse.duckdb"], []]);
});

test("after an abort nothing is published and nothing is left", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1);
  const stopped = AbortSignal.abort(new Error("stopped"));
  await expect(publishNumber(folder, 2, { abort: stopped })).rejects.toThrow("stopped");
  expect(await numbersIn(join(folder, "warehouse.duckdb"))).toEqual([1]);
  expect([readdirSync(folder).sort(), kept(folder)]).toEqual([whole.slice(1), [runOf(1)]]);
});

test("an intent whose publication is gone is dropped", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1);
  const intent = { schema_version: 1, publication: runOf(7), run_id: runOf(7) };
  writeFileSync(join(folder, "publishing.json"), JSON.stringify(intent));
  expect(await finishPlacing(folder)).toBe(undefined);
  expect(readdirSync(folder).sort()).toEqual(whole.slice(1));
});

test("what killed builds left is removed, also what earlier versions left", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1);
  mkdirSync(join(folder, "publications", `${runOf(2)}.building`));
  writeFileSync(join(folder, "publications", `${runOf(2)}.building`, "warehouse.duckdb"), "half");
  writeFileSync(join(folder, "warehouse.duckdb.12345678.building"), "half");
  writeFileSync(join(folder, "warehouse.duckdb.publishing"), "half");
  await removeUnfinished(folder);
  expect([readdirSync(folder).sort(), kept(folder)]).toEqual([whole.slice(1), [runOf(1)]]);
});

test("a second file that the new publication lacks does not stay beside it", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1, { further: [explore] });
  await publishNumber(folder, 2);
  expect(existsSync(join(folder, "explore.duckdb"))).toBe(false);
});

test("a file that an earlier version published is kept, so that one can go back to it", async () => {
  const folder = publishedFolder();
  const earlier = publishedFolder();
  await publishNumber(earlier, 1);
  linkSync(join(earlier, "warehouse.duckdb"), join(folder, "warehouse.duckdb"));
  expect(await publishNumber(folder, 2)).toEqual([]);
  const [first, second] = await readPublications(folder);
  expect([first, second]).toMatchObject([{ run_id: runOf(1), version: null, file_count: 1 }, { replaced: runOf(1) }]);
  expect(await numbersIn(join(folder, "publications", runOf(1), "warehouse.duckdb"))).toEqual([1]);
});

test("a published file that does not open is replaced, and the warning says that it is not kept", async () => {
  const folder = publishedFolder();
  writeFileSync(join(folder, "warehouse.duckdb"), "no database");
  expect(await publishNumber(folder, 1)).toEqual([expect.stringContaining("cannot be kept for a rollback")]);
  expect([await numbersIn(join(folder, "warehouse.duckdb")), kept(folder)]).toEqual([[1], [runOf(1)]]);
});

test("a damaged published file without a record is not kept: a hash of it would make it look whole", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1);
  rmSync(join(folder, "publications"), { recursive: true });
  const path = join(folder, "warehouse.duckdb");
  const bytes = readFileSync(path);
  const damagedAt = (await damagedBlocks(path, bytes)).at(0);
  expect(damagedAt).toBeDefined();
  bytes.fill(0x5a, damagedAt! + 100, damagedAt! + 200);
  writeFileSync(path, bytes);
  expect(await publishNumber(folder, 2)).toEqual([expect.stringContaining("cannot be kept for a rollback")]);
  expect(kept(folder)).toEqual([runOf(2)]);
});

/** Where blocks begin that one can damage so that `marts.runs` can be read, but not table t. */
async function damagedBlocks(path: string, whole: Buffer): Promise<number[]> {
  const found: number[] = [];
  const copy = `${path}.damaged`;
  for (let at = 12_288; at < whole.length && found.length === 0; at += 262_144) {
    const bytes = Buffer.from(whole);
    bytes.fill(0x5a, at + 100, at + 200);
    writeFileSync(copy, bytes);
    const reads = (query: string) =>
      withWarehouse(copy, "READ_ONLY", (reader) => rowsOf(reader, query)).then(
        () => true,
        () => false,
      );
    if ((await reads("from marts.runs")) && !(await reads("select sum(n), max(row) from t"))) found.push(at);
  }
  rmSync(copy, { force: true });
  return found;
}

test("a write-ahead log that somebody else left is never applied: not beside the target, a kept file or a new one", async () => {
  const folder = publishedFolder();
  const target = join(folder, "warehouse.duckdb");
  await publishNumber(folder, 1);
  const stale = await writeAheadLogOf(target);
  for (const path of [target, join(folder, "publications", runOf(1), "warehouse.duckdb")])
    writeFileSync(`${path}.wal`, stale);
  expect(await numbersIn(target)).toEqual([99]);
  await publishNumber(folder, 2);
  expect([await numbersIn(target), existsSync(`${target}.wal`)]).toEqual([[2], false]);
  const building = join(folder, "publications", `${runOf(3)}.building`);
  mkdirSync(building);
  writeFileSync(join(building, "warehouse.duckdb.wal"), stale);
  await publishNumber(folder, 3).catch(() => {});
  expect([[2], [3]]).toContainEqual(await numbersIn(target));
  expect(existsSync(building)).toBe(false);
});

/** What DuckDB would write before it changes every row of a published file to 99. */
async function writeAheadLogOf(path: string): Promise<Buffer> {
  const copy = join(publishedFolder(), "copy.duckdb");
  copyFileSync(path, copy);
  return withWarehouse(copy, "READ_WRITE", async (warehouse) => {
    await warehouse.run("update t set n = 99");
    return readFileSync(`${copy}.wal`);
  });
}

test("an explore.duckdb of a publication whose folder somebody removed does not stay beside newer tables", async () => {
  const folder = publishedFolder();
  await publishNumber(folder, 1, { further: [explore] });
  rmSync(join(folder, "publications"), { recursive: true });
  await publishNumber(folder, 2);
  expect(readdirSync(folder).sort()).toEqual(whole.filter((name) => name !== "explore.duckdb"));
});
