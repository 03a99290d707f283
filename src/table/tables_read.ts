import type { ColumnType } from "./columns.js";
import type { Schema } from "./model.js";

/**
 * The published tables that some SQL of the engine reads, and of each table the columns with their types. The engine
 * cannot import a model, so it names tables in its SQL. `npm run check:sql` compares this list with the contracts, and
 * binds the SQL against tables that have these columns only: a model that renames or drops one of them is noticed there.
 */
export type TablesRead = Readonly<Record<`${Schema}.${string}`, Readonly<Record<string, ColumnType>>>>;
