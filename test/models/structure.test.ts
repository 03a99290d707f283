import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Column } from "../../src/columns.js";
import { isModel, isSource, sqlOf, type Table } from "../../src/model.js";

const schemas: Record<string, string> = {
  sources: "raw",
  staging: "staging",
  intermediate: "intermediate",
  marts: "marts",
};
const schemaOf = (table: Table) => table.name.split(".")[0]!;
const columnsOf = (table: Table) => Object.entries<Column<unknown>>(table.columns);
const isTable = (value: unknown): value is Table => typeof value === "object" && value !== null && "grain" in value;

/** What the run itself knows, lookups, and the fields that only the configuration names: read by any layer as they are. */
const isOfTheRun = (table: Table) => isSource(table) && ["run", "reference", "tracked"].includes(table.origin.kind);
const mayRead: Record<string, (upstream: Table) => boolean> = {
  staging: (upstream) => schemaOf(upstream) === "raw" && !isOfTheRun(upstream),
  intermediate: (upstream) => ["staging", "intermediate"].includes(schemaOf(upstream)) || isOfTheRun(upstream),
  marts: (upstream) => schemaOf(upstream) !== "raw" || isOfTheRun(upstream),
};

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
const longerThan = (lines: number, folder: string) =>
  filesOf(folder).filter((file) => readFileSync(file, "utf8").trimEnd().split("\n").length > lines);

afterEach(() => vi.restoreAllMocks());

/** Tables stand in the folder of their schema; what surrounds them in an adapter is none. */
const tableFiles = filesOf("models").filter((file) => basename(dirname(file)) in schemas);

for (const file of tableFiles) {
  const exported = Object.entries(await import(resolve(file))).filter(([, value]) => isTable(value));
  const [name, table] = exported[0] as [string, Table];
  const upstream = isModel(table) ? Object.values(table.from) : [];

  describe(file, () => {
    test("exports one table, spelt as its file and its name in the warehouse", () => {
      expect(exported).toHaveLength(1);
      expect(name).toBe(basename(file, ".ts"));
      expect(table.name).toBe(`${schemas[basename(dirname(file))]}.${name}`);
    });

    test("reads only what its layer may", () => {
      for (const read of upstream) expect([read.name, mayRead[schemaOf(table)]!(read)]).toEqual([read.name, true]);
    });

    test('says "One row …", each column what it means, and a grain of its own columns', () => {
      expect(table.about).toMatch(/^One row\b/);
      for (const [column, { about }] of columnsOf(table))
        expect([column, about]).toEqual([column, expect.stringMatching(/\w{2}/)]);
      expect(Object.keys(table.columns)).toEqual(expect.arrayContaining([...table.grain]));
    });

    test("keeps the personal mark of columns it hands on", () => {
      const personal = new Set(
        upstream.flatMap(columnsOf).flatMap(([column, contract]) => (contract.personal ? [column.toLowerCase()] : [])),
      );
      for (const [column, contract] of columnsOf(table)) {
        if (personal.has(column)) expect([column, contract.personal]).toEqual([column, true]);
      }
    });

    if (isModel(table)) {
      test("asks neither clock nor chance, in SQL or in TypeScript: its text is the same in every run", () => {
        const text = sqlOf(table);
        const asked = () => {
          throw new Error("asked");
        };
        vi.spyOn(Math, "random").mockImplementation(asked);
        vi.spyOn(Date, "now").mockImplementation(asked);
        vi.stubGlobal("Date", asked);
        vi.stubEnv("TZ", "Pacific/Auckland");
        const again = sqlOf(table);
        vi.unstubAllGlobals();
        vi.unstubAllEnvs();
        expect(again).toBe(text);
        expect(text).not.toMatch(/\b(now|today|random|uuid|nextval)\s*\(|\bcurrent_\w+\b|\$\d/i);
      });
    }
  });
}

test("no engine file is longer than 150 lines", () => {
  expect(longerThan(150, "src")).toEqual([]);
});

test("no model is longer than 120 lines but those that are long for a reason", () => {
  const reasons: Record<string, string> = {
    "models/adapters/hubspot/sources/hubspot_contacts.ts": "a list: forty properties, each with its headings",
    "models/adapters/hubspot/sources/hubspot_deals.ts": "a list: twenty properties, each with its headings",
    "models/adapters/marketo/marketo.ts": "a list: the standard activity types",
    "models/marts/data_quality.ts": "a list: one short look after the other",
    "models/marts/funnel.ts": "a list: the same thirteen columns of four stages, with their meaning",
    "models/marts/mql_cycles.ts": "a list: sixty columns with their meaning",
  };
  expect(longerThan(120, "models").sort()).toEqual(Object.keys(reasons));
});

test("src knows no particular model, and no report", () => {
  const knowing = filesOf("src").filter((file) => /from "(\.\.\/)+(models|reports)\//.test(readFileSync(file, "utf8")));
  expect(knowing).toEqual([]);
});
