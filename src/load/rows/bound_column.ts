import { sql } from "kysely";
import type { Column } from "../../table/columns.js";
import { db } from "../../table/db.js";
import { trimToNull } from "../../table/dialect.js";
import { isDateOnly, type ParseOptions, parseTrimmed } from "../../table/parsing.js";
import { salesforceId } from "../../table/salesforce_id.js";
import { withoutZeroWidth } from "../../table/zero_width.js";
import type { LoadContract } from "../load_contract.js";
import type { ColumnText } from "./column_text.js";

/** A column of the contract and the SQL that fills it from the text columns of a file. */
export interface BoundColumn {
  readonly name: string;
  readonly column: Column<unknown>;
  /** SQL of the text. */
  readonly text: string;
  /** SQL of the text as it is in the file; set for ids and addresses, which lose their invisible characters. */
  readonly keyText?: string;
  /** SQL of the typed value, given SQL of the text, which is trimmed already unless it is plain text. */
  readonly value: (text: string) => string;
  /** The longest text allowed, in characters; undefined in a lookup, which may contain prose. */
  readonly longest: number | undefined;
  /** SQL that is true if the configuration does not map the word. */
  readonly unknownWord?: string;
}

/** Finds the text that fills a column; undefined if the file has none. */
export type FindColumnText = (name: string, column: Column<unknown>) => ColumnText | undefined;

/** Longest text of a column that sets no limit. Most texts are names or words of a list; a stray quote can join many rows into one text. */
const defaultMaxLength = 255;

/** True for ids and addresses: records are found by them, so an invisible character makes two of one. */
const isKeyText = ({ table }: LoadContract, name: string, { type, binding }: Column<unknown>): boolean =>
  type === "text" && (binding?.recordId !== undefined || table.grain.includes(name) || /(id|email)s?$/i.test(name));

/** Binds a column of the contract; undefined if the file has no text for it. */
export function bindColumn(
  contract: LoadContract,
  name: string,
  column: Column<unknown>,
  textOf: FindColumnText,
): BoundColumn | undefined {
  const { marks } = column.binding ?? {};
  const filled = marks ?? name;
  const source = (contract.table.columns as Readonly<Record<string, Column<unknown>>>)[filled];
  if (!source) throw new Error(`${contract.table.name}.${name} marks ${filled}, which is not one of its columns`);
  const columnText = textOf(filled, source);
  if (!columnText) return undefined;
  const options: ParseOptions = {
    zone: contract.zone,
    ...(columnText.format === undefined ? {} : { format: columnText.format }),
    ...(source.binding?.orDate ? { orDate: true } : {}),
    ...(column.binding?.orMilliseconds ? { orMilliseconds: true } : {}),
    ...(column.binding?.dropsClock ? { dropsClock: true } : {}),
  };
  const isLookup = contract.table.origin.kind === "reference";
  const longest = column.binding?.longest ?? (column.type === "text" && !isLookup ? defaultMaxLength : undefined);
  if (marks)
    return { name, column, text: columnText.text, longest: undefined, value: (text) => isDateOnly(text, options) };
  const value = (text: string) =>
    column.binding?.recordId === "salesforce"
      ? salesforceId(sql.raw(text)).compile(db).sql
      : column.oneOf || column.binding?.recordId
        ? trimToNull(sql.raw(text)).compile(db).sql
        : parseTrimmed(column.type, text, options);
  const isKey = isKeyText(contract, name, column);
  return {
    name,
    column,
    text: isKey ? withoutZeroWidth(columnText.text) : columnText.text,
    ...(isKey ? { keyText: columnText.text } : {}),
    longest,
    value,
    ...(columnText.unknownWord ? { unknownWord: columnText.unknownWord } : {}),
  };
}
