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
import { inlineRows } from "../../src/table/write_rows.js";

const catalogue = await readCatalogue();

/** The facts of a run. By default: one CRM, default settings, no definition, no loads. */
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

/** Empty tables for all models whose name matches. */
const emptyTables = (names: RegExp): RowsByTable =>
  Object.fromEntries(catalogue.models.filter(({ name }) => names.test(name)).map(({ name }) => [name, []]));

/** Empty tables that skip the funnel, for runs that only need scores. */
export const withoutFunnel = emptyTables(
  /^intermediate\.(record_pairs|campaign_touches|source_(?!people|activities).*)$|^marts\.mql_cycles$/,
);

/** Staging models without given rows. They become empty tables, because building them would take most of the time. */
const isWithoutRows = ({ name, from }: Model, rows: RowsByTable) =>
  name.startsWith("staging.") && Object.values(from).every((source) => (rows[source.name] ?? []).length === 0);

/**
 * Builds a warehouse from the given rows up to the targets. The contracts of the targets, or of all built models, are
 * checked. Sources without rows are empty. Sources that no target reads are not created unless rows are given.
 */
export async function withBuiltModels<T>(
  run: RunFacts,
  rows: RowsByTable,
  targets: readonly Model[],
  work: (warehouse: DuckDBConnection) => Promise<T>,
  checked: "targets" | "all" = "targets",
): Promise<T> {
  return withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    for (const schema of ["raw", "staging", "intermediate", "marts"]) await warehouse.run(`create schema ${schema}`);
    const ready = catalogue.models.filter((model) => model.name in rows || isWithoutRows(model, rows));
    const built = sortUpstreamFirst(targets, new Set<Table>(ready));
    const read = new Set([...targets, ...built.flatMap(({ from }) => Object.values(from))]);
    const known = (table: Table) => (isSource(table) && table.origin.kind === "run" ? table.origin.rows(run) : []);
    // Tables that no target reads would take a third of the time.
    const given = [...catalogue.sources, ...ready].filter((table) => read.has(table) || table.name in rows);
    const shape = shapeOf(run);
    const tables = given.map((table) => {
      const inline = inlineRows({ ...table, columns: columnsInShape(table, shape) }, rows[table.name] ?? known(table));
      return `create table ${publishedName(table)} as from ${inline}`;
    });
    await warehouse.run(tables.join(";\n"));
    for (const model of built) {
      if (targets.includes(model) || checked === "all") await materialize(warehouse, model, publishedName, shape);
      else
        await warehouse.run(
          `create ${model.materialized} ${publishedName(model)} as ${compileModel(model, publishedName, shape)}`,
        );
    }
    return work(warehouse);
  });
}
