import type { DuckDBConnection } from "@duckdb/node-api";
import { materialize, sortUpstreamFirst } from "../../src/build/build.js";
import { configSchema } from "../../src/config/config_schema.js";
import { shapeOf } from "../../src/config/definition_shape.js";
import type { DefinitionVersion } from "../../src/config/definition_version.js";
import { readCatalogue } from "../../src/project/catalogue.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import type { Instant } from "../../src/table/columns.js";
import { withWarehouse } from "../../src/table/database_file.js";
import {
  columnsInShape,
  compileModel,
  isSource,
  type Model,
  publishedName,
  type Table,
} from "../../src/table/model.js";
import { inlineRows } from "../../src/table/rows.js";

const catalogue = await readCatalogue();

/** What a run knows, where a test says no more: one CRM, the defaults of closedloop.yaml, no definition, no loads. */
export function runFacts(
  asOf: string,
  config: Record<string, unknown> = {},
  definitions: readonly DefinitionVersion[] = [],
): RunFacts {
  const sources = [{ name: "crm", system: "salesforce", path: "exports" }];
  return {
    config: configSchema.parse({ sources, ...config }),
    asOf: asOf as Instant,
    definitions,
    loads: [],
    loadFindings: [],
    runs: [],
  };
}

export type RowsByTable = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/** Empty tables of these names. */
const emptyTables = (names: RegExp): RowsByTable =>
  Object.fromEntries(catalogue.models.filter(({ name }) => names.test(name)).map(({ name }) => [name, []]));

/** For runs about scores of people and their activities, and of nothing else. */
export const withoutFunnel = emptyTables(
  /^intermediate\.(record_pairs|campaign_touches|source_(?!people|activities).*)$|^marts\.mql_cycles$/,
);

/** Most of a run's time would go into views on exports that a test does not give. */
const isWithoutRows = ({ name, from }: Model, rows: RowsByTable) =>
  name.startsWith("staging.") && Object.values(from).every((source) => (rows[source.name] ?? []).length === 0);

/**
 * The warehouse from given rows up to the targets, these (or all on the way) held to their contracts. Sources without rows are
 * empty; those that no target reads are not there at all, unless rows are given.
 */
export async function withBuiltModels<T>(
  run: RunFacts,
  rows: RowsByTable,
  targets: readonly Model[],
  work: (warehouse: DuckDBConnection) => Promise<T>,
  holds: "targets" | "all" = "targets",
): Promise<T> {
  return withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    for (const schema of ["raw", "staging", "intermediate", "marts"]) await warehouse.run(`create schema ${schema}`);
    const ready = catalogue.models.filter((model) => model.name in rows || isWithoutRows(model, rows));
    const making = sortUpstreamFirst(targets, new Set<Table>(ready));
    const read = new Set([...targets, ...making.flatMap(({ from }) => Object.values(from))]);
    const known = (table: Table) => (isSource(table) && table.origin.kind === "run" ? table.origin.rows(run) : []);
    // What no target reads takes a third of such a run.
    const standing = [...catalogue.sources, ...ready].filter((table) => read.has(table) || table.name in rows);
    const shape = shapeOf(run);
    const tables = standing.map((table) => {
      const given = inlineRows({ ...table, columns: columnsInShape(table, shape) }, rows[table.name] ?? known(table));
      return `create table ${publishedName(table)} as from ${given}`;
    });
    await warehouse.run(tables.join(";\n"));
    for (const model of making) {
      if (targets.includes(model) || holds === "all") await materialize(warehouse, model, publishedName, shape);
      else
        await warehouse.run(
          `create ${model.materialized} ${publishedName(model)} as ${compileModel(model, publishedName, shape)}`,
        );
    }
    return work(warehouse);
  });
}
