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

/** Upstream first. Cycles cannot occur: a module cannot import a constant that is not yet made. */
export function sortUpstreamFirst(models: Iterable<Model>, done = new Set<Table>()): Model[] {
  return [...models].flatMap((model) => {
    if (done.has(model)) return [];
    done.add(model);
    const upstream = Object.values(model.from).filter(isModel);
    return [...sortUpstreamFirst(upstream, done), model];
  });
}

/** Of the targets and all they read: what must be built again when some tables change. Upstream first. */
export function findAffectedModels(changed: Iterable<Table>, targets: Iterable<Model>): Model[] {
  const touched = new Set(changed);
  return sortUpstreamFirst(targets).filter(
    (model) => Object.values(model.from).some((table) => touched.has(table)) && touched.add(model),
  );
}

/** Creates the model's view or table and holds it to its contract; returns the warnings. */
export async function materialize(
  warehouse: DuckDBConnection,
  model: Model,
  place: TableResolver = publishedName,
  shape: ModelShape = defaultShape,
): Promise<RuleViolation[]> {
  const name = place(model);
  await warehouse.run(`create schema if not exists ${name.split(".")[0]}`);
  await warehouse.run(`create or replace ${model.materialized} ${name} as ${compileModel(model, place, shape)}`);
  await verifyColumns(warehouse, model, name, shape);
  const broken = await checkModel(warehouse, model, place, shape);
  if (broken.some(({ severity }) => severity === "error")) throw new ContractError(name, broken);
  return broken;
}

/** A table that does not hold what it promises: nothing is published. */
export class ContractError extends UserError {
  constructor(
    name: string,
    readonly broken: readonly RuleViolation[],
  ) {
    super(formatViolations(name, broken), 1);
  }
}

const formatViolations = (name: string, broken: readonly RuleViolation[]) =>
  [
    `${name} breaks its contract:`,
    ...broken.map(({ rule, severity, rows }) => `  ${severity}: ${rows} row(s), "${rule}"`),
  ].join("\n");

/** DuckDB's own types against the contract: finds a cast to another type, and a template that selects more or less. */
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

/** Leaves the descriptions in the warehouse, for the analyst who has only SQL: of all tables at once, for each commit waits for the disk. */
export async function writeComments(
  warehouse: DuckDBConnection,
  tables: readonly Table[],
  place: TableResolver = publishedName,
  shape: ModelShape = defaultShape,
): Promise<void> {
  const comments = tables.flatMap((table) => commentStatements(table, place(table), shape));
  await warehouse.run(["begin", ...comments, "commit"].join(";\n"));
}

const commentStatements = (table: Table, name: string, shape: ModelShape): string[] => [
  `comment on ${isModel(table) ? table.materialized : "table"} ${name} is ${quotedString(table.about)}`,
  ...Object.entries(columnsInShape(table, shape)).map(
    ([column, contract]) =>
      `comment on column ${name}.${quotedIdentifier(column)} is ${quotedString(describeColumn(contract))}`,
  ),
];

/** What a build tells of each table: how long it took, how many rows it has, and what it holds or does not hold. */
export type BuildListener = (event: TableBuildEvent) => void;

interface TableBuildEvent {
  readonly table: string;
  readonly seconds: number;
  /** Null of a view. */
  readonly rows: number | null;
  readonly checks: readonly { rule: string; status: "passed" | "warned" | "failed"; rows: number }[];
}
