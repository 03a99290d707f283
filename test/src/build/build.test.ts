import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { cycles_opened } from "../../../models/intermediate/cycles_opened.js";
import { events_recorded } from "../../../models/intermediate/events_recorded.js";
import { funnel } from "../../../models/marts/funnel.js";
import { mql_cycles } from "../../../models/marts/mql_cycles.js";
import { people } from "../../../models/marts/people.js";
import { definition_versions } from "../../../models/run/definition_versions.js";
import { run_context } from "../../../models/run/run_context.js";
import { windows } from "../../../models/run/windows.js";
import {
  writeComments as documentTables,
  findAffectedModels,
  materialize,
  sortUpstreamFirst,
} from "../../../src/build/build.js";
import { checkModel } from "../../../src/build/check.js";
import type { RunFacts } from "../../../src/runs/run_facts.js";
import { nullable, oneOf, personal, text, whole } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import {
  compileModel,
  defaultShape,
  model,
  prefixedNames,
  publishedName,
  type Source,
} from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";
import { writeRows } from "../../../src/table/write_rows.js";
import { runFacts, withBuiltModels } from "../../support/built_models.js";
import { versionOf } from "../../support/definition.js";

const person = { system: "crm", record_id: "1" };
const event = (stage: string, occurred_at: string) => ({ ...person, stage, occurred_at, occurred_at_is_date: false });
/** Rejected on 10 January, handed over again on 15 January. */
const handedOverAgain = {
  "raw.mapped_people": [person],
  "raw.mapped_stage_events": [
    event("mql", "2026-01-05T00:00:00Z"),
    event("rejected", "2026-01-10T00:00:00Z"),
    event("mql", "2026-01-15T00:00:00Z"),
  ],
};

describe("the graph follows the imports", () => {
  test("upstream is built first", () => {
    const order = sortUpstreamFirst([funnel]).map(({ name }) => name);
    expect(order.indexOf("intermediate.cycles_opened")).toBeLessThan(order.indexOf("marts.mql_cycles"));
    expect(order.at(-1)).toBe("marts.funnel");
    expect(new Set(order).size).toBe(order.length);
  });

  test("changed windows affect the funnel only; a changed definition does not affect the events that it judges", () => {
    expect(findAffectedModels([windows], [funnel, people])).toEqual([funnel]);
    const affected = findAffectedModels([definition_versions], [mql_cycles]);
    expect(affected).toContain(cycles_opened);
    expect(affected).not.toContain(events_recorded);
  });
});

describe("facts of the run are tables", () => {
  const version = (cool_off_days: number, name = "2025-01-01") =>
    versionOf({ version: name, effective_from: "2025-01-01", yaml: { cool_off_days } });
  const knownOf = <Row>({ origin }: Source<Row>, run: RunFacts) => (origin.kind === "run" ? origin.rows(run) : []);

  test("a backtest of another cool-off is built next to the published tables and reads all else from them", async () => {
    const rows = await withBuiltModels(
      runFacts("2026-07-01T00:00:00Z", {}, [version(30)]),
      handedOverAgain,
      [mql_cycles],
      async (warehouse) => {
        const proposed = findAffectedModels([definition_versions], [mql_cycles]);
        const place = prefixedNames("backtest_", [definition_versions, ...proposed]);
        await warehouse.run("create schema backtest_raw");
        await writeRows(
          warehouse,
          definition_versions,
          knownOf(definition_versions, runFacts("2026-07-01T00:00:00Z", {}, [version(2, "mine")])),
          place,
        );
        for (const each of proposed) await materialize(warehouse, each, place);
        return rowsOf(
          warehouse,
          `select published.inside_cool_off as published, proposed.inside_cool_off as proposed, proposed.definition_version
        from marts.mql_cycles as published
        inner join backtest_marts.mql_cycles as proposed using (person_id, cycle_no)
        where cycle_no = 2`,
        );
      },
    );
    expect(rows).toEqual([{ published: true, proposed: false, definition_version: "mine" }]);
  });

  test("another clock gives another answer from the same SQL", async () => {
    const before = compileModel(mql_cycles);
    const cyclesAsOf = (asOf: string) =>
      withBuiltModels(runFacts(asOf), handedOverAgain, [mql_cycles], (warehouse) =>
        rowsOf(warehouse, "select cycle_no, outcome from marts.mql_cycles order by cycle_no"),
      );
    expect(await cyclesAsOf("2026-01-09T00:00:00Z")).toEqual([{ cycle_no: 1n, outcome: "awaiting" }]);
    expect(await cyclesAsOf("2026-01-12T00:00:00Z")).toEqual([{ cycle_no: 1n, outcome: "rejected" }]);
    expect(await cyclesAsOf("2026-02-01T00:00:00Z")).toHaveLength(2);
    expect(compileModel(mql_cycles)).toBe(before);
  });

  test("a source of the run keeps instants to the microsecond", async () => {
    const [row] = await withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      const known = runFacts("2026-07-01T00:00:00.000001Z");
      if (run_context.origin.kind !== "run") throw new Error("run_context is what the run knows");
      await writeRows(warehouse, run_context, run_context.origin.rows(known));
      return rowsOf(warehouse, "from raw.run_context");
    });
    expect(row).toMatchObject({ as_of: "2026-07-01T00:00:00.000001Z", cycle_expires_days: null });
  });
});

describe("a contract is checked", () => {
  const base = { about: "One row per id, it says.", materialized: "table", from: {} } as const;

  test("a wrong cast is found by comparing with DuckDB's own types", async () => {
    const lie = model({
      ...base,
      name: "marts.lie",
      grain: [],
      columns: { n: whole("A number") },
      select: () => sql<{ n: bigint }>`select 'one' as n`,
    });
    await withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      await expect(materialize(warehouse, lie)).rejects.toThrow(
        '"marts"."lie": column n is declared as BIGINT, but the select gives VARCHAR',
      );
    });
  });

  test("one scan names every broken rule with its rows, and separates warnings from errors", async () => {
    const broken = model({
      ...base,
      name: "marts.broken",
      grain: ["id"],
      columns: { id: text("Key"), stage: oneOf(["open", "won"], "Stage"), n: nullable(whole("A number")) },
      select: () => sql<{ id: string; stage: "open" | "won"; n: bigint | null }>`
        select * from (values ('a', 'open', 1::bigint), ('a', 'lost', -1), ('b', null, null)) as rows(id, stage, n)`,
      checks: { "n is positive": (row) => row("n", ">", 0n) },
      warnings: { "n is known": (row) => row("n", "is not", null) },
    });
    await withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      await expect(materialize(warehouse, broken)).rejects.toMatchObject({ exitCode: 1 });
      expect(await checkModel(warehouse, broken)).toEqual([
        { rule: "one row per id", severity: "error", rows: 1n },
        { rule: "stage is never null", severity: "error", rows: 1n },
        { rule: "stage is one of open, won", severity: "error", rows: 1n },
        { rule: "n is positive", severity: "error", rows: 1n },
        { rule: "n is known", severity: "warn", rows: 1n },
      ]);
    });
  });

  test("a column that depends on the shape of the run is checked and described too", async () => {
    const shaped = model({
      ...base,
      name: "marts.shaped",
      grain: ["id"],
      columns: { id: text("Key") },
      shapeColumns: ({ dimensions }) => Object.fromEntries(dimensions.map((name) => [name, nullable(text("Own one"))])),
      select: () => sql<{ id: string }>`select 'a' as id, 'b' as plan`,
    });
    const shape = { ...defaultShape, dimensions: ["plan"] };
    await withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      await expect(materialize(warehouse, shaped)).rejects.toThrow(
        "the select gives column plan VARCHAR, but the contract does not declare it",
      );
      await materialize(warehouse, shaped, publishedName, shape);
      await documentTables(warehouse, [shaped], publishedName, shape);
      const comments = await rowsOf(warehouse, "select comment from duckdb_columns() where table_name = 'shaped'");
      expect(comments).toEqual([{ comment: "Key" }, { comment: "Own one" }]);
      const other = { ...defaultShape, dimensions: ["plan", "region"] };
      await expect(materialize(warehouse, shaped, publishedName, other)).rejects.toThrow(
        "column region is declared as VARCHAR, but the select does not give it",
      );
    });
  });

  test("meaning, unit and the personal mark are comments in the database", async () => {
    const documented = model({
      ...base,
      name: "marts.documented",
      grain: ["id"],
      columns: { id: personal(text("Key; it's a name")), n: whole("Seats", "seats") },
      select: () => sql<{ id: string; n: bigint }>`select 'a' as id, 1::bigint as n`,
    });
    const comments = await withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      await materialize(warehouse, documented);
      await documentTables(warehouse, [documented]);
      return rowsOf(
        warehouse,
        `select comment from duckdb_tables() where table_name = 'documented'
        union all select comment from duckdb_columns() where table_name = 'documented'`,
      );
    });
    expect(comments.map(({ comment }) => comment)).toEqual([
      "One row per id, it says.",
      "Key; it's a name (personal)",
      "Seats [seats]",
    ]);
  });
});
