/** Which columns others may see, and how: for every file that is shared, e.g. `explore.duckdb` and the Parquet files. */
import { randomBytes } from "node:crypto";
import type { Column } from "../table/columns.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import { columnsInShape, type ModelShape, type Table } from "../table/model.js";

/** A text that is kept nowhere, so that nobody can compute a code from an address. Files of one publication share it. */
export const createSalt = (): string => randomBytes(16).toString("hex");

/** The columns of a table that others may see: those that are not personal, and those that are so only in some rows. */
export const sharedColumns = (table: Table, shape: ModelShape): Readonly<Record<string, Column<unknown>>> =>
  Object.fromEntries(
    Object.entries(columnsInShape(table, shape)).filter(
      ([, { personal, personalWhere }]) => !personal || personalWhere !== undefined,
    ),
  );

/** The SQL of a shared column in a select from its table: null or a code in place of what is personal. */
export function sharedColumnSql(name: string, contract: Column<unknown>, salt: string): string {
  const shown = withoutAddresses(name, contract, salt);
  const { personalWhere } = contract;
  return `${personalWhere ? `case when not (${personalWhere}) then ${shown} end` : shown} as ${quotedIdentifier(name)}`;
}

/**
 * The column, without values that name a person although the column does not: some tools use the email address as the id,
 * some exports have the owner's name as the owner's id. Such an id becomes a code, the same one in all tables.
 */
function withoutAddresses(name: string, { type, oneOf }: Column<unknown>, salt: string): string {
  const column = quotedIdentifier(name);
  if (type !== "text" || oneOf) return column;
  if (!/_(id|key)$/.test(name))
    return `case when contains(${column}, '@') and regexp_matches(${column}, '[^\\s@]@[^\\s@]+\\.[^\\s@]')
      then '(hidden: it has an email address)' else ${column} end`;
  const isName = /owner_id$/.test(name) ? ` or contains(${column}, ' ')` : "";
  const code = `'hidden-' || left(sha256(${quotedString(salt)} || ${column}), 16)`;
  return `case when contains(${column}, '@')${isName} then ${code} else ${column} end`;
}
