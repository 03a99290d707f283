/** Staging models: one row per row of a source, with renamed columns. The meaning of a column is written once, at the source. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Column } from "./columns.js";
import { trimToNull } from "./dialect.js";
import { type Model, model, type Source } from "./model.js";
import { salesforceId } from "./salesforce_id.js";

type Row = ExpressionBuilder<{ raw: any }, "raw">;

/** Placeholder for the type of the source's column. */
type Same = { readonly same: unique symbol };

/** A column of a staging model that is computed from the columns `F` of the source; `T` is its type. */
export interface StagedColumn<F extends string, T = Same> {
  /** The contract, computed from the contracts of the source. */
  readonly contract: (raw: Readonly<Record<string, Column<any>>>) => Column<any>;
  readonly select: (row: Row) => Expression<any>;
  /** Never set: only carries the types. */
  readonly _?: { readonly from: F; readonly type: T };
}

/** The columns of a staging model by name: a column of the source, or one that is computed. */
type StagedColumns<R> = Readonly<Record<string, (keyof R & string) | StagedColumn<keyof R & string, any>>>;

type StagedRow<R, C> = {
  [K in keyof C]: C[K] extends keyof R
    ? R[C[K]]
    : C[K] extends StagedColumn<infer F, infer T>
      ? [T] extends [Same]
        ? R[F & keyof R]
        : T
      : never;
};

/**
 * A staging model: one row per row of `raw`. It is a table, because several models read it and a view would be planned and
 * computed again by each. A column given as the name of a source column has the same contract,
 * without the parts for the loader, e.g. `{ lead_id: "Id", is_deleted: orFalse("IsDeleted") }`.
 */
export function staged<R, const C extends StagedColumns<R>>(
  raw: Source<R>,
  spec: {
    name: `staging.${string}`;
    about: string;
    grain: readonly (keyof C & string)[];
    columns: C;
    /** True for the rows to keep; default: all rows. */
    where?: (row: Row) => Expression<SqlBool>;
    /** True for events, of which a company has millions: then it is a view, so that they are not stored twice. */
    isLarge?: true;
  },
): Model<StagedRow<R, C>, { readonly raw: Source<R> }> {
  const contracts = raw.columns as Readonly<Record<string, Column<any>>>;
  const entries = Object.entries(spec.columns as Readonly<Record<string, string | StagedColumn<string, any>>>);
  const columns = entries.map(([name, from]) => [
    name,
    forReaders(typeof from === "string" ? contracts[from]! : from.contract(contracts)),
  ]);
  const selected = (row: Row) =>
    entries.map(([name, from]) => sql`${typeof from === "string" ? sql.ref(from) : from.select(row)}`.as(name));
  return model({
    name: spec.name,
    about: spec.about,
    materialized: spec.isLarge ? "view" : "table",
    grain: spec.grain as readonly never[],
    from: { raw: raw as Source },
    columns: Object.fromEntries(columns) as never,
    select: (db) => {
      const rows = db.selectFrom("raw").select((row) => selected(row as never));
      return (spec.where ? rows.where((row) => spec.where!(row as never)) : rows) as never;
    },
  }) as unknown as Model<StagedRow<R, C>, { readonly raw: Source<R> }>;
}

/** The contract without the parts that only the loader and the doctor read. */
const forReaders = ({ binding: _, enables: __, onlyIf: ___, ...contract }: Column<any>): Column<any> => contract;

/** A column with its own contract and SQL, e.g. a full name from first and last name. */
export const computed = <T>(contract: Column<T>, select: (row: Row) => Expression<T>): StagedColumn<never, T> => ({
  contract: () => contract,
  select,
});

/** A flag that is false if it is null in the source. */
export const orFalse = <const F extends string>(from: F): StagedColumn<F, boolean> => ({
  contract: (raw) => ({
    ...raw[from]!,
    nullable: false,
    about: `${raw[from]!.about.replace(/; null if the (export|file) does not say$/, "")}; false if the export does not say`,
  }),
  select: ({ fn, lit }) => fn.coalesce(sql.ref(from), lit(false)),
});

/** A text, trimmed. */
export const trimmed = <const F extends string>(from: F): StagedColumn<F> => ({
  contract: (raw) => raw[from]!,
  select: () => sql`trim(${sql.ref(from)})`,
});

/** A nullable text, trimmed of spaces and no-break spaces; null if nothing is left. */
export const trimmedToNull = <const F extends string>(from: F): StagedColumn<F> => ({
  contract: (raw) => raw[from]!,
  select: () => trimToNull(from),
});

/** A Salesforce id in its 18-character form. */
export const asSalesforceId = <const F extends string>(from: F): StagedColumn<F> => ({
  contract: (raw) => raw[from]!,
  select: () => salesforceId(sql.ref<string | null>(from)),
});

/** The first of several columns that is not null; `about` says the order and what null means. */
export const firstKnown = <const F extends string>(about: string, ...from: readonly F[]): StagedColumn<F> => ({
  contract: (raw) => ({ ...raw[from[0]!]!, about }),
  select: () => sql`coalesce(${sql.join(from.map((name) => sql.ref(name)))})`,
});

/** For `where`: the rows that their source still has. `deleted` is the flag of the others. */
export const isPresent =
  (deleted: string) =>
  ({ fn, lit, not }: Row): Expression<SqlBool> =>
    not(fn.coalesce(sql.ref<boolean | null>(deleted), lit(false)));
