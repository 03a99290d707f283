import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Column } from "../../src/table/columns.js";
import { compileModel, isModel, isSource, type Table } from "../../src/table/model.js";

/** The schema of the tables in each folder; files in other folders of `models/` export no table. */
const schemas: Record<string, string> = {
  staging: "staging",
  canonical: "intermediate",
  intermediate: "intermediate",
  marts: "marts",
};
/** Tables of exports, the run and the lookups: sources are raw, models that read only such sources are intermediate. */
const foldersOfSources = ["sources", "run", "lookups"];
const isTableFile = (file: string) => {
  const folder = basename(dirname(file));
  return foldersOfSources.includes(folder) || (folder in schemas && !/adapters\/[^/]+\/canonical\//.test(file));
};
const schemaIn = (file: string, table: Table) =>
  foldersOfSources.includes(basename(dirname(file)))
    ? isModel(table)
      ? "intermediate"
      : "raw"
    : schemas[basename(dirname(file))];

const schemaOf = (table: Table) => table.name.split(".")[0]!;
const columnsOf = (table: Table) => Object.entries<Column<unknown>>(table.columns);
const isTable = (value: unknown): value is Table => typeof value === "object" && value !== null && "grain" in value;

/** Tables of the run, lookups, values of fields that only the configuration names, and missing records: any layer may read them. */
const isOfTheRun = (table: Table) =>
  isSource(table) && ["run", "reference", "tracked", "missing"].includes(table.origin.kind);
const mayRead: Record<string, (upstream: Table) => boolean> = {
  staging: (upstream) => schemaOf(upstream) === "raw" && !isOfTheRun(upstream),
  intermediate: (upstream) => ["staging", "intermediate"].includes(schemaOf(upstream)) || isOfTheRun(upstream),
  marts: (upstream) => schemaOf(upstream) !== "raw" || isOfTheRun(upstream),
};

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));

afterEach(() => vi.restoreAllMocks());

const tableFiles = filesOf("models").filter(isTableFile);

for (const file of tableFiles) {
  const exported = Object.entries(await import(resolve(file))).filter(([, value]) => isTable(value));
  const [name, table] = exported[0] as [string, Table];
  const upstream = isModel(table) ? Object.values(table.from) : [];

  describe(file, () => {
    test("exports one table with the name of its file, which is its name in the warehouse", () => {
      expect(exported).toHaveLength(1);
      expect(name).toBe(basename(file, ".ts"));
      expect(table.name).toBe(`${schemaIn(file, table)}.${name}`);
    });

    test("reads only tables that its layer may read", () => {
      for (const read of upstream) expect([read.name, mayRead[schemaOf(table)]!(read)]).toEqual([read.name, true]);
    });

    test('begins its about with "One row", describes each column, and has a grain of its own columns', () => {
      expect(table.about).toMatch(/^One row\b/);
      for (const [column, { about }] of columnsOf(table))
        expect([column, about]).toEqual([column, expect.stringMatching(/\w{2}/)]);
      expect(Object.keys(table.columns)).toEqual(expect.arrayContaining([...table.grain]));
    });

    test("keeps the personal mark of columns that it hands on", () => {
      // A text that is read as a number is another column.
      const keyOf = ([column, { type }]: [string, Column<unknown>]) => `${column.toLowerCase()} ${type}`;
      const personal = new Set(
        upstream
          .flatMap(columnsOf)
          .filter(([, { personal }]) => personal)
          .map(keyOf),
      );
      for (const [column, contract] of columnsOf(table)) {
        if (personal.has(keyOf([column, contract]))) expect([column, contract.personal]).toEqual([column, true]);
      }
    });

    if (isModel(table)) {
      test("uses neither clock nor chance, in SQL or in TypeScript: its SQL is the same in every run", () => {
        const text = compileModel(table);
        const asked = () => {
          throw new Error("asked");
        };
        vi.spyOn(Math, "random").mockImplementation(asked);
        vi.spyOn(Date, "now").mockImplementation(asked);
        vi.stubGlobal("Date", asked);
        vi.stubEnv("TZ", "Pacific/Auckland");
        const again = compileModel(table);
        vi.unstubAllGlobals();
        vi.unstubAllEnvs();
        expect(again).toBe(text);
        expect(text).not.toMatch(/\b(now|today|random|uuid|nextval)\s*\(|\bcurrent_\w+\b|\$\d/i);
      });
    }
  });
}
