import type {
  CompiledQuery,
  Expression,
  ExpressionBuilder,
  Kysely,
  QueryExecutorProvider,
  Simplify,
  SqlBool,
} from "kysely";
import type { Column, Columns, RowOf } from "./columns.js";
import { db } from "./db.js";
import { quotedIdentifier, quotedName, sqlTypes } from "./dialect.js";
import type { Origin } from "./origin.js";
import type { PersonKeys } from "./person_keys.js";

export type Schema = "raw" | "staging" | "intermediate" | "marts";

/** A table or view of the warehouse with rows of type `Row`. An empty grain means exactly one row. */
export interface Table<Row = any> {
  readonly name: `${Schema}.${string}`;
  readonly about: string;
  readonly grain: readonly string[];
  readonly columns: Columns<Row>;
}

/** A table that is loaded, not computed: from an export, from a lookup, or from facts of the run. */
export interface Source<Row = any> extends Table<Row> {
  readonly origin: Origin<Row>;
  /** By which columns its rows are found that belong to a forgotten person; undefined if none can. */
  readonly people?: PersonKeys<keyof Row & string>;
}

/** A table that one select computes from other tables. */
export interface Model<Row = any, U extends Upstream = Upstream> extends Table<Row> {
  readonly from: U;
  readonly materialized: "view" | "table";
  readonly select: (db: any, shape: ModelShape) => Select<Row>;
  /** True for a step that `explore.duckdb` has, as it has all marts; its personal columns are left out. */
  readonly isShared?: true;
  /** Further columns that depend on the shape of a run, e.g. one for each custom dimension. */
  readonly shapeColumns?: (shape: ModelShape) => ShapeColumns;
  /** Set for a canonical entity, in place of `select`: the rows of each adapter. */
  readonly parts?: readonly EntityPart[];
  /** Conditions by name that every row must meet; otherwise nothing is published. */
  readonly checks: Checks<any>;
  /** Conditions by name that every row should meet; violations are reported, and the run goes on. */
  readonly warnings: Checks<any>;
}

/** One product's rows of a canonical entity, without the columns that the product does not know. */
export interface EntityPart {
  readonly product: string;
  /** E.g. `people` for `intermediate.source_people`. */
  readonly entity: string;
  readonly from: Upstream;
  readonly select: (db: any) => Select<unknown>;
}

/** The facts of a run that change the text of a model's SQL. All other facts are in tables. */
export interface ModelShape {
  /** The largest number of cap groups of any version of the MQL definition. */
  readonly capGroups: number;
  /** The largest number of recency entries of any version of the MQL definition. */
  readonly recencySteps: number;
  /** The custom attributes that closedloop.yaml declares as dimensions, in its order; some tables have a column for each. */
  readonly dimensions: readonly string[];
  /** The products of the project's sources; other products get no tables. Undefined: all products. */
  readonly products?: ReadonlySet<string>;
}

/** For a project without custom dimensions, and without a definition or with one that has no caps and no recency. */
export const defaultShape: ModelShape = { capGroups: 0, recencySteps: 0, dimensions: [] };

/** Columns whose names are known only at run time, all nullable text. */
export type ShapeColumns = Columns<Readonly<Record<string, string | null>>>;

export type Upstream = Readonly<Record<string, Table>>;
type Checks<Row> = Readonly<Record<string, (row: ExpressionBuilder<{ self: Row }, "self">) => Expression<SqlBool>>>;

/** A Kysely select, or one `sql` template with the type of its row. */
export type Select<Row> = Expression<Row> & { compile(db: QueryExecutorProvider): CompiledQuery };

/** The database as a model's select sees it: only the upstream tables that the model declares. */
export type Database<U extends Upstream> = { [K in keyof U]: U[K] extends Table<infer Row> ? Row : never };

export function source<C extends Columns<any>>(spec: {
  name: `raw.${string}`;
  about: string;
  origin: Origin<NoInfer<RowOf<C>>>;
  grain: readonly (keyof C & string)[];
  people?: PersonKeys<keyof C & string>;
  columns: C;
}): Source<RowOf<C>> {
  return spec as unknown as Source<RowOf<C>>;
}

export function model<U extends Upstream, O extends object, G extends string>(spec: {
  name: `${Exclude<Schema, "raw">}.${string}`;
  about: string;
  materialized: "view" | "table";
  grain: readonly G[];
  from: U;
  select: (db: Kysely<Database<U>>, shape: ModelShape) => Select<O>;
  columns: NoInfer<Columns<O>> & Record<NoInfer<G>, unknown>;
  isShared?: true;
  shapeColumns?: (shape: ModelShape) => ShapeColumns;
  checks?: Checks<NoInfer<O>>;
  warnings?: Checks<NoInfer<O>>;
}): Model<Simplify<O>, U> {
  return { checks: {}, warnings: {}, ...spec } as unknown as Model<Simplify<O>, U>;
}

export const isModel = (table: Table): table is Model => "select" in table;
export const isSource = (table: Table): table is Source => "origin" in table;

/** All columns of a table in a run of this shape, by name. */
export function columnsInShape(table: Table, shape: ModelShape): Readonly<Record<string, Column<unknown>>> {
  const added: Columns<any> | undefined = isModel(table) ? table.shapeColumns?.(shape) : undefined;
  return { ...table.columns, ...added };
}

/**
 * The SQL of a model: one CTE for each upstream table, then the select. The text depends on `shape` only, not on the clock
 * or the data. `resolve` gives the name of each upstream table; a unit test puts rows in its place.
 */
export function compileModel(
  model: Model,
  resolve: TableResolver = publishedName,
  shape: ModelShape = defaultShape,
): string {
  if (model.parts) return compileParts(model, model.parts, resolve, shape);
  return compileSelect(model.from, resolve, model.select(db, shape));
}

/** All parts whose product the run has, united by column name. The first select has no rows and sets the column types. */
function compileParts(
  { columns }: Model,
  parts: readonly EntityPart[],
  resolve: TableResolver,
  { products }: ModelShape,
): string {
  const typed = Object.entries<Column<unknown>>(columns).map(
    ([name, { type }]) => `null::${sqlTypes[type]} as ${quotedIdentifier(name)}`,
  );
  const selects = parts
    .filter(({ product }) => products === undefined || products.has(product))
    .map(({ from, select }) => `select * from (${compileSelect(from, resolve, select(db))})`);
  return [`select ${typed.join(", ")} where false`, ...selects].join("\nunion all by name\n");
}

function compileSelect(from: Upstream, resolve: TableResolver, body: Select<unknown>): string {
  const imports = Object.entries(from).map(
    // DuckDB materialises a CTE that is used twice, and filters would no longer reach the table.
    ([alias, table]) => `${quotedIdentifier(alias)} as not materialized (select * from ${resolve(table, alias)})`,
  );
  // DuckDB accepts neither `with … with …` nor `with … (with …)`, so the select is a subquery.
  const select = `select * from (\n${body.compile(db).sql}\n)`;
  return imports.length > 0 ? `with ${imports.join(",\n  ")}\n${select}` : select;
}

/** Gives the SQL for a table after FROM. Models get physical names only from here. */
export type TableResolver = (table: Table, alias?: string) => string;

export const publishedName: TableResolver = (table) => quotedName(table.name);

/** Some tables under other schemas, e.g. `backtest_marts.people` for the prefix `backtest_`; all others as published. */
export function prefixedNames(prefix: string, tables: Iterable<Table>): TableResolver {
  const moved = new Set(tables);
  return (table) => (moved.has(table) ? quotedName(prefix + table.name) : publishedName(table));
}
