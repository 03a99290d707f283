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

type Schema = "raw" | "staging" | "intermediate" | "marts";

/** A table or view of the warehouse whose rows are `Row`s. An empty grain means: one row. */
export interface Table<Row = any> {
  readonly name: `${Schema}.${string}`;
  readonly about: string;
  readonly grain: readonly string[];
  readonly columns: Columns<Row>;
}

/** A table that is not computed: of an export, of a lookup, or of what the run itself knows. */
export interface Source<Row = any> extends Table<Row> {
  readonly origin: Origin<Row>;
}

/** A table computed from others by one select. */
export interface Model<Row = any, U extends Upstream = Upstream> extends Table<Row> {
  readonly from: U;
  readonly materialized: "view" | "table";
  readonly select: (db: any, shape: ModelShape) => Select<Row>;
  /** Columns besides `columns` that only the shape of a run names, such as those of custom dimensions. */
  readonly shapeColumns?: (shape: ModelShape) => ShapeColumns;
  /** Of a canonical entity: what each adapter gives to it; its rows are all of theirs. */
  readonly parts?: readonly EntityPart[];
  /** What must hold, or nothing is published. */
  readonly checks: Checks<any>;
  /** What should hold: reported, never in the way. */
  readonly warnings: Checks<any>;
}

/** What one product's exports say of a canonical entity: its rows, without the columns of which they know nothing. */
export interface EntityPart {
  readonly product: string;
  /** `people` of `intermediate.source_people`. */
  readonly entity: string;
  readonly from: Upstream;
  readonly select: (db: any) => Select<unknown>;
}

/** What of a run decides the form of SQL and not only its values, which stand in tables. */
export interface ModelShape {
  /** The most cap groups that a version has. */
  readonly capGroups: number;
  /** The most entries of recency that a version has. */
  readonly recencySteps: number;
  /** The custom attributes that closedloop.yaml makes dimensions, in its order: some tables have a column of each name. */
  readonly dimensions: readonly string[];
  /** The products of the run's sources: of others no table is made. Undefined: of all products. */
  readonly products?: ReadonlySet<string>;
}

/** Without custom dimensions, and without a definition or with one that neither caps nor weighs. */
export const defaultShape: ModelShape = { capGroups: 0, recencySteps: 0, dimensions: [] };

/** Columns whose names no type knows; so they are all nullable text. */
export type ShapeColumns = Columns<Readonly<Record<string, string | null>>>;

export type Upstream = Readonly<Record<string, Table>>;
type Checks<Row> = Readonly<Record<string, (row: ExpressionBuilder<{ self: Row }, "self">) => Expression<SqlBool>>>;

/** A Kysely select, or one `sql` template typed with its row. */
export type Select<Row> = Expression<Row> & { compile(db: QueryExecutorProvider): CompiledQuery };

/** What Kysely may see inside a model: its declared upstream tables, and nothing else. */
export type Database<U extends Upstream> = { [K in keyof U]: U[K] extends Table<infer Row> ? Row : never };

export function source<C extends Columns<any>>(spec: {
  name: `raw.${string}`;
  about: string;
  origin: Origin<NoInfer<RowOf<C>>>;
  grain: readonly (keyof C & string)[];
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
  shapeColumns?: (shape: ModelShape) => ShapeColumns;
  checks?: Checks<NoInfer<O>>;
  warnings?: Checks<NoInfer<O>>;
}): Model<Simplify<O>, U> {
  return { checks: {}, warnings: {}, ...spec } as unknown as Model<Simplify<O>, U>;
}

export const isModel = (table: Table): table is Model => "select" in table;
export const isSource = (table: Table): table is Source => "origin" in table;

/** The whole contract of a table in a run of this shape, by name of the column. */
export function columnsInShape(table: Table, shape: ModelShape): Readonly<Record<string, Column<unknown>>> {
  const added: Columns<any> | undefined = isModel(table) ? table.shapeColumns?.(shape) : undefined;
  return { ...table.columns, ...added };
}

/**
 * The model's select behind one import per upstream table: the same text whatever the clock and the points say.
 * `place` says where each upstream table stands; a unit test puts given rows there.
 */
export function compileModel(
  model: Model,
  place: TableResolver = publishedName,
  shape: ModelShape = defaultShape,
): string {
  if (model.parts) return compileParts(model, model.parts, place, shape);
  return compileSelect(model.from, place, model.select(db, shape));
}

/** The parts of the products that the run has, by name of the columns; the first line, without rows, gives each its type. */
function compileParts(
  { columns }: Model,
  parts: readonly EntityPart[],
  place: TableResolver,
  { products }: ModelShape,
): string {
  const typed = Object.entries<Column<unknown>>(columns).map(
    ([name, { type }]) => `null::${sqlTypes[type]} as ${quotedIdentifier(name)}`,
  );
  const selects = parts
    .filter(({ product }) => products === undefined || products.has(product))
    .map(({ from, select }) => `select * from (${compileSelect(from, place, select(db))})`);
  return [`select ${typed.join(", ")} where false`, ...selects].join("\nunion all by name\n");
}

function compileSelect(from: Upstream, place: TableResolver, selected: Select<unknown>): string {
  const imports = Object.entries(from).map(
    // A CTE used twice would be materialised, and filters would no longer reach the table.
    ([alias, table]) => `${quotedIdentifier(alias)} as not materialized (select * from ${place(table, alias)})`,
  );
  // DuckDB takes neither `with … with …` nor `with … (with …)`, so the select stands in a subquery.
  const select = `select * from (\n${selected.compile(db).sql}\n)`;
  return imports.length > 0 ? `with ${imports.join(",\n  ")}\n${select}` : select;
}

/** Where a table stands: what may follow FROM. The only way from a model to a physical name. */
export type TableResolver = (table: Table, alias?: string) => string;

export const publishedName: TableResolver = (table) => quotedName(table.name);

/** Some tables apart (`backtest_marts.people`), all others as published. */
export function prefixedNames(prefix: string, tables: Iterable<Table>): TableResolver {
  const moved = new Set(tables);
  return (table) => (moved.has(table) ? quotedName(prefix + table.name) : publishedName(table));
}
