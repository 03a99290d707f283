import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { warehousePath } from "../../src/config/project_paths.js";
import { loadExports } from "../../src/load/night/load_exports.js";
import { buildRawTables } from "../../src/load/raw/build_raw_tables.js";
import { buildWarehouse } from "../../src/night/build_warehouse.js";
import { openProject, type Project } from "../../src/project/project.js";
import { withWarehouse } from "../../src/table/database_file.js";
import { copyExample, temporaryFolder } from "../support/cli.js";
import { digestsOf } from "../support/digest.js";

/** `ORDERS=500 SEED=7 npx vitest run test/fuzz/orders.test.ts` tries more. */
const orders = Number(process.env.ORDERS ?? 30);
const seed = Number(process.env.SEED ?? 1);
const asOf = "2026-07-01T00:00:00Z";

/** A file of the example: its folder below exports/, its object, and its records, each with its line end. */
interface Export {
  readonly folder: string;
  readonly object: string;
  readonly header: string;
  readonly records: readonly string[];
}

/** Splits a file of the example, whose quotes are valid: a line end after an even number of quotes ends a record. */
function recordsOf(text: string): string[] {
  const records: string[] = [];
  let from = 0;
  let quotes = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quotes++;
    else if (text[at] === "\n" && quotes % 2 === 0) {
      records.push(text.slice(from, at + 1));
      from = at + 1;
    }
  }
  return from < text.length ? [...records, `${text.slice(from)}\n`] : records;
}

const exportsIn = (folder: string): Export[] =>
  readdirSync(join("seeds/example/exports", folder)).map((name) => {
    const [header, ...records] = recordsOf(readFileSync(join("seeds/example/exports", folder, name), "utf8"));
    const object = /^(deleted_leads|[A-Za-z]+)/.exec(name)![0];
    return { folder, object, header: header!, records };
  });
const everything = ["salesforce", "marketo"].flatMap(exportsIn);

const shuffled = <T>(chance: SeededRandom, list: readonly T[]): T[] =>
  list
    .map((value) => ({ value, at: chance.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value);

interface Part {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Splits files into parts, each with the header, in random order and with random names, folders and packing. */
function partsOf(chance: SeededRandom, files: readonly Export[], most: number): Part[] {
  const texts = files.flatMap(({ folder, object, header, records }) => {
    const count = chance.integer(1, most);
    const parts: string[][] = Array.from({ length: count }, () => []);
    // Each record goes into a random part; the order within a part is that of the file.
    for (const record of records) chance.pick(parts).push(record);
    return parts.map((part) => ({ folder, object, text: header + part.join("") }));
  });
  return shuffled(chance, texts).map(({ folder, object, text }, no) => {
    const isPacked = chance.happens(0.2);
    const name =
      folder === "marketo" && chance.happens(0.5) ? `${object}-${no}` : chance.pick([object, object.toUpperCase()]);
    const path = join("exports", folder, `${chance.integer(0, 999)}-${no}`, `${name}.csv${isPacked ? ".gz" : ""}`);
    return { path, bytes: isPacked ? gzipSync(text) : Buffer.from(text) };
  });
}

function put(project: string, { path, bytes }: Part): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), bytes);
}

let project: Project;
const ends: (() => void)[] = [];
beforeAll(async () => {
  const folder = copyExample(temporaryFolder((end) => ends.push(end)));
  rmSync(join(folder, "exports"), { recursive: true });
  for (const name of ["salesforce", "marketo"]) mkdirSync(join(folder, "exports", name), { recursive: true });
  const opened = await openProject(folder);
  // The test files are complete, so there is no need to wait.
  const sources = opened.config.sources.map((source) => ({ ...source, settle_seconds: 0 }));
  project = { ...opened, config: { ...opened.config, sources } };
});
afterAll(() => {
  for (const end of ends) end();
});

function emptied(): void {
  rmSync(join(project.folder, "warehouse"), { recursive: true, force: true });
  for (const name of ["salesforce", "marketo"]) {
    rmSync(join(project.folder, "exports", name), { recursive: true, force: true });
    mkdirSync(join(project.folder, "exports", name));
  }
}

/** The tables and sources of the given files; a source without a file would be an error. */
function runOf(files: readonly Export[]) {
  const { folder, config, catalogue } = project;
  const sources = config.sources.filter(({ path }) => files.some(({ folder }) => path === `exports/${folder}`));
  const tables = catalogue.sources.filter(
    ({ origin }) =>
      origin.kind === "export" &&
      files.some(
        ({ folder, object }) => origin.product === folder && origin.object.toLowerCase() === object.toLowerCase(),
      ),
  );
  return { project: folder, config: { ...config, sources }, tables, asOf } as const;
}

/** Loads each list of parts as one night, all with the same clock; returns the digests of the raw tables. */
async function rawDigests(files: readonly Export[], nights: readonly (readonly Part[])[]) {
  emptied();
  const run = runOf(files);
  for (const night of nights) {
    for (const part of night) put(project.folder, part);
    await loadExports(run).catch((error) => {
      // A source is left out until its first file comes.
      if (night === nights.at(-1) || !/no file of/.test(error.message)) throw error;
    });
  }
  return withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    await warehouse.run("create schema raw");
    await buildRawTables(warehouse, { ...run, tracked: [] });
    return digestsOf(
      warehouse,
      run.tables.map(({ name }) => name),
    );
  });
}

test(`${orders} random orders, splits and names of the same files give the same tables`, async () => {
  const objects = [...new Set(everything.map(({ folder, object }) => `${folder}/${object}`))];
  const once = new Map<string, Record<string, string>>();
  for (const name of objects) {
    const files = everything.filter(({ folder, object }) => `${folder}/${object}` === name);
    once.set(name, await rawDigests(files, [partsOf(new SeededRandom(seed, 0), files, 1)]));
  }
  const rows = [...once.values()].flatMap((digests) =>
    Object.values(digests).map((digest) => Number(digest.split(" ")[0])),
  );
  expect(rows).toHaveLength(objects.length);
  expect(Math.min(...rows)).toBeGreaterThan(0);
  for (let no = 1; no <= orders; no++) {
    const chance = new SeededRandom(seed, no);
    const names = shuffled(chance, objects).slice(0, 2);
    const files = everything.filter(({ folder, object }) => names.includes(`${folder}/${object}`));
    const parts = partsOf(chance, files, 3);
    const at = chance.integer(0, parts.length);
    const found = await rawDigests(files, chance.happens(0.5) ? [parts] : [parts.slice(0, at), parts.slice(at)]);
    expect({ no, names, found }).toEqual({
      no,
      names,
      found: Object.assign({}, ...names.map((name) => once.get(name))),
    });
  }
});

test("a file that comes again under another name, packed or not, adds no rows", async () => {
  const chance = new SeededRandom(seed, 0);
  const files = everything.filter(({ object }) => ["Lead", "activities"].includes(object));
  const parts = partsOf(chance, files, 1);
  const first = await rawDigests(files, [parts]);
  const copies = parts.map(({ path, bytes }) => ({
    path: join(dirname(dirname(path)), `again-${basename(dirname(path))}`, basename(path)),
    bytes,
  }));
  for (const copy of copies) put(project.folder, copy);
  const again = await loadExports(runOf(files));
  expect(again).toHaveLength(2 * parts.length);
  expect(again.filter(({ added }) => added)).toEqual([]);
  expect(await rawDigests(files, [parts, copies])).toEqual(first);
});

test("a whole run over all files, in parts and in another order, gives the same tables in every layer", async () => {
  emptied();
  for (const part of partsOf(new SeededRandom(seed, 1), everything, 2)) put(project.folder, part);
  const { folder, config, catalogue } = project;
  await loadExports({ project: folder, config, tables: catalogue.sources, asOf });
  await buildWarehouse(project, asOf);
  // These tables are about files; all others are about their content.
  const ofFiles = [
    "raw.loads",
    "raw.load_rejects",
    "raw.load_findings",
    "raw.run_log",
    "marts.runs",
    "marts.data_quality",
  ];
  const names = [...catalogue.sources, ...catalogue.models].map(({ name }) => name as string);
  const tables = [
    ...names.filter((name) => !ofFiles.includes(name)),
    `marts.data_quality where ("check", subject) not in (select "check", subject from raw.load_findings)
      and "check" not in ('rejected rows', 'deduplicated rows', 'columns beyond the contract')`,
  ];
  const digests = (path: string) => withWarehouse(path, "READ_ONLY", (warehouse) => digestsOf(warehouse, tables));
  const night = { folder: inject("exampleNight").project, config };
  expect(await digests(warehousePath(project))).toEqual(await digests(warehousePath(night)));
});
