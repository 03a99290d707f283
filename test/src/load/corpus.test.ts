/** Loads each malformed file of the corpus with the contract of `people` and checks the outcome. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mapped_people } from "../../../models/adapters/mapped/sources/mapped_people.js";
import { QuarantineError } from "../../../src/load/night/load_events.js";
import { loadExports } from "../../../src/load/night/load_exports.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { type CorpusFile, corpus, usualColumns } from "../../support/corpus.js";
import { createLoadProject, nightInstant } from "./load_project.js";

const columns = ["email", "company", "employee_count", "created_at"] as const;
type Kept = { record_id: string } & Record<(typeof columns)[number], unknown>;

const fileOf = (name: string) => corpus.find((file) => file.name === name)!;

/** A project with one source of people and the given file name. */
function shop({ name, columns: bound = usualColumns, formats }: Pick<CorpusFile, "name" | "columns" | "formats">) {
  const people = { file: name, columns: bound, ...(formats ? { formats } : {}) };
  const source = {
    name: "shop",
    system: "mapped",
    path: "exports",
    time_zone: "America/New_York",
    entities: { people },
  };
  const at = createLoadProject([source]);
  return { ...at, night: { project: at.project, config: at.config, tables: [mapped_people], asOf: nightInstant(1) } };
}

/** The outcome of a file. */
async function outcomeOf(file: Parameters<typeof shop>[0], content: string | Buffer) {
  const at = shop(file);
  at.put(`exports/${file.name}`, content);
  const done = await loadExports(at.night).catch((error) =>
    error instanceof QuarantineError ? error : Promise.reject(error),
  );
  return Array.isArray(done) ? { at, load: done[0]!.load, said: "" } : { at, load: undefined, said: done.message };
}

describe.each(corpus)("$name: $about", (file) => {
  test("has the right outcome, and each of its records is accounted for", async () => {
    const { at, load, said } = await outcomeOf(file, file.content());
    if ("quarantined" in file.outcome) {
      expect(said).toMatch(file.outcome.quarantined);
      expect(await at.loads()).toEqual([]);
      return;
    }
    const { loaded, rejected = [], copies = 0 } = file.outcome;
    expect(said).toBe("");
    expect(load).toMatchObject({ loaded, deduplicated: copies });
    expect(load!.rejects.map(({ column, code, records }) => [column, code, records])).toEqual(rejected);
    expect(load!.parsed).toBe(load!.loaded + load!.rejected + load!.deduplicated);
    const rows = await at.raw<Kept>("from raw.mapped_people order by record_id", [], nightInstant(30), [mapped_people]);
    expect(rows).toHaveLength(loaded);
    for (const [id, values] of Object.entries(file.expectedRows ?? {})) {
      const row = rows.find(({ record_id }) => record_id === id);
      expect(columns.slice(0, values.length).map((column) => row?.[column])).toEqual(values);
    }
  });
});

test("Parquet is read whole or not at all", async () => {
  const columns = { record_id: "id", email: "email", annual_revenue: "amount" };
  const { project } = createLoadProject();
  const path = join(project, "good.parquet");
  await withWarehouse(":memory:", "READ_WRITE", (warehouse) =>
    warehouse.run(
      `copy (select range as id, 'u' || range || '@x' as email, range * 1.5 as amount from range(50000)) to '${path}'`,
    ),
  );
  const good = readFileSync(path);
  const outcome = async (content: Buffer) => outcomeOf({ name: "p.parquet", columns }, content);
  expect((await outcome(good)).load).toMatchObject({ parsed: 50_000, loaded: 50_000 });
  const cut = await outcome(good.subarray(0, Math.floor(good.length * 0.6)));
  expect(cut.said).toMatch(/no readable Parquet/);
});

test("columns that a mapping does not name are reported as drift and kept", async () => {
  const drifted = ["15_extra_column.csv", "59_reorder_missing.ndjson"].map(
    (name) => corpus.find((file) => file.name === name)!,
  );
  const loads = await Promise.all(drifted.map(async (file) => (await outcomeOf(file, file.content())).load));
  expect(loads.map((load) => load?.unknown_headers)).toEqual([["Region__c"], ["extra"]]);
});

test("a file name that is also a pattern reads only that file", async () => {
  const [one, other] = ["44_glob_[ab]*.csv", "44_glob_aX.csv"].map((name) => fileOf(name));
  const at = shop(one!);
  for (const file of [one!, other!]) at.put(`exports/${file.name}`, file.content());
  await loadExports(at.night);
  expect(await at.loads()).toMatchObject([{ file: one!.name, parsed: 10 }]);
});
