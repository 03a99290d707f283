import { type RawBuilder, sql } from "kysely";

/**
 * SQL after FROM that leaves out the rows of `rows` that have ended, because a later full export no longer has them. `missing` is
 * the alias of `raw.missing_records`; `keys` are the columns of the table's key after the system.
 */
export const withoutEnded = (table: `raw.${string}`, rows: string, one: string, other?: string): RawBuilder<unknown> =>
  sql`anti join missing on missing.system = ${sql.ref(`${rows}.system`)} and missing.table_name = ${sql.lit(table)}
        and missing.record_key = ${sql.ref(`${rows}.${one}`)}
        and missing.other_key = ${other === undefined ? sql.lit("") : sql.ref(`${rows}.${other}`)} and missing.state = 'taken'`;
