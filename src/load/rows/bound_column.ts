import { sql } from "kysely";
import type { Column } from "../../table/columns.js";
import { db } from "../../table/db.js";
import { isDateOnly, type ParseOptions, parseTrimmed } from "../../table/parsing.js";
import { salesforceId } from "../../table/salesforce_id.js";
import type { LoadContract } from "../load_contract.js";
import type { ColumnText } from "./column_text.js";

/** A contract column met with the file: SQL over the columns of text. */
export interface BoundColumn {
  readonly name: string;
  readonly column: Column<unknown>;
  /** The text that is typed. */
  readonly text: string;
  /** SQL of the typed value, given SQL of that text, without outer blanks where `isTrimmed` says so. */
  readonly value: (text: string) => string;
  /** Longest text allowed, in characters; undefined in a lookup, which may hold prose. */
  readonly longest: number | undefined;
  /** SQL that is true where the text is a word that the configuration does not know. */
  readonly unknownWord?: string;
}

/** The text that fills a column. */
export type FindColumnText = (name: string, column: Column<unknown>) => ColumnText | undefined;

/** A text of an export is a name or a word of a list, unless its column says otherwise; a stray quote makes it swallow rows. */
const defaultMaxLength = 255;

/** A column of the contract with what turns its text into a value; undefined where nothing fills it. */
export function bindColumn(
  contract: LoadContract,
  name: string,
  column: Column<unknown>,
  metOf: FindColumnText,
): BoundColumn | undefined {
  const { marks } = column.binding ?? {};
  const of = marks ?? name;
  const source = (contract.table.columns as Readonly<Record<string, Column<unknown>>>)[of];
  if (!source) throw new Error(`${contract.table.name}.${name} marks ${of}, which is no column of it`);
  const met = metOf(of, source);
  if (!met) return undefined;
  const options: ParseOptions = {
    zone: contract.zone,
    ...(met.format === undefined ? {} : { format: met.format }),
    ...(source.binding?.orDate ? { orDate: true } : {}),
    ...(column.binding?.orMilliseconds ? { orMilliseconds: true } : {}),
    ...(column.binding?.dropsClock ? { dropsClock: true } : {}),
  };
  const isLookup = contract.table.origin.kind === "reference";
  const longest = column.binding?.longest ?? (column.type === "text" && !isLookup ? defaultMaxLength : undefined);
  if (marks) return { name, column, text: met.text, longest: undefined, value: (text) => isDateOnly(text, options) };
  const value = (text: string) =>
    column.binding?.recordId === "salesforce"
      ? salesforceId(sql.raw(text)).compile(db).sql
      : column.oneOf || column.binding?.recordId
        ? `nullif(trim(${text}), '')`
        : parseTrimmed(column.type, text, options);
  return { name, column, text: met.text, longest, value, ...(met.unknownWord ? { unknownWord: met.unknownWord } : {}) };
}
