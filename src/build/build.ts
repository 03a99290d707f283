import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { describeColumn } from "../table/columns.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import {
  columnsInShape,
  compileModel,
  defaultShape,
  isModel,
  type Model,
  type ModelShape,
  publishedName,
  type Table,
  type TableResolver,
} from "../table/model.js";
import { rowsOf } from "../table/rows.js";
import { checkModel, type RuleViolation } from "./check.js";
import { compareColumns } from "./compare_columns.js";

/** Sorts models so that each comes after the models that it reads. Circles are impossible, because a module cannot import a constant before it exists. */
export function sortUpstreamFirst(models: Iterable<Model>, done = new Set<Table>()): Model[] {
  return [...models].flatMap((model) => {
    if (done.has(model)) return [];
    done.add(model);
    const upstream = Object.values(model.from).filter(isModel);
    return [...sortUpstreamFirst(upstream, done), model];
  });
}

/** The models to build again when some tables change: those among the targets and everything upstream of them. Sorted upstream first. */
export function findAffectedModels(changed: Iterable<Table>, targets: Iterable<Model>): Model[] {
  const touched = new Set(changed);
  return sortUpstreamFirst(targets).filter(
    (model) => Object.values(model.from).some((table) => touched.has(table)) && touched.add(model),
  );
}

/** Creates the model's view or table and checks its contract. Returns the warnings; an error is a ContractError. */
export async function materialize(
  warehouse: DuckDBConnection,
  model: Model,
  resolve: TableResolver = publishedName,
  shape: ModelShape = defaultShape,
): Promise<RuleViolation[]> {
  const name = resolve(model);
  await warehouse.run(`create schema if not exists ${name.split(".")[0]}`);
  await warehouse.run(`create or replace ${model.materialized} ${name} as ${compileModel(model, resolve, shape)}`);
  await verifyColumns(warehouse, model, name, shape);
  const violations = await checkModel(warehouse, model, resolve, shape);
  if (violations.some(({ severity }) => severity === "error")) throw new ContractError(name, violations);
  return violations;
}

/** The rows of a table break its contract; nothing is published. */
export class ContractError extends UserError {
  constructor(
    name: string,
    readonly broken: readonly RuleViolation[],
  ) {
    super(formatViolations(name, broken), 1);
  }
}

const formatViolations = (name: string, violations: readonly RuleViolation[]) =>
  [
    `${name} breaks its contract:`,
    ...violations.map(({ rule, severity, rows }) => `  ${severity}: ${rows} row(s), "${rule}"`),
  ].join("\n");

/** Compares the columns and types that DuckDB computes with the contract: finds wrong casts and missing or extra columns. */
async function verifyColumns(
  warehouse: DuckDBConnection,
  model: Model,
  name: string,
  shape: ModelShape,
): Promise<void> {
  const described = await rowsOf<{ column_name: string; column_type: string }>(
    warehouse,
    `select column_name, column_type from (describe ${name})`,
  );
  const selected = new Map(described.map(({ column_name, column_type }) => [column_name, column_type]));
  const differences = compareColumns(columnsInShape(model, shape), selected);
  if (differences.length > 0) throw new UserError(`${name}: ${differences.join("; ")}`, 2);
}

/** Writes the descriptions of tables and columns into the warehouse as comments, in one transaction, because each commit waits for the disk. */
export async function writeComments(
  warehouse: DuckDBConnection,
  tables: readonly Table[],
  resolve: TableResolver = publishedName,
  shape: ModelShape = defaultShape,
): Promise<void> {
  const comments = tables.flatMap((table) => commentStatements(table, resolve(table), shape));
  await warehouse.run(["begin", ...comments, "commit"].join(";\n"));
}

const commentStatements = (table: Table, name: string, shape: ModelShape): string[] => [
  `comment on ${isModel(table) ? table.materialized : "table"} ${name} is ${quotedString(table.about)}`,
  ...Object.entries(columnsInShape(table, shape)).map(
    ([column, contract]) =>
      `comment on column ${name}.${quotedIdentifier(column)} is ${quotedString(describeColumn(contract))}`,
  ),
];

/** Called for each table that is built. */
export type BuildListener = (event: TableBuildEvent) => void;

interface TableBuildEvent {
  readonly table: string;
  readonly seconds: number;
  /** Null for a view. */
  readonly rows: number | null;
  readonly checks: readonly { rule: string; status: "passed" | "warned" | "failed"; rows: number }[];
}
